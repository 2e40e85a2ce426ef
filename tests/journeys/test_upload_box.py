"""A large file in the small upload box of forms: how fast, paused, cut off, given up."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, CDPSession, Locator, expect

from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-3")]

MIB = 1024 * 1024
SLOW = 2 * MIB
PLACE = "补充：2024 财务报表"
NAME = "二〇二四年审计报告.pdf"


def _scan(folder: Path, size: int) -> Path:
    head, tail = b"%PDF-1.7\n%box\n%", b"\nstartxref\n0\n%%EOF\n"
    path = folder / NAME
    path.write_bytes(head + b"0" * (size - len(head) - len(tail)) + tail)
    return path


async def _network(session: CDPSession, *, up: bool) -> None:
    throughput = {"downloadThroughput": -1, "uploadThroughput": SLOW}
    await session.send(
        "Network.emulateNetworkConditions", {"offline": not up, "latency": 0, **throughput}
    )


async def _press(person: Person, button: Locator) -> None:
    """By the keyboard, as somebody does who sees nothing."""
    await button.focus()
    await person.page.keyboard.press("Enter")


async def test_a_large_file_in_a_form_is_paused_cut_off_and_given_up(
    browser: Browser, server: Server, shots: Path, tmp_path: Path
) -> None:
    file = _scan(tmp_path, 30 * MIB)
    person = await sit_down(browser, server, shots, "sme@demo.zhirong.test", narrow=True)
    page = person.page
    await person.goto("/e/vault")
    wire = await page.context.new_cdp_session(page)
    await wire.send("Network.enable")
    await _network(wire, up=True)
    box = page.locator(".zr-upload").filter(has=page.get_by_label(PLACE))
    said = box.get_by_role("status")

    await box.locator("input[type=file]").set_input_files(file)
    await box.get_by_text(re.compile(r"MB / 30\.0 MB · 每秒 \d.* · 约剩 \d+ 秒")).wait_for()
    await expect(box.get_by_role("progressbar")).to_have_attribute("aria-label", re.compile(NAME))
    await _press(person, box.get_by_role("button", name=f"暂停：{NAME}"))
    await expect(said).to_have_text(f"已暂停：{NAME}")
    await person.looks("box-paused")

    await _network(wire, up=False)
    await _press(person, box.get_by_role("button", name=f"继续：{NAME}"))
    await expect(said).to_contain_text("网络不通，恢复后自动继续")
    await _network(wire, up=True)
    await expect(said).to_have_text(f"正在上传：{NAME}")

    await _press(person, box.get_by_role("button", name=f"取消上传：{NAME}"))
    await expect(said).to_have_count(0)
    await expect(box.locator(f"button[aria-label='{PLACE}']")).to_be_enabled()
    await person.goto("/e/vault")
    await person.sees("材料占位")
    await expect(page.get_by_role("list", name="上传列表")).to_have_count(0)
    assert person.problems == []


async def test_a_refused_file_is_told_in_words_and_the_next_one_comes_in(
    browser: Browser, server: Server, shots: Path, tmp_path: Path
) -> None:
    fake, file = tmp_path / "其实是程序.pdf", _scan(tmp_path, 9 * MIB)
    fake.write_bytes(b"MZ" + bytes(9 * MIB))
    person = await sit_down(browser, server, shots, "sme2@demo.zhirong.test")
    await person.goto("/e/vault")
    page = person.page
    await person.choose("资料类型", "财务报表")
    await page.get_by_label("选择文件", exact=True).set_input_files([fake, file])
    await person.click(re.compile("开始上传 2 个文件"))

    rows = page.get_by_role("list", name="上传列表").locator("li")
    refused = rows.filter(has_text=fake.name).get_by_role("alert")
    await refused.wait_for(timeout=60_000)
    await rows.filter(has_text=NAME).get_by_text("已存入资料库").wait_for(timeout=60_000)
    await person.looks("refused-beside-done")

    assert "documents." not in await refused.inner_text()
    assert await rows.filter(has_text=fake.name).get_by_role("button").all_inner_texts() == ["移除"]
    assert person.problems == []

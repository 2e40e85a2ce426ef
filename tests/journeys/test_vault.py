"""The vault in a real browser: a large scan comes in by pieces, is lent, read, taken back.

The scan is sent over a slowed connection, so that there is a middle to pause, reload and break in.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.journeys import vault
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-3")]

READER = "maker@bank.demo.zhirong.test"


@pytest.fixture
async def owner(browser: Browser, server: Server, shots: Path) -> AsyncIterator[Person]:
    person = await sit_down(browser, server, shots, vault.OWNER)
    yield person
    assert person.problems == []


async def _consent(person: Person, document: dict[str, Any], bank: str) -> str:
    """The number of the receipt that the owner gets for letting the bank look."""
    page = person.page
    await person.goto(f"/e/vault/{document['id']}")
    await person.click("授权查阅")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("允许下载副本")).not_to_be_checked()
    await person.settled()
    await person.choose("查阅方", bank)
    await dialog.get_by_label(re.compile("^说明")).fill("贷前尽调")
    await person.looks("consent-form")
    await dialog.get_by_role("button", name="下一步：核对").click()
    await dialog.get_by_text(f"授权 {bank} 为“尽职调查”在线查看以下 1 份资料").wait_for()
    await dialog.get_by_text(document["name"]).wait_for()
    await person.looks("consent-check")
    await dialog.get_by_role("button", name="确认授权 1 份").click()
    await dialog.wait_for(state="hidden")
    row = page.get_by_role("region", name="查阅授权").get_by_role(
        "row", name=re.compile("贷前尽调")
    )
    await row.get_by_text("有效").wait_for()
    await row.get_by_text("仅查看").wait_for()
    return str(await row.get_by_role("link", name=re.compile("CR-")).inner_text())


async def _take_back(person: Person) -> None:
    row = person.page.get_by_role("row", name=re.compile("贷前尽调"))
    await row.get_by_role("button", name=re.compile("收回")).click()
    dialog = person.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="收回").click()
    await row.get_by_text(re.compile(r"\d 收回")).wait_for()


async def test_a_scan_is_uploaded_with_a_break(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = vault.scan(tmp_path, "审计报告扫描件.pdf", 30 * vault.MIB)
    other = vault.scan(tmp_path, "另一份.pdf", 30 * vault.MIB)
    await vault.slowed(owner, 6 * vault.MIB)
    await vault.begin(owner, file)
    await owner.looks("uploading")
    await vault.is_past(owner, file, 30)

    offset = await vault.pause(owner, server, file)
    sent = await vault.go_on_after_reload(owner, file, other)
    await vault.slowed(owner, -1)
    await vault.arrives(owner, server, file)

    assert min(sent) == offset
    await owner.looks("uploaded")


async def test_what_is_lent_is_read_on_record_until_it_is_taken_back(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = vault.scan(tmp_path, "尽调材料.pdf", 9 * vault.MIB)
    await vault.begin(owner, file)
    document = await vault.arrives(owner, server, file)
    address = f"/documents/{document['id']}"
    with vault.signed_in(server, READER) as bank:
        session = bank.get("/session").json()
        name, member = session["organisation"]["name"], session["member"]["name"]
        before = bank.get(f"{address}/preview")
        number = await _consent(owner, document, name)
        third = bank.get(f"{address}/preview", headers={"Range": f"bytes=0-{3 * vault.MIB - 1}"})
        copy = bank.get(f"{address}/content")
        (read,) = await vault.log(owner, document)
        await owner.looks("read-log")
        await _take_back(owner)
        after = bank.get(f"{address}/preview")

    assert before.status_code == after.status_code == 404
    assert third.status_code == 206
    assert len(third.content) == 3 * vault.MIB
    assert copy.json()["code"] == "documents.download_not_granted"
    assert [
        part for part in (member, name, "查看", "33%", "尽职调查", number) if part not in read
    ] == []
    assert await vault.log(owner, document) == [read]
    await owner.looks("taken-back")


async def test_a_receipt_is_kept_and_a_document_withdrawn(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = vault.scan(tmp_path, "待撤回.pdf", vault.MIB)
    await vault.begin(owner, file)
    document = await vault.arrives(owner, server, file)
    with vault.signed_in(server, READER) as bank:
        name = bank.get("/session").json()["organisation"]["name"]
    number = await _consent(owner, document, name)
    await owner.sees("现在不能撤回：还有 1 项有效授权")
    assert await owner.page.get_by_role("button", name="撤回").count() == 0

    await _take_back(owner)
    await owner.click("撤回")
    await owner.page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    await owner.sees("撤回时间")
    await owner.looks("withdrawn")
    await owner.goto("/e/vault")
    assert await owner.page.get_by_role("link", name=file.name).count() == 0
    await owner.page.get_by_label("显示已撤回").click()
    await owner.page.get_by_role("table").get_by_role("link", name=file.name).wait_for()

    await owner.goto("/e/vault/consents?live=ended")
    await owner.click(number, role="link")
    await owner.sees(f"授权凭证 {number}")
    await owner.looks("receipt")

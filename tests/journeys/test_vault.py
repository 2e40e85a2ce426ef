"""The vault in a real browser: a large scan comes in by pieces, is lent, read, taken back.

The scan is sent over a slowed connection, so that there is a middle to pause, reload and break in.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Locator, expect

from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import PASSWORD, Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MIB = 1024 * 1024
OWNER = "sme@demo.zhirong.test"
READER = "maker@bank.demo.zhirong.test"


@dataclass(frozen=True)
class Scan:
    """A file of the owner's; opened only by his browser, and by `content`."""

    path: Path
    name: str
    size: int
    sha256: str


def scan(folder: Path, name: str, size: int) -> Scan:
    """A PDF of that many bytes, unlike any other of another name."""
    head = b"%PDF-1.7\n%" + name.encode() + b"\n%"
    tail = (
        b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    )
    path = folder / name
    with path.open("w+b") as out:
        out.write(head)
        left = size - len(head) - len(tail)
        while left:
            left -= out.write(b"0123456789abcdef" * 65_536 if left >= MIB else b"0" * left)
        out.write(tail)
        out.seek(0)
        return Scan(path, name, size, hashlib.file_digest(out, "sha256").hexdigest())


@pytest.fixture
async def owner(browser: Browser, server: Server, shots: Path) -> AsyncIterator[Person]:
    person = await sit_down(browser, server, shots, OWNER)
    yield person
    assert person.problems == []


async def _slowed(person: Person, bytes_a_second: int) -> None:
    session = await person.page.context.new_cdp_session(person.page)
    conditions = {
        "offline": False,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": bytes_a_second,
    }
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", conditions)


@contextmanager
def _signed_in(server: Server, email: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.api) as client:
        client.post("/session", json={"email": email, "password": PASSWORD}).raise_for_status()
        yield client


def _under_way(server: Server, file: Scan) -> dict[str, Any]:
    """The upload of this file, as the server has it."""
    with _signed_in(server, OWNER) as client:
        items = client.get("/uploads").json()["items"]
    (found,) = [each for each in items if each["name"] == file.name]
    return dict(found)


def _row(person: Person, file: Scan) -> Locator:
    return person.page.get_by_role("list", name="上传列表").locator("li", has_text=file.name)


async def _begin(person: Person, file: Scan) -> None:
    await person.goto("/e/vault")
    await person.choose("资料类型", "财务报表")
    await person.page.get_by_label("选择文件", exact=True).set_input_files(file.path)
    await person.click(re.compile("开始上传 1 个文件"))
    await _is_past(person, file, 1)


async def _is_past(person: Person, file: Scan, percent: int) -> None:
    bar = _row(person, file).get_by_role("progressbar")
    for _ in range(600):
        if await bar.count() and int(await bar.get_attribute("aria-valuenow") or 0) >= percent:
            return
        await person.page.wait_for_timeout(50)
    raise AssertionError(f"{file.name} never came to {percent} %")


async def _pause(person: Person, server: Server, file: Scan) -> int:
    """How many bytes the server has when the upload stands still."""
    await _row(person, file).get_by_role("button", name=re.compile("^暂停")).click()
    await _row(person, file).get_by_text("已暂停").wait_for()
    await person.page.wait_for_timeout(1000)
    offset = int(_under_way(server, file)["offset"])
    assert 0 < offset < file.size
    return offset


async def _go_on_after_reload(person: Person, file: Scan, other: Scan) -> list[int]:
    """The same file is chosen again; where the pieces sent from then on began."""
    await person.goto("/e/vault")
    await _row(person, file).get_by_text("选择同一文件，从已传位置继续").wait_for()
    await person.looks("upload-after-reload")
    again = _row(person, file).locator("input[type=file]")
    await again.set_input_files(other.path)
    await _row(person, file).get_by_text("不是同一个文件").wait_for()
    sent: list[int] = []
    person.page.on(
        "request",
        lambda request: (
            sent.append(int(request.headers["upload-offset"]))
            if request.method == "PATCH"
            else None
        ),
    )
    await again.set_input_files(file.path)
    return sent


async def _arrives(person: Person, server: Server, file: Scan) -> dict[str, Any]:
    """The document that the upload became, byte for byte the file."""
    await _row(person, file).get_by_text("已存入资料库").wait_for(timeout=120_000)
    await person.page.get_by_role("table").get_by_role("link", name=file.name).wait_for()
    with _signed_in(server, OWNER) as client:
        (found,) = client.get("/documents", params={"q": file.name}).json()["items"]
        assert file.name not in [each["name"] for each in client.get("/uploads").json()["items"]]
    assert found["sha256"] == file.sha256
    assert found["size"] == file.size
    return dict(found)


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


async def _log(person: Person, document: dict[str, Any]) -> list[str]:
    """What other organisations read, as the owner sees it."""
    await person.goto(f"/e/vault/{document['id']}?others=yes")
    rows = person.page.get_by_role("region", name="查阅记录").last.locator("tbody tr")
    return [re.sub(r"\s+", " ", text) for text in await rows.all_inner_texts()]


async def _take_back(person: Person) -> None:
    row = person.page.get_by_role("row", name=re.compile("贷前尽调"))
    await row.get_by_role("button", name=re.compile("收回")).click()
    dialog = person.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="收回").click()
    await row.get_by_text(re.compile(r"\d 收回")).wait_for()


async def test_a_scan_is_uploaded_with_a_break(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = scan(tmp_path, "审计报告扫描件.pdf", 30 * MIB)
    other = scan(tmp_path, "另一份.pdf", 30 * MIB)
    await _slowed(owner, 6 * MIB)
    await _begin(owner, file)
    await owner.looks("uploading")
    await _is_past(owner, file, 30)

    offset = await _pause(owner, server, file)
    sent = await _go_on_after_reload(owner, file, other)
    await _slowed(owner, -1)
    await _arrives(owner, server, file)

    assert min(sent) == offset
    await owner.looks("uploaded")


async def test_what_is_lent_is_read_on_record_until_it_is_taken_back(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = scan(tmp_path, "尽调材料.pdf", 9 * MIB)
    await _begin(owner, file)
    document = await _arrives(owner, server, file)
    address = f"/documents/{document['id']}"
    with _signed_in(server, READER) as bank:
        session = bank.get("/session").json()
        name, member = session["organisation"]["name"], session["member"]["name"]
        before = bank.get(f"{address}/preview")
        number = await _consent(owner, document, name)
        third = bank.get(f"{address}/preview", headers={"Range": f"bytes=0-{3 * MIB - 1}"})
        copy = bank.get(f"{address}/content")
        (read,) = await _log(owner, document)
        await owner.looks("read-log")
        await _take_back(owner)
        after = bank.get(f"{address}/preview")

    assert before.status_code == after.status_code == 404
    assert third.status_code == 206
    assert len(third.content) == 3 * MIB
    assert copy.json()["code"] == "documents.download_not_granted"
    assert [
        part for part in (member, name, "查看", "33%", "尽职调查", number) if part not in read
    ] == []
    assert await _log(owner, document) == [read]
    await owner.looks("taken-back")


async def test_a_receipt_is_kept_and_a_document_withdrawn(
    owner: Person, server: Server, tmp_path: Path
) -> None:
    file = scan(tmp_path, "待撤回.pdf", MIB)
    await _begin(owner, file)
    document = await _arrives(owner, server, file)
    with _signed_in(server, READER) as bank:
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

"""A large scan on its way into the vault: begun, paused, gone on with, arrived, read."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Locator

from tests.journeys.browsing import Person
from tests.journeys.server import PASSWORD, Server

MIB = 1024 * 1024
OWNER = "sme@demo.zhirong.test"


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


async def slowed(person: Person, bytes_a_second: int, *, offline: bool = False) -> None:
    """How fast this window may send from now on; -1 for as fast as it can."""
    if person.network is None:
        person.network = await person.page.context.new_cdp_session(person.page)
    conditions = {
        "offline": offline,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": bytes_a_second,
    }
    await person.network.send("Network.enable")
    await person.network.send("Network.emulateNetworkConditions", conditions)


@contextmanager
def signed_in(server: Server, email: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.api, timeout=60) as client:
        client.post("/session", json={"email": email, "password": PASSWORD}).raise_for_status()
        yield client


def under_way(server: Server, file: Scan) -> dict[str, Any]:
    """The upload of this file, as the server has it."""
    with signed_in(server, OWNER) as client:
        items = client.get("/uploads").json()["items"]
    (found,) = [each for each in items if each["name"] == file.name]
    return dict(found)


def row(person: Person, file: Scan) -> Locator:
    return person.page.get_by_role("list", name="上传列表").locator("li", has_text=file.name)


async def begin(person: Person, file: Scan) -> None:
    await person.goto("/e/vault")
    await person.choose("资料类型", "财务报表")
    await person.page.get_by_label("选择文件", exact=True).set_input_files(file.path)
    await person.click(re.compile("开始上传 1 个文件"))
    await is_past(person, file, 1)


async def is_past(person: Person, file: Scan, percent: int) -> None:
    bar = row(person, file).get_by_role("progressbar")
    for _ in range(600):
        if await bar.count() and int(await bar.get_attribute("aria-valuenow") or 0) >= percent:
            return
        await person.page.wait_for_timeout(50)
    raise AssertionError(f"{file.name} never came to {percent} %")


async def pause(person: Person, server: Server, file: Scan) -> int:
    """How many bytes the server has when the upload stands still."""
    await row(person, file).get_by_role("button", name=re.compile("^暂停")).click()
    await row(person, file).get_by_text("已暂停").wait_for()
    offset = -1
    while offset != (offset := int(under_way(server, file)["offset"])):
        await person.page.wait_for_timeout(1000)  # what was on its way is still being written
    assert 0 < offset < file.size
    return offset


async def go_on_after_reload(person: Person, file: Scan, other: Scan) -> list[int]:
    """The same file is chosen again; where the pieces sent from then on began."""
    await person.goto("/e/vault")
    await row(person, file).get_by_text("选择同一文件，从已传位置继续").wait_for()
    await person.looks("upload-after-reload")
    again = row(person, file).locator("input[type=file]")
    await again.set_input_files(other.path)
    await row(person, file).get_by_text("不是同一个文件").wait_for()
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


async def arrives(person: Person, server: Server, file: Scan) -> dict[str, Any]:
    """The document that the upload became, byte for byte the file."""
    await row(person, file).get_by_text("已存入资料库").wait_for(timeout=120_000)
    await person.page.get_by_role("table").get_by_role("link", name=file.name).wait_for()
    with signed_in(server, OWNER) as client:
        (found,) = client.get("/documents", params={"q": file.name}).json()["items"]
        assert file.name not in [each["name"] for each in client.get("/uploads").json()["items"]]
    assert found["sha256"] == file.sha256
    assert found["size"] == file.size
    return dict(found)


async def log(person: Person, document: dict[str, Any]) -> list[str]:
    """What other organisations read, as the owner sees it."""
    await person.goto(f"/e/vault/{document['id']}?others=yes")
    rows = person.page.get_by_role("region", name="查阅记录").last.locator("tbody tr")
    return [re.sub(r"\s+", " ", text) for text in await rows.all_inner_texts()]

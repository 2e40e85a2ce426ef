"""The vault from end to end: a scan of 300 MB survives every break, is read on record, is closed;
a contract is signed by both sides and proven by a stranger without a network.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Request, Response

from tests.journeys import vault
from tests.journeys.browsing import Person, sit_down
from tests.journeys.callers import Caller
from tests.journeys.scans import scanned
from tests.journeys.server import PASSWORD, ROOT, Server
from tests.journeys.vault import MIB, OWNER, Scan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser-3")]

MAKERS = [f"maker@{bank}.demo.zhirong.test" for bank in ("bank", "bank2", "bank3")]
CHECKER = "checker@bank.demo.zhirong.test"
DESK = "desk@bank.demo.zhirong.test"
#: They are 302 MiB.
PAGES = 57
SPEED = 8 * MIB
#: The first and the last byte of a part of a document.
Part = tuple[int, int]
#: A scan is grey on white; before it is drawn it is nothing, and drawn wrongly it was black.
IS_DRAWN = """page => {
    const picture = document.querySelector(`[data-page="${page}"] canvas`)
    const { data } = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height)
    let sum = 0
    for (let at = 0; at < data.length; at += 4) sum += data[at]
    return sum / (data.length / 4) > 128
}"""


async def _uploaded(owner: Person, server: Server, folder: Path) -> dict[str, Any]:
    """Paused and gone on with after a reload; then no network for a while; then a power cut."""
    file = scanned(folder, "三年审计报告扫描件.pdf", PAGES)
    other = vault.scan(folder, "另一份.pdf", MIB)
    assert file.size > 300 * MIB
    await vault.slowed(owner, SPEED)
    await vault.begin(owner, file)
    await vault.is_past(owner, file, 15)
    await owner.looks("uploading")
    offset = await vault.pause(owner, server, file)
    sent = await vault.go_on_after_reload(owner, file, other)
    await vault.slowed(owner, SPEED)
    await vault.is_past(owner, file, 35)
    await _without_network(owner, file)
    await vault.is_past(owner, file, 60)
    server.kill()
    await vault.row(owner, file).get_by_text("恢复后自动继续").first.wait_for()
    await owner.looks("server-gone")
    server.start()
    document = await vault.arrives(owner, server, file)
    assert min(sent) == offset
    await owner.looks("arrived")
    return document


async def _without_network(owner: Person, file: Scan) -> None:
    await vault.slowed(owner, SPEED, offline=True)
    await vault.row(owner, file).get_by_text("恢复后自动继续").first.wait_for()
    await owner.page.screenshot(path=owner.shots / "sme-offline.png")
    await vault.slowed(owner, SPEED)


def _handed_over(server: Server, document: dict[str, Any]) -> tuple[str, str]:
    """A bank asks for the report, the firm answers with the scan; its maker, the application."""
    with Caller(server, OWNER) as firm:
        (row,) = firm.get("/loan-applications?state=submitted&limit=50")["items"]
        case = firm.get(f"/loan-applications/{row['id']}")
        maker = next(each for each in MAKERS if _organisation(server, each) == case["lender"]["id"])
        with Caller(server, maker) as bank:
            bank.post(f"/loan-applications/{case['id']}/intake", json={})
            asked = [{"kind": "accounts", "text": "三年审计报告全文"}]
            path = f"/loan-applications/{case['id']}/document-request"
            bank.post(path, json={"items": asked})
        body = {"document_ids": [document["id"]], "note": "已补"}
        firm.post(f"/loan-applications/{case['id']}/document-answer", json=body)
    return maker, str(case["id"])


def _organisation(server: Server, email: str) -> str:
    with Caller(server, email) as somebody:
        return str(somebody.get("/session")["organisation"]["id"])


async def _read(maker: Person, case: str, document: dict[str, Any]) -> None:
    """Beside the checklist, marked with who reads and when."""
    page = maker.page
    await maker.goto(f"/b/queue/{case}?tab=documents&doc={document['id']}")
    await page.locator('[data-page="1"] canvas').first.wait_for()
    assert await page.get_by_test_id("pages").inner_text() == f"/ {PAGES}"
    mark = await page.get_by_test_id("watermark").first.inner_text()
    assert re.search(r"经办 20\d\d-\d\d-\d\d \d\d:\d\d", mark), mark
    await page.get_by_label("页码", exact=True).fill(str(PAGES - 2))
    await page.keyboard.press("Enter")
    await page.locator(f'[data-page="{PAGES - 2}"] canvas').first.wait_for()
    await maker.settled()
    await maker.until(IS_DRAWN, arg=PAGES - 2)
    await page.get_by_role("radio", name="符合", exact=True).check()
    await maker.click("记录")
    await maker.looks("read")


class Parts:
    """The parts of the document that the browser asks for and is given from now on.

    What it leaves unread when its reader turns the page is asked for, and not always given.
    """

    def __init__(self, maker: Person, size: int) -> None:
        self.asked: Counter[Part] = Counter()
        self.given: Counter[Part] = Counter()
        self._last = size - 1
        maker.page.on("request", self._ask)
        maker.page.on("response", self._give)

    def _ask(self, request: Request) -> None:
        part = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
        if request.url.endswith("/preview") and part:
            self.asked[int(part[1]), min(int(part[2]), self._last)] += 1

    def _give(self, answer: Response) -> None:
        part = re.match(r"bytes (\d+)-(\d+)/", answer.headers.get("content-range", ""))
        if answer.url.endswith("/preview") and part:
            self.given[int(part[1]), int(part[2])] += 1


def _logged(server: Server, document: dict[str, Any]) -> Counter[Part]:
    """The parts that others read, as the owner's log has them."""
    reads: list[dict[str, Any]] = []
    with Caller(server, OWNER) as firm:
        path = f"/documents/{document['id']}/reads?others=true&limit=100"
        page = firm.get(path)
        reads += page["items"]
        while page["next"]:
            page = firm.get(f"{path}&cursor={page['next']}")
            reads += page["items"]
    assert {each["use"] for each in reads} == {"preview"}
    return Counter((each["first_byte"], each["last_byte"]) for each in reads)


async def _read_on_record_until_closed(
    owner: Person, maker: Person, server: Server, case: str, document: dict[str, Any]
) -> None:
    parts = Parts(maker, document["size"])
    await _read(maker, case, document)
    logged = _logged(server, document)
    assert parts.given <= logged <= parts.asked
    await _closed(owner, maker, case, document)
    assert _logged(server, document) == logged


async def _closed(owner: Person, maker: Person, case: str, document: dict[str, Any]) -> None:
    """The receipt is taken back in the browser; from then on no route knows the document."""
    page = owner.page
    await owner.goto(f"/e/vault/{document['id']}")
    region = page.get_by_role("region", name="查阅授权")
    await region.get_by_role("button", name=re.compile("收回")).first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="收回").click()
    await dialog.wait_for(state="hidden")
    await owner.looks("taken-back")
    address = f"/documents/{document['id']}"
    for path in (address, f"{address}/content", f"{address}/preview"):
        assert (await maker.page.request.get(f"/api/v1{path}")).status == 404, path
    audit = await maker.page.request.get("/api/v1/audit-events")
    assert document["name"] not in await audit.text()
    await maker.goto(f"/b/queue/{case}?tab=documents&doc={document['id']}")
    await maker.looks("closed")


async def _drawn_up(owner: Person, desk: Person, server: Server) -> tuple[str, str]:
    """The firm accepts an offer, the desk writes the terms: application, pledge."""
    with Caller(server, OWNER) as firm:
        (case,) = firm.get("/loan-applications?state=offered&limit=50")["items"]
    await owner.goto(f"/e/loans/{case['id']}")
    await owner.click("接受报价")
    dialog = owner.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=re.compile("^接受 ")).click()
    await owner.sees("确认本版条款")
    with Caller(server, OWNER) as firm:
        pledge = str(firm.get(f"/loan-applications/{case['id']}")["pledge_id"])
    await desk.goto(f"/b/pledges/{pledge}")
    await desk.click("编辑条款")
    await desk.fill("质权人地址", "上海市浦东新区演示路 100 号")
    await desk.fill("担保范围", "主债权、利息、违约金、损害赔偿金及实现质权的费用")
    await desk.click("保存条款")
    await desk.page.get_by_role("button", name="编辑条款").wait_for()
    return str(case["id"]), pledge


async def _signed(person: Person, path: str, what: str) -> None:
    """The contract of the matter, as soon as the worker has made it."""
    page = person.page
    sign = page.get_by_role("button", name=re.compile("^签署专利权质押合同"))
    for _ in range(60):
        await person.goto(path)
        if await sign.count():
            break
        await page.wait_for_timeout(1000)
    await sign.click()
    dialog = page.get_by_role("dialog")
    await person.settled()
    await person.looks(f"{what}-signs")
    await dialog.locator("input[type=password]").fill(PASSWORD)
    await dialog.get_by_role("button", name="签署", exact=True).click()
    await dialog.wait_for(state="hidden")
    await person.looks(f"{what}-signed")


def _contract(server: Server, pledge: str) -> tuple[dict[str, Any], bytes]:
    with Caller(server, OWNER) as firm:
        found = [
            each
            for each in firm.get("/papers?limit=50")["items"]
            if each["kind"] == "pledge_contract" and each["subject_id"] == pledge
        ]
        (paper,) = [each for each in found if each["state"] == "signed"]
        pdf = firm.client.get(f"/documents/{paper['document_id']}/content")
    return paper, pdf.raise_for_status().content


def _told(file: Path, roots: Path) -> subprocess.CompletedProcess[str]:
    """A stranger's process: no server, no database, no settings, and no network."""
    return subprocess.run(  # noqa: S603 - our own program
        [
            "/usr/bin/unshare", "--net", sys.executable, "-m", "backend", "verify", str(file),
            "--root", str(roots),
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "ZHIRONG_HOME": str(file.parent / "nowhere")},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


async def test_from_a_large_scan_to_a_contract_that_a_stranger_proves(
    browser: Browser, server: Server, shots: Path, tmp_path: Path
) -> None:
    shots = shots / "done"
    shots.mkdir(exist_ok=True)
    owner, checker, desk = [
        await sit_down(browser, server, shots, each) for each in (OWNER, CHECKER, DESK)
    ]
    document = await _uploaded(owner, server, tmp_path)
    reader, case = _handed_over(server, document)
    maker = await sit_down(browser, server, shots, reader)
    await _read_on_record_until_closed(owner, maker, server, case, document)

    loan, pledge = await _drawn_up(owner, desk, server)
    await _signed(owner, f"/e/loans/{loan}", "firm")
    await _signed(checker, f"/b/pledges/{pledge}", "bank")
    paper, pdf = _contract(server, pledge)
    genuine, altered = tmp_path / "合同.pdf", tmp_path / "改动.pdf"
    genuine.write_bytes(pdf)
    altered.write_bytes(pdf.replace(b"%%EOF", b"%%eof", 1))
    root = server.home / "seal" / "authority.pem"
    said = _told(genuine, root)
    assert said.returncode == 0, said.stdout + said.stderr
    assert paper["sha256"] in said.stdout
    assert _told(altered, root).returncode == 1
    stranger = await sit_down(browser, server, shots, None, narrow=True)
    await stranger.goto(f"/verify/{paper['number']}")
    await stranger.bring(genuine)
    await stranger.sees("是平台出具的原件")
    await stranger.looks("genuine")

    everybody = (owner, maker, checker, desk, stranger)
    assert [each for person in everybody for each in person.problems] == []

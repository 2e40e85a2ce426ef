"""What a bank sees of every kind of document, on a phone: bounded, and watermarked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, expect

from backend.demo.papers import pdf
from backend.kernel import clock
from tests import make
from tests.journeys import previews
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import PASSWORD, Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-3")]

OWNER = "sme2@demo.zhirong.test"
READER = "maker@bank.demo.zhirong.test"
#: Two rows of 44 pixels, the gap between them, padding and border.
TWO_ROWS = 44 * 2 + 4 + 8 + 1
INK = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let black = 0
  for (let at = 0; at < data.length; at += 4) if (data[at] < 64 && data[at + 3] > 192) black++
  return black / (data.length / 4)
}"""
IS_INKED = f"""() => {{
  const canvas = document.querySelector('[data-page="1"] canvas')
  return canvas?.width > 0 && ({INK})(canvas) > 0.1
}}"""


@contextmanager
def _signed_in(server: Server, email: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=server.api, headers={"Origin": server.address}, timeout=60
    ) as client:
        session = client.post("/session", json={"email": email, "password": PASSWORD}).json()
        client.headers["X-CSRF-Token"] = session["csrf_token"]
        yield client


def _lent(server: Server, **files: tuple[str, bytes]) -> dict[str, str]:
    """Documents of the owner that the bank may look at."""
    with _signed_in(server, READER) as bank:
        reader = bank.get("/session").json()["organisation"]["id"]
    with _signed_in(server, OWNER) as firm:
        made: dict[str, str] = {}
        for key, file in files.items():
            answer = firm.post("/documents", files={"file": file}, data={"kind": "accounts"})
            made[key] = answer.raise_for_status().json()["id"]
        first, *more = made.values()
        until = (clock.today() + timedelta(days=30)).isoformat()
        body: dict[str, Any] = {"to": reader, "purpose": "due_diligence", "until": until}
        firm.post(
            f"/documents/{first}/grants", json=body | {"more_document_ids": more}
        ).raise_for_status()
    return made


def _waiting_case(server: Server) -> str:
    """A firm that has signed up and handed in its licence."""
    boss = "boss@waiting.example.test"
    stated = {
        "uscc": make.uscc(77_700_003),
        "name": "上海候审科技有限公司",
        "division": "310115",
        "street": "张江镇",
        "address_line": "张江路 3 号",
        "admin_name": "候总",
        "email": boss,
        "password": PASSWORD,
    }
    with httpx.Client(base_url=server.api, timeout=60) as visitor:
        signed_up = visitor.post("/organisations", json=stated).raise_for_status().json()
    case = str(signed_up["kyb_case_id"])
    with _signed_in(server, boss) as firm:
        file = ("营业执照.pdf", pdf("LICENCE", boss), "application/pdf")
        licence = firm.post("/documents", files={"file": file}, data={"kind": "licence"}).json()
        firm.post(
            f"/kyb-cases/{case}/submission", json={"licence_document_id": licence["id"]}
        ).raise_for_status()
    return case


async def _opened(person: Person, document: str, *, page: int = 1) -> None:
    await person.goto(f"/documents/{document}/view#page={page}")
    mark = person.page.get_by_test_id("watermark").first
    await expect(mark).to_contain_text(re.compile(r"陈经办 20\d\d-\d\d-\d\d \d\d:\d\d"))


async def _tools_are_in_two_rows(person: Person) -> None:
    box = await person.page.locator(".zv-bar").bounding_box()
    assert box is not None
    assert box["height"] <= TWO_ROWS


async def _notes_on_a_picture(person: Person) -> None:
    page = person.page
    await person.click(re.compile(r"^批注 \d+$"))
    await person.click("框选批注")
    shown = await page.locator(".zv-page").bounding_box()
    assert shown is not None
    await page.mouse.move(shown["x"] + 40, shown["y"] + 40)
    await page.mouse.down()
    await page.mouse.move(shown["x"] + 160, shown["y"] + 100, steps=4)
    await page.mouse.up()
    await person.fill(re.compile("所选区域的批注"), "铭牌看不清")
    await person.click("保存批注")
    await page.locator("button.zv-mark").first.wait_for()


async def _reads_a_workbook(person: Person) -> None:
    page = person.page
    await expect(page.locator(".zv-sheet tr")).to_have_count(200)
    await person.sees("表中还有更多内容")
    await _tools_are_in_two_rows(person)
    await person.looks("workbook")
    await page.get_by_role("tab", name="附注").click()
    await expect(page).to_have_url(re.compile("#page=2$"))
    await person.sees("营业收入确认政策")


async def _reads_a_table(person: Person) -> None:
    rows = person.page.locator(".zv-sheet tr")
    await person.sees("货款, 第 1 笔")
    await expect(rows).to_have_count(200)
    # On what is seen further down stands a watermark too.
    await rows.nth(150).scroll_into_view_if_needed()
    assert await person.page.locator(".zv-watermark span").evaluate_all(
        """all => all.some(each => {
          const box = each.getBoundingClientRect()
          return box.top > 200 && box.bottom < innerHeight - 100
        })"""
    )
    await person.looks("table")


async def test_a_bank_reads_pictures_workbooks_and_tables_on_a_phone(
    browser: Browser, server: Server, shots: Path
) -> None:
    lent = _lent(
        server,
        picture=("设备照片.png", previews.picture(1200, 900)),
        book=("利润表.xlsx", previews.workbook(260)),
        table=("银行流水.csv", previews.table(400)),
        text=("说明.txt", "收⼊说明\n第二行\n".encode()),
    )
    person = await sit_down(browser, server, shots, READER, narrow=True)

    await _opened(person, lent["picture"])
    await expect(person.page.get_by_role("img", name="设备照片.png")).to_be_visible()
    await _tools_are_in_two_rows(person)
    await _notes_on_a_picture(person)
    await person.looks("picture")
    await _opened(person, lent["book"])
    await _reads_a_workbook(person)
    await _opened(person, lent["table"])
    await _reads_a_table(person)
    await _opened(person, lent["text"])
    await person.sees("第二行")

    assert person.problems == []


async def test_a_scan_in_jbig2_is_drawn(browser: Browser, server: Server, shots: Path) -> None:
    lent = _lent(server, scan=("扫描件.pdf", previews.jbig2_scan()))
    person = await sit_down(browser, server, shots, READER, narrow=True)

    await _opened(person, lent["scan"])

    canvas = person.page.locator('[data-page="1"] canvas')
    await person.until(IS_INKED)
    await _tools_are_in_two_rows(person)
    await person.looks("jbig2")
    # A bar of a third of 200 × 200 in 300 × 300.
    assert await canvas.evaluate(INK) == pytest.approx(0.148, abs=0.02)
    assert person.problems == []


async def test_the_operator_sees_a_licence_in_the_same_viewer(
    browser: Browser, server: Server, shots: Path
) -> None:
    case = _waiting_case(server)
    person = await sit_down(browser, server, shots, "operator@demo.zhirong.test")

    await person.goto(f"/o/kyb/{case}")

    await person.page.locator(".op-licence canvas").first.wait_for()
    await expect(person.page.get_by_test_id("watermark").first).to_contain_text("20")
    assert await person.page.locator("iframe").count() == 0
    await person.looks("licence")
    assert person.problems == []


async def test_the_operator_sets_what_a_kind_may_be_from_tomorrow_on(
    browser: Browser, server: Server, shots: Path
) -> None:
    person = await sit_down(browser, server, shots, "operator@demo.zhirong.test")

    await person.goto("/o/kinds?kind=contract")
    await person.click("发布版本")
    await person.page.get_by_role("alert").first.wait_for()
    await person.fill(re.compile("^页数"), "120")
    await person.fill(re.compile("^理由"), "合同不超过一百二十页")
    await person.click("发布版本")

    await person.sees("尚未生效")
    await person.sees("合同不超过一百二十页")
    await person.looks("kinds")
    assert person.problems == []

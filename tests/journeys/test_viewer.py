"""A document beside the checklist, in a real browser: read, searched, noted, checked."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from contracts.catalogue import Paper, in_force
from contracts.rendering import render
from tests.contracts.make import TODAY, issue, pledge_contract
from tests.journeys.browsing import Person, sit_down
from tests.journeys.callers import Caller
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-3")]
NAME = "质押合同草案.pdf"


def _answers(firm: Caller) -> tuple[str, str]:
    """A firm answers its bank's request with a contract in Chinese: application, document."""
    listed = firm.get("/loan-applications?limit=50")["items"]
    asked = next(each for each in listed if "document-answer" in each["allowed_actions"])
    paper = render(in_force(Paper.PLEDGE_CONTRACT, TODAY), pledge_contract(), issue())
    document = firm.post("/documents", files={"file": (NAME, paper)}, data={"kind": "contract"})
    body = {"document_ids": [document["id"]], "note": "已补"}
    firm.post(f"/loan-applications/{asked['id']}/document-answer", json=body)
    return asked["id"], document["id"]


async def _reads(maker: Person, application: str, document: str) -> None:
    page = maker.page
    await maker.goto(f"/b/queue/{application}?tab=documents&doc={document}")
    await page.locator(".zv-text span").first.wait_for()
    assert await page.get_by_test_id("pages").inner_text() == "/ 2"
    mark = await page.get_by_test_id("watermark").first.inner_text()
    assert re.search(r"经办 20\d\d-\d\d-\d\d \d\d:\d\d", mark), mark
    # ⼊ is the radical; the contract has the character.
    await maker.fill("在资料中查找", "专利权⼈")
    await page.keyboard.press("Enter")
    await page.locator(".zv-found").first.wait_for()
    await maker.looks("found")


async def _notes(maker: Person) -> None:
    page = maker.page
    await maker.click(re.compile(r"批注 \d"))
    await maker.click("框选批注")
    pages = await page.locator(".zv-scroll").bounding_box()
    assert pages is not None
    left, top = pages["x"] + 100, pages["y"] + 150
    await page.mouse.move(left, top)
    await page.mouse.down()
    await page.mouse.move(left + 200, top + 60, steps=4)
    await page.mouse.up()
    await maker.fill(re.compile("所选区域的批注"), "金额与申请一致")
    await maker.click("保存批注")
    await page.locator(".zv-notes").get_by_text("金额与申请一致").wait_for()
    await page.locator("button.zv-mark").wait_for()


async def _checks(maker: Person, application: str) -> None:
    page = maker.page
    await page.get_by_role("radio", name="不符").check()
    await maker.click("记录")
    await maker.sees("须填写理由")
    await maker.fill("理由", "缺少出质人公章")
    await maker.click("记录")
    await page.locator(".zb-finding .zb-check").get_by_text("不符").wait_for()
    await maker.looks("checked")
    await maker.goto(f"/b/queue/{application}/decision")
    await maker.sees(re.compile("尚有资料未看 4 份、不符 1 份"))
    await maker.looks("open-documents")


async def test_a_maker_reads_a_contract_beside_the_checklist(
    browser: Browser, server: Server, shots: Path
) -> None:
    with Caller(server, "sme2@demo.zhirong.test") as firm:
        application, document = _answers(firm)
    maker = await sit_down(browser, server, shots, "maker@bank.demo.zhirong.test")

    await _reads(maker, application, document)
    await _notes(maker)
    await _checks(maker, application)

    with Caller(server, "sme2@demo.zhirong.test") as firm:
        reads = firm.get(f"/documents/{document}/reads?others=true")["items"]
        assert {(each["use"], each["first_byte"]) for each in reads} == {("preview", 0)}
        receipts = firm.get("/consent-receipts?live=true")["items"]
        given = next(r for r in receipts if document in [d["document_id"] for d in r["documents"]])
        firm.post(f"/consent-receipts/{given['id']}/revocation")
    await maker.goto(f"/documents/{document}/view")
    await maker.sees("授权已结束")
    await maker.looks("ended")
    assert maker.problems == []


async def test_a_firm_reads_its_own_document_on_a_phone_without_watermark(
    browser: Browser, server: Server, shots: Path
) -> None:
    paper = render(in_force(Paper.PLEDGE_CONTRACT, TODAY), pledge_contract(), issue())
    with Caller(server, "sme@demo.zhirong.test") as firm:
        document = firm.post("/documents", files={"file": (NAME, paper)}, data={"kind": "contract"})
    person = await sit_down(browser, server, shots, "sme@demo.zhirong.test", narrow=True)

    await person.goto(f"/documents/{document['id']}/view#page=2")

    await person.page.locator('[data-page="2"] .zv-text span').first.wait_for()
    assert await person.page.get_by_label("页码", exact=True).input_value() == "2"
    assert await person.page.get_by_test_id("watermark").count() == 0
    await person.looks("phone")
    assert person.problems == []

"""A licensed broker: a client is told and says what it needs before anything is compared; the sale
is found and replayed; the words of the notice are proposed by one and confirmed by another.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Locator, expect

from backend.criteria.facts import add_months
from backend.kernel import clock
from tests.journeys.browsing import Person, sit_down
from tests.journeys.callers import Caller
from tests.journeys.keys import opens, press, sits_down_by_keys, tab_to
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]

FIRM = "sme5@demo.zhirong.test"
BROKER, SECOND = "broker@demo.zhirong.test", "broker2@demo.zhirong.test"
FILERS = [f"tariff@insurer{n}.demo.zhirong.test" for n in ("", "2", "3")]
LINE = "overseas_liability"
SAID = "传感器销往美国和日本，担心当地竞争对手起诉，需要律师费与赔偿的保障。"
DECLARED = {"truth": True, "known_circumstances": True, "data_use": True}
#: What no client and no broker reads: the names of codes.
CODES = re.compile(r"(?<![@.\w-])[a-z]{3,}(?:_[a-z0-9]+)*(?![@.\w-])")


@dataclass(frozen=True)
class Sale:
    id: str
    number: str


def asks_for_cover(server: Server) -> Sale:
    """As in the firm's proposal of the demonstration; the plans answer at once, nothing is told."""
    begins = add_months(clock.today().replace(day=1), 3)
    term = {
        "inception_on": begins.isoformat(),
        "expires_on": add_months(begins, 12).isoformat(),
    }
    with Caller(server, FIRM) as firm:
        earlier = firm.get(f"/proposals?line={LINE}")["items"][-1]
        made = firm.post("/proposals", json={"line": LINE, "copied_from": earlier["id"]})
        answers = made["answers"] | {"cover": made["answers"]["cover"] | term}
        body: dict[str, Any] = {"base": 1, "answers": answers}
        firm.client.put(f"/proposals/{made['id']}/answers", json=body).raise_for_status()
        body = {
            "insurer_ids": [each["insurer_id"] for each in earlier["submissions"]],
            "version": 2,
            "declarations": DECLARED,
            "duplicates_known": True,
        }
        sent = firm.post(f"/proposals/{made['id']}/submission", json=body)
        refused = firm.client.get(f"/proposals/{made['id']}/comparison").json()
    assert [each["state"] for each in sent["submissions"]] == ["quoted"] * len(FILERS)
    assert refused["missing"] == ["notice", "needs"]
    return Sale(made["id"], made["number"])


def filed(server: Server) -> dict[str, str]:
    """What each insurer filed for the line, as it says itself: the rate by its filing's number."""
    found = {}
    for email in FILERS:
        with Caller(server, email) as insurer:
            rows = insurer.get("/insurance-commissions")
        newest = next(each for each in rows if each["line"] == LINE)
        found[newest["filing_number"]] = f"{newest['rate_bp'] / 100:.2f}%"
    return found


async def is_told(firm: Person, sale: Sale, numbers: list[str]) -> None:
    """On a phone: no quote beside another before the notice and the needs are both confirmed."""
    grid = firm.page.get_by_role("region", name="报价对比")
    await firm.goto("/e/insurance/proposals")
    await firm.page.locator(f'a[href="/e/insurance/{sale.id}/compare"]').click()
    await firm.sees("比较报价前，请先确认客户告知书")
    read = firm.page.get_by_role("checkbox", name="我已阅读并知悉客户告知书")
    await read.wait_for()
    for number in numbers:
        await firm.sees(re.compile(number))
    await expect(grid).to_have_count(0)
    await firm.looks("notice")
    await read.click()
    await expect(read).to_be_disabled()
    await firm.fill("您的保险需求", SAID)
    await expect(grid).to_have_count(0)
    await firm.click("形成需求说明")
    await expect(firm.page.get_by_role("definition").filter(has_text=SAID)).to_be_visible()
    await firm.looks("needs")
    await expect(grid).to_have_count(0)
    await firm.click(re.compile("^以上需求说明属实"), role="checkbox")
    await grid.wait_for()
    # Two quotes at a time, both in sight.
    assert await grid.evaluate("grid => grid.scrollWidth <= grid.clientWidth")
    await firm.looks("compared")


async def finds(broker: Person, text: str, number: str) -> None:
    """By what is searched for; one sale and no other."""
    await broker.page.get_by_label("投保单号、企业或保单号").fill(text)
    await broker.page.wait_for_url(re.compile(f"q={text}"))
    link = broker.page.get_by_role("link", name=re.compile("^PR-"))
    await expect(link).to_have_text([number])
    await broker.looks("found")
    await link.click()
    await broker.page.wait_for_url(re.compile("/o/sales/[0-9a-f-]{36}$"))
    await broker.settled()


async def opens_page(broker: Person, act: str) -> Locator:
    await broker.click(re.compile(f"^查看页面：{act}"))
    page = broker.page.get_by_role("dialog")
    await page.get_by_text("内容与留存摘要一致").wait_for()
    return page


async def reads_notice(broker: Person) -> str:
    """The notice in the words that were shown, and when."""
    page = await opens_page(broker, "展示客户告知书")
    words = await page.get_by_role("region", name="客户告知书", exact=True).inner_text()
    await broker.page.keyboard.press("Escape")
    await page.wait_for(state="hidden")
    return words


async def replays(broker: Person, insurer: str) -> None:
    """From the answers, in words and not in codes, page by page to the comparison."""
    page = await opens_page(broker, "签署声明")
    answers = page.locator("dl")
    for words in ("计量仪器", "独立第三方", "美国（US）", "抗辩费用（DEF）", "免赔率 20.00%"):
        await expect(answers).to_contain_text(words)
    assert CODES.findall(await answers.inner_text()) == []
    await broker.looks("answers")
    for kind, words in (("客户告知书", insurer), ("需求说明", SAID), ("报价对比", insurer)):
        await page.get_by_role("button", name="下一页面").click()
        shown = page.get_by_role("region", name=kind, exact=True).first
        await expect(shown).to_contain_text(words)
        await expect(page.get_by_text("内容与留存摘要一致")).to_be_visible()
        await broker.looks(f"replayed-{kind}")
    await broker.page.keyboard.press("Escape")
    await page.wait_for(state="hidden")


async def sees_what_was_sold(broker: Person, server: Server) -> None:
    """A policy of the demonstration, found by its number."""
    with Caller(server, BROKER) as desk:
        sold = next(each for each in desk.get("/broker-sales")["items"] if each["policy"])
    await broker.goto("/o/sales")
    await finds(broker, sold["policy"], sold["number"])
    await expect(broker.page.get_by_text("本单佣金")).to_be_visible()
    await broker.looks("sold")


async def words_by_keys(broker: Person, mark: str) -> None:
    """The first paragraph in other words, from a day on, with a reason; sent to the other one."""
    page, day = broker.page, add_months(clock.today(), 1).isoformat()
    await opens(broker, "^客户告知书$", "/o/notices$")
    await broker.looks("notices")
    await tab_to(broker, "^拟定新版本$")
    await press(broker, "Enter")
    await expect(page.get_by_label("第 1 段（中文）")).to_be_focused()
    for words in (f"（{mark}）", f" ({mark})"):
        await page.keyboard.press("Control+End")
        await page.keyboard.type(words)
        await press(broker, "Tab")
    await tab_to(broker, "^添加一段$")
    await press(broker, "Tab")
    await expect(page.get_by_label("生效日")).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type(day)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("生效日")).to_have_value(day)
    await tab_to(broker, "^修改理由")
    await page.keyboard.type(f"监管要求（{mark}）")
    await broker.looks("worded")
    await tab_to(broker, "^提交，由另一人确认$")
    await page.keyboard.press("Enter")
    await broker.sees("有一份拟稿待确认")
    await broker.until("document.activeElement.matches('main')")
    await broker.looks("proposed")


async def cannot_confirm_alone(broker: Person, server: Server) -> None:
    """His own proposal: no button for it, and refused where it is asked for all the same."""
    await broker.sees("须由拟定人以外的一位经纪人员决定。")
    await expect(broker.page.get_by_role("button", name="撤回")).to_be_visible()
    await expect(broker.page.get_by_role("button", name="确认", exact=True)).to_have_count(0)
    with Caller(server, BROKER) as desk:
        rows = desk.get("/broker-notice-proposals")["items"]
        (asked,) = [each for each in rows if each["state"] == "open"]
        refused = desk.client.post(f"/broker-notice-proposals/{asked['id']}/acceptance")
    assert (refused.status_code, refused.json()["code"]) == (403, "proposal.same_person")


async def confirms(second: Person, mark: str) -> None:
    """On a phone and in English; the words in force stay what they are until their day."""
    await second.looks("sales")
    await second.click("客户告知书", role="link")
    await second.page.wait_for_url(re.compile("/o/notices$"))
    await second.sees("有一份拟稿待确认")
    await second.looks("waiting")
    await second.click("切换到英文")
    await second.sees("A proposal waits")
    await second.looks("waiting-en")
    await second.click("Confirm")
    dialog = second.page.get_by_role("dialog")
    await second.settled()
    await second.looks("asked-en")
    await dialog.get_by_role("button", name="Confirm").click()
    await dialog.wait_for(state="hidden")
    version = second.page.get_by_role("listitem").filter(has_text=mark).first
    await expect(version).to_contain_text("Not yet")
    await expect(version).to_contain_text("孟经纪 proposed, 管经纪 confirmed")
    words = second.page.locator(".br-words")
    await expect(words).not_to_contain_text(mark)
    await second.looks("confirmed-en")
    await version.get_by_role("button", name=re.compile("^Show version")).click()
    await expect(words).to_contain_text(mark)
    await second.click("Back to the words in force")
    await expect(words).not_to_contain_text(mark)


async def test_a_sale_is_told_replayed_and_its_notice_worded_anew_by_two(
    browser: Browser, server: Server, shots: Path
) -> None:
    sale, rates, mark = asks_for_cover(server), filed(server), f"试行{uuid4().hex[:8]}"
    broker = await sit_down(browser, server, shots, BROKER)
    await broker.page.wait_for_url(re.compile("/o/sales$"))
    await broker.settled()
    await broker.looks("sales")
    await finds(broker, sale.number, sale.number)
    await expect(broker.page.get_by_text("未经告知")).to_have_count(len(rates))

    firm = await sit_down(browser, server, shots, FIRM, narrow=True)
    await is_told(firm, sale, list(rates))
    await broker.page.reload()
    await broker.settled()
    for number, rate in rates.items():
        row = broker.page.get_by_role("row").filter(has_text=number)
        await expect(row).to_contain_text(f"{rate} 与备案一致")
    await broker.looks("sale")
    await replays(broker, "潮信财产保险上海分公司（演示）")
    shown = await reads_notice(broker)

    author = await sits_down_by_keys(browser, server, shots, BROKER)
    await words_by_keys(author, mark)
    await cannot_confirm_alone(author, server)
    second = await sit_down(browser, server, shots, SECOND, narrow=True)
    await confirms(second, mark)

    await firm.page.reload()
    await firm.page.get_by_role("region", name="报价对比").wait_for()
    await broker.page.reload()
    await broker.settled()
    assert await reads_notice(broker) == shown
    await sees_what_was_sold(broker, server)
    everybody = broker, firm, author, second
    assert [problem for each in everybody for problem in each.problems] == []

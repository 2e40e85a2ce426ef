"""The main job in a real browser: from a patent file to a counted pledge, every person in turn."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser

from tests.journeys import bank, firm, papers
from tests.journeys.browsing import Person, sign_in, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TARGET = "demo-2026-2028.pledge"
SECURED_FEN = 400 * 10_000_00


def _counted(server: Server) -> int:
    """What everybody sees as counted."""
    totals = httpx.get(f"{server.api}/public/totals").json()["items"]
    return next(int(t["counted_fen"]) for t in totals if t["target"] == TARGET)


async def _import(operator: Person) -> None:
    await operator.looks("home")
    await operator.goto("/o/imports")
    await operator.bring(papers.gazette())
    await operator.sees(re.compile("共 1 行"))
    await operator.looks("import")


async def _approve_firm(operator: Person) -> None:
    await operator.goto("/o/kyb")
    await operator.looks("kyb")
    await operator.page.get_by_role("link", name=papers.FIRM).first.click()
    await operator.page.wait_for_url(re.compile("/o/kyb/."))
    await operator.looks("kyb-case")
    await operator.click(re.compile("通过"))
    dialog = operator.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=re.compile("通过")).click()
    await operator.sees("已认证")


async def _count(verifier: Person, pledge: str) -> None:
    await verifier.goto("/d/verifications")
    await verifier.sees(papers.NUMBER)
    await verifier.looks("verifications")
    await verifier.goto(f"/d/register/{pledge}")
    await verifier.page.get_by_role("radio", name="一致", exact=True).check()
    await verifier.choose("查证来源", "公报")
    await verifier.date("查证日期", await verifier.today())
    await verifier.looks("count")
    await verifier.click("确认并计入")
    await verifier.sees("更正核验")


async def _drill_down(official: Person) -> None:
    """From the headline to the registration number, in at most four clicks."""
    await official.goto("/d")
    await official.looks("target")
    month = (await official.today())[:7]
    await official.page.get_by_role("link", name=month).first.click()
    await official.sees(papers.NUMBER)
    await official.looks("entries")
    await official.page.get_by_text(papers.NUMBER).first.click()
    await official.page.wait_for_url(re.compile("/d/register/."))
    await official.sees(papers.FIRM)
    await official.looks("registration")


async def _lend(
    browser: Browser, server: Server, shots: Path, boss: Person, application: str
) -> tuple[str, list[Person]]:
    """The bank's part, with the firm's acceptance and signature in between; the pledge."""

    async def colleague(name: str) -> Person:
        return await sit_down(browser, server, shots, f"{name}@bank.demo.zhirong.test")

    maker, checker, desk = [await colleague(name) for name in ("maker", "checker", "desk")]
    await bank.examine(maker, application)
    await bank.approve(checker, application)
    await firm.accept(boss, application)
    pledge = await bank.prepare(desk)
    await firm.sign(boss, application)
    await bank.sign(checker, pledge)
    await bank.file_and_register(desk, pledge)
    await bank.verify(checker, pledge)
    await bank.draw(desk, pledge)
    return pledge, [maker, checker, desk]


async def test_from_a_patent_file_to_a_counted_pledge(
    browser: Browser, server: Server, shots: Path
) -> None:
    before = _counted(server)
    operator = await sit_down(browser, server, shots, "operator@demo.zhirong.test")
    await _import(operator)
    boss = await sit_down(browser, server, shots, None)
    await boss.goto("/")
    await boss.looks("landing")
    await firm.sign_up(boss)
    await sign_in(boss, firm.EMAIL)
    await firm.ask_for_verification(boss)
    await _approve_firm(operator)
    await firm.bring_in_patents(boss)
    await firm.state_value(boss)
    await firm.ask_for_money(boss)
    application = await firm.apply(boss)
    pledge, bankers = await _lend(browser, server, shots, boss, application)

    assert _counted(server) == before
    verifier = await sit_down(browser, server, shots, "verifier@demo.zhirong.test")
    await _count(verifier, pledge)
    assert _counted(server) == before + SECURED_FEN
    official = await sit_down(browser, server, shots, "district@demo.zhirong.test")
    await _drill_down(official)

    everybody = (operator, boss, *bankers, verifier, official)
    assert [each for person in everybody for each in person.problems] == []

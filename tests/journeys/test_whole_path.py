"""The main job in a real browser: from a patent file to a counted pledge, every person in turn."""

import re
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser

from tests.conftest import shared
from tests.journeys import bank, firm, papers
from tests.journeys.browsing import Person, sign_in, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TARGET = "demo-2026-2028.pledge"
SECURED_FEN = 400 * 10_000_00


def _counted(server: Server) -> int:
    """What everybody sees as counted."""
    totals = httpx.get(f"{server.api}/public/totals", timeout=60).json()["items"]
    return next(int(t["counted_fen"]) for t in totals if t["target"] == TARGET)


async def _import(operator: Person, case: papers.Case) -> None:
    await operator.looks("home")
    await operator.goto("/o/imports")
    await operator.bring(case.gazette())
    rows = operator.page.get_by_text(f"共 {case.rows} 行").first
    await rows.wait_for(timeout=90_000)  # the worker may still be at the demonstration's papers
    await operator.looks("import")


async def _approve_firm(operator: Person, case: papers.Case) -> None:
    await operator.goto("/o/kyb")
    await operator.looks("kyb")
    await operator.page.get_by_role("link", name=case.firm).first.click()
    await operator.page.wait_for_url(re.compile("/o/kyb/."))
    await operator.looks("kyb-case")
    await operator.click(re.compile("通过"))
    dialog = operator.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=re.compile("通过")).click()
    await operator.sees("已认证")


async def _count(verifier: Person, pledge: str, case: papers.Case) -> None:
    await verifier.goto("/d/verifications")
    await verifier.sees(case.number)
    await verifier.looks("verifications")
    await verifier.goto(f"/d/register/{pledge}")
    await verifier.page.get_by_role("radio", name="一致", exact=True).check()
    await verifier.choose("查证来源", "公报")
    await verifier.date("查证日期", await verifier.today())
    await verifier.looks("count")
    await verifier.click("确认并计入")
    await verifier.sees("更正核验")


async def _drill_down(official: Person, case: papers.Case) -> None:
    """From the headline to the registration number, in at most four clicks."""
    await official.goto("/d")
    await official.looks("target")
    month = (await official.today())[:7]
    await official.page.get_by_role("link", name=month).first.click()
    await official.sees(case.number)
    await official.looks("entries")
    await official.page.get_by_text(case.number).first.click()
    await official.page.wait_for_url(re.compile("/d/register/."))
    await official.sees(case.firm)
    await official.looks("registration")


@dataclass(frozen=True)
class Room:
    """Where people sit down."""

    browser: Browser
    server: Server
    shots: Path
    narrow: bool = False

    async def seat(self, account: str | None) -> Person:
        """`account` is the part of a demonstration address before its last dots."""
        email = account and f"{account}demo.zhirong.test"
        return await sit_down(self.browser, self.server, self.shots, email, narrow=self.narrow)


async def _lend(
    room: Room, boss: Person, application: str, case: papers.Case
) -> tuple[str, list[Person]]:
    """The bank's part, with the firm's acceptance and signature in between; the pledge."""
    maker, checker, desk = [
        await room.seat(f"{name}@bank.") for name in ("maker", "checker", "desk")
    ]
    await bank.ask_for_another_paper(maker, checker)
    await bank.examine(maker, application, case)
    await bank.approve(checker, application, case)
    await firm.accept(boss, application)
    pledge = await bank.prepare(desk, case)
    await firm.sign(boss, application, case)
    await bank.sign(checker, pledge)
    await bank.file_and_register(desk, pledge, case)
    await bank.verify(checker, pledge)
    await bank.draw(desk, pledge, case)
    return pledge, [maker, checker, desk]


async def _whole_path(room: Room, case: papers.Case) -> None:
    before = _counted(room.server)
    operator = await room.seat("operator@")
    await _import(operator, case)
    boss = await room.seat(None)
    await boss.goto("/")
    await boss.looks("landing")
    await firm.sign_up(boss, case)
    await sign_in(boss, case.email)
    await firm.ask_for_verification(boss)
    await _approve_firm(operator, case)
    await firm.bring_in_patents(boss, case)
    await firm.state_value(boss, case)
    await firm.ask_for_money(boss, case)
    application = await firm.apply(boss)
    await firm.replace_a_paper(boss, application)
    pledge, bankers = await _lend(room, boss, application, case)

    assert _counted(room.server) == before
    verifier = await room.seat("verifier@")
    await _count(verifier, pledge, case)
    assert _counted(room.server) == before + SECURED_FEN
    official = await room.seat("district@")
    await _drill_down(official, case)

    everybody = (operator, boss, *bankers, verifier, official)
    assert [each for person in everybody for each in person.problems] == []


async def test_from_a_patent_file_to_a_counted_pledge(
    browser: Browser, server: Server, shots: Path
) -> None:
    await _whole_path(Room(browser, server, shots), papers.OURS)


@pytest.mark.slow
async def test_the_same_on_a_phone_with_the_gazette_of_the_office(
    browser: Browser, server: Server, shots: Path
) -> None:
    file = shared("cn_patents/cnipa_gazette_20190712_shanghai_organisations.csv")
    shots = shots / "phone"
    shots.mkdir(exist_ok=True)
    await _whole_path(Room(browser, server, shots, narrow=True), papers.of_shanghai(file))

"""What the browser says when something is refused: in words, with a way on, nothing lost."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PNG = {"name": "图.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(4000)}


async def _wrong_password(person: Person) -> None:
    await person.goto("/sign-in")
    await person.fill(re.compile("邮箱"), "sme@demo.zhirong.test")
    await person.page.locator("input[type=password]").fill("not the password")
    await person.page.locator("input[type=password]").press("Enter")
    await person.sees(re.compile("邮箱或密码不正确"))
    assert await person.page.get_by_label(re.compile("邮箱")).first.input_value()
    await person.looks("wrong-password")


async def _wrong_credit_code(person: Person) -> None:
    await person.goto("/sign-up")
    await person.fill("统一社会信用代码", "91310000132210596K")
    await person.click("提交注册")
    await person.looks("sign-up-refused")
    await person.page.get_by_role("alert").first.wait_for()


async def _strangers_address(person: Person) -> None:
    """What is not ours does not exist, and what is nowhere says so, both with a way home."""
    for path in ("/e/loans/00000000-0000-4000-8000-000000000000", "/nowhere"):
        await person.goto(path)
        await (
            person.page.get_by_role("link", name="回到首页")
            .or_(person.page.get_by_role("button", name="回到首页"))
            .first.wait_for()
        )
        await person.looks("missing")


async def _nonsense_file(operator: Person) -> None:
    await operator.goto("/o/imports")
    await operator.bring(PNG)
    await operator.sees(re.compile("这是图片"))
    await operator.looks("nonsense")


async def _known_registration(officer: Person) -> None:
    """A registration number that is known is shown, not doubled."""
    await officer.goto("/register/Y2026009100001")
    await officer.sees(re.compile("国家知识产权局"))
    await officer.goto("/d/register/new")
    await officer.looks("record-empty")


async def test_refusals_are_said_in_words(browser: Browser, server: Server, shots: Path) -> None:
    visitor = await sit_down(browser, server, shots, None)
    await _wrong_password(visitor)
    await _wrong_credit_code(visitor)
    firm = await sit_down(browser, server, shots, "sme2@demo.zhirong.test")
    await _strangers_address(firm)
    operator = await sit_down(browser, server, shots, "operator@demo.zhirong.test")
    await _nonsense_file(operator)
    officer = await sit_down(browser, server, shots, "district@demo.zhirong.test")
    await _known_registration(officer)

    everybody = (visitor, firm, operator, officer)
    assert [each for person in everybody for each in person.problems] == []


PAGES = {
    "sme@demo.zhirong.test": "/e /e/ip /e/matches /e/loans /e/valuations /e/org /account",
    "maker@bank.demo.zhirong.test": "/b /b/queue /b/review /b/pledges /notifications",
    "district@demo.zhirong.test": "/d /d/verifications /d/register /d/rules",
    "operator@demo.zhirong.test": "/o /o/kyb /o/orgs /o/imports /o/audit",
}


@pytest.mark.slow
async def test_every_home_reads_on_a_phone(browser: Browser, server: Server, shots: Path) -> None:
    """At 390 px nothing scrolls sideways, nothing breaks, and axe finds nothing."""
    wrong = []
    for email, paths in PAGES.items():
        person = await sit_down(browser, server, shots, email, narrow=True)
        for path in paths.split():
            await person.goto(path)
            await person.looks(f"phone{path.replace('/', '-')}")
            width = await person.page.evaluate("document.documentElement.scrollWidth")
            if width > 390:
                wrong.append(f"{path}: {width} px wide")
        wrong += person.problems
    assert wrong == []

"""The main errand of each role by keyboard alone: the focus is seen and goes where one expects."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.browsing import Person, sit_down
from tests.journeys.keys import opens, press, sits_down_by_keys, tab_to
from tests.journeys.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


async def _firm(person: Person) -> None:
    """Home, applications, an open one; a dialog gives the focus back to what opened it."""
    await opens(person, "^贷款申请$", "/e/loans$")
    row = person.page.get_by_role("row").filter(has_text=re.compile("已提交|审查中|草稿")).first
    number = re.search(r"LN-\d{4}-\d{6}", await row.inner_text())
    assert number, await row.inner_text()
    await opens(person, number[0], "/e/loans/[0-9a-f-]{36}")
    await tab_to(person, "^撤回申请$")
    await person.page.keyboard.press("Enter")
    dialog = person.page.get_by_role("dialog")
    await dialog.wait_for()
    await person.until("document.activeElement.closest('[role=dialog]')")
    for _ in range(8):  # Round the dialog; past its end lies the browser's own bar, then it again.
        await press(person, "Tab")
        assert await person.page.evaluate(
            "document.activeElement.matches('body, [role=dialog] *, [role=dialog]')"
        )
    if not await person.page.evaluate("document.activeElement.closest('[role=dialog]')"):
        await press(person, "Tab")
    await person.page.keyboard.press("Escape")
    await dialog.wait_for(state="hidden")
    await expect(person.page.get_by_role("button", name="撤回申请")).to_be_focused()


async def _bank(person: Person) -> None:
    """The queue by its keys: another row, open, take; the dossier's tabs by the arrows."""
    await opens(person, "^申请队列$", "/b/queue")
    await tab_to(person, r"全部\d*$")
    assert re.search(r"待领取", await press(person, "ArrowLeft"))
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(re.compile("view=unassigned"))
    await person.settled()
    for key in ("j", "k"):
        await press(person, key)
    await opens(person, "公司$", "/b/queue/[0-9a-f-]{36}")
    await tab_to(person, "^受理$|^领取$")
    await person.page.keyboard.press("Enter")
    await person.sees("提交经办意见")
    await tab_to(person, "材料核对$", most=120)
    assert (await press(person, "ArrowRight")).startswith("资料")


async def _district(person: Person) -> None:
    """From the headline to one registration."""
    await opens(person, r"^20\d\d-\d\d$", "/d/entries|/d/.*month")
    await opens(person, r"^Y?\d{13}$", "/d/register/[0-9a-f-]{36}")


async def _operator(person: Person) -> None:
    """The queue of firms, one case, approved in a dialog."""
    await opens(person, "^企业认证", "/o/kyb$")
    await opens(person, "公司$", "/o/kyb/[0-9a-f-]{36}")
    await tab_to(person, "通过")
    await person.page.keyboard.press("Enter")
    dialog = person.page.get_by_role("dialog")
    await dialog.wait_for()
    await tab_to(person, "通过", most=6)
    await person.page.keyboard.press("Enter")
    await person.sees("已认证")
    await dialog.wait_for(state="hidden")
    # Its button is gone with the case's being open: the page has the focus, not nothing.
    await person.until("document.activeElement.matches('main')")


async def test_every_role_by_keyboard_alone(browser: Browser, server: Server, shots: Path) -> None:
    errands = {
        "sme@demo.zhirong.test": _firm,
        "maker@bank3.demo.zhirong.test": _bank,
        "district@demo.zhirong.test": _district,
        "operator@demo.zhirong.test": _operator,
    }
    for email, errand in errands.items():
        person = await sits_down_by_keys(browser, server, shots, email)
        await errand(person)
        await person.looks("by-keyboard")
        assert person.problems == []


async def test_every_place_is_reached_on_a_phone(
    browser: Browser, server: Server, shots: Path
) -> None:
    person = await sit_down(browser, server, shots, "sme@demo.zhirong.test", narrow=True)
    for place, address in (("企业与成员", "/e/org$"), ("资料与文书", "/e/vault$")):
        await tab_to(person, "^更多$")
        await person.page.keyboard.press("Enter")
        await person.page.get_by_role("dialog").wait_for()
        await person.looks("more")
        await opens(person, f"^{place}$", address)
        await person.page.get_by_role("dialog").wait_for(state="detached")
    assert person.problems == []

"""A person without a mouse: where the focus is, that it is seen, and the way to it."""

import logging
import re
from pathlib import Path

from playwright.async_api import Browser

from tests.journeys.browsing import HOME, Person, sit_down
from tests.journeys.server import PASSWORD, Server

LOG = logging.getLogger(__name__)

#: What holds the focus: its role or tag, its words, and whether anything shows that.
FOCUS = """() => {
  const at = document.activeElement
  const around = ['select', 'picker', 'input-affix-wrapper', 'input-number', 'radio-wrapper',
    'checkbox-wrapper']
  const shown = at.closest(around.map((each) => `.ant-${each}`).join()) ?? at
  const look = [at, shown, ...at.querySelectorAll('*')].map((each) => getComputedStyle(each))
  return {
    words: at.matches('body') ? '' : (at.getAttribute('aria-label') || at.innerText
      || at.labels?.[0]?.innerText || at.outerHTML.slice(0, 120)).trim(),
    body: at.matches('body, main, [tabindex="-1"]'), // where a page puts it when it opens
    // antd draws a slider's ring around what follows its handle
    seen: getComputedStyle(at, '::after').outlineStyle !== 'none'
      || look.some((each) => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 1)
      || look.some((each) => each.boxShadow !== 'none'),
  }
}"""


async def press(person: Person, key: str) -> str:
    """Press it; what has the focus then, which must be seen."""
    await person.page.keyboard.press(key)
    at = await person.page.evaluate(FOCUS)
    assert at["body"] or at["seen"], f"{person.page.url}: the focus on «{at['words']}» is not seen"
    return str(at["words"])


async def tab_to(person: Person, words: str, *, most: int = 60) -> None:
    """Walk there as one does without a mouse."""
    passed = []
    for _ in range(most):
        passed.append(await press(person, "Tab"))
        if re.search(words, passed[-1]):
            LOG.warning("%s: by %s to «%s»", person.page.url, len(passed), passed[-1])
            return
    raise AssertionError(f"{person.page.url}: never at «{words}», but at {passed}")


async def fill_in(person: Person, label: str, text: str, *, most: int = 60) -> None:
    """Walk to a field and write into it, over what it holds."""
    await tab_to(person, label, most=most)
    await person.page.keyboard.press("ControlOrMeta+a")
    await person.page.keyboard.type(text)


async def pick(person: Person, label: str, option: str, *, most: int = 60) -> None:
    """Walk to one of antd's selects and down its list to an entry."""
    await tab_to(person, label, most=most)
    await person.page.keyboard.press("ArrowDown")
    shown = person.page.locator(".ant-select-dropdown:visible")
    at = shown.locator(".ant-select-item-option-active")
    await at.first.wait_for()
    seen: list[str] = []
    while not re.search(option, words := await at.first.inner_text()):
        assert words not in seen, f"{person.page.url}: «{label}» has no «{option}», but {seen}"
        seen.append(words)
        await person.page.keyboard.press("ArrowDown")
    await person.page.keyboard.press("Enter")
    await shown.first.wait_for(state="hidden")


async def answer(person: Person, any_of: str, choice: str, *, most: int = 60) -> None:
    """Walk into a group of radio buttons and by the arrows to one of them."""
    await tab_to(person, f"{any_of}|{choice}", most=most)
    await person.page.keyboard.press("Space")
    words = await press(person, "Tab")
    words = await press(person, "Shift+Tab")
    for _ in range(8):
        if re.search(choice, words):
            return
        words = await press(person, "ArrowDown")
    raise AssertionError(f"{person.page.url}: no «{choice}» beside «{any_of}»")


async def dialog_opens(person: Person) -> None:
    """A dialog has come and has the focus."""
    await person.page.get_by_role("dialog").last.wait_for()
    await person.until("document.activeElement.closest('[role=dialog]')")


async def dialog_closes(person: Person) -> None:
    """It is gone, and the focus is on something that one can go on from."""
    await person.page.get_by_role("dialog").last.wait_for(state="hidden")
    await person.settled()
    await person.until("document.activeElement !== document.body")


async def opens(person: Person, words: str, address: str, *, most: int = 60) -> None:
    await tab_to(person, words, most=most)
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(re.compile(address))
    await person.settled()


async def _refuse(person: Person, events: str, unless: str) -> None:
    """Whoever uses what he has not got: the page does not hear it, and the test fails."""

    def used(_: object, what: str) -> None:
        person.problems.append(f"{person.page.url}: {what}")

    await person.page.context.expose_binding("zrUsed", used)
    await person.page.context.add_init_script(f"""
      for (const name of {events}) addEventListener(name, (event) => {{
        if (!event.isTrusted || ({unless})(event)) return
        event.preventDefault()
        event.stopImmediatePropagation()
        zrUsed(`${{name}} ${{event.key ?? ''}} on ${{event.target.outerHTML?.slice(0, 80)}}`)
      }}, {{ capture: true }})
    """)


async def without_a_mouse(person: Person) -> None:
    """A click by Enter or space has no count."""
    await _refuse(
        person,
        "['pointerdown', 'mousedown', 'touchstart', 'wheel', 'click']",
        "(event) => event.type === 'click' && event.detail === 0",
    )


async def without_keys(person: Person) -> None:
    """But for the letters that go into a field."""
    await _refuse(
        person,
        "['keydown']",
        "(event) => event.target.matches('input, textarea') && event.key.length === 1"
        " && !event.ctrlKey && !event.metaKey && !event.altKey",
    )


async def sits_down_by_keys(browser: Browser, server: Server, shots: Path, email: str) -> Person:
    """Signs in with Tab and Enter; the mouse is refused."""
    person = await sit_down(browser, server, shots, None)
    person.name = email.split("@", 1)[0] + "-keys"
    await without_a_mouse(person)
    await person.goto("/sign-in")
    while await person.page.evaluate("document.activeElement.tagName") != "INPUT":
        await press(person, "Tab")
    await person.page.keyboard.type(email)
    while await person.page.evaluate("document.activeElement.type") != "password":
        await press(person, "Tab")
    await person.page.keyboard.type(PASSWORD)
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(HOME)
    await person.settled()
    return person

"""A person without a mouse: where the focus is, that it is seen, and the way to it."""

import re
from pathlib import Path

from playwright.async_api import Browser

from tests.journeys.browsing import HOME, Person, sit_down
from tests.journeys.server import PASSWORD, Server

#: What holds the focus: its role or tag, its words, and whether anything shows that.
FOCUS = """() => {
  const at = document.activeElement
  const around = ['select', 'picker', 'input-affix-wrapper', 'radio-wrapper', 'checkbox-wrapper']
  const shown = at.closest(around.map((each) => `.ant-${each}`).join()) ?? at
  const look = [at, shown, ...at.querySelectorAll('*')].map((each) => getComputedStyle(each))
  return {
    words: (at.getAttribute('aria-label') || at.innerText || at.outerHTML.slice(0, 120)).trim(),
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
            return
    raise AssertionError(f"{person.page.url}: never at «{words}», but at {passed}")


async def opens(person: Person, words: str, address: str, *, most: int = 60) -> None:
    await tab_to(person, words, most=most)
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(re.compile(address))
    await person.settled()


async def sits_down_by_keys(browser: Browser, server: Server, shots: Path, email: str) -> Person:
    """Signs in with Tab and Enter."""
    person = await sit_down(browser, server, shots, None)
    person.name = email.split("@", 1)[0] + "-keys"
    await person.goto("/sign-in")
    await person.page.locator("input").first.focus()
    await person.page.keyboard.type(email)
    while await person.page.evaluate("document.activeElement.type") != "password":
        await press(person, "Tab")
    await person.page.keyboard.type(PASSWORD)
    await person.page.keyboard.press("Enter")
    await person.page.wait_for_url(HOME)
    await person.settled()
    return person

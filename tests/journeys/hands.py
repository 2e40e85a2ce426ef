"""The same errands by the keyboard alone and by the mouse alone: each refuses the other's means."""

import re
from pathlib import Path
from typing import Protocol

from playwright.async_api import Browser

from tests.journeys import keys
from tests.journeys.browsing import HOME, Person, sit_down
from tests.journeys.server import PASSWORD, Server


class Hands(Protocol):
    """What somebody does on a page, by what its controls are called."""

    person: Person

    async def goes(self, words: str, address: str) -> None: ...
    async def writes(self, label: str, text: str) -> None: ...
    async def picks(self, label: str, option: str) -> None: ...
    async def dates(self, label: str, day: str) -> None: ...
    async def ticks(self, label: str) -> None: ...
    async def pushes(self, words: str) -> None: ...
    async def confirms(self, words: str) -> None: ...


class Keys:
    """Tab, arrows, letters, Enter and space."""

    MOST = 150

    def __init__(self, person: Person) -> None:
        self.person = person

    @classmethod
    async def of(cls, browser: Browser, server: Server, shots: Path, email: str) -> "Keys":
        return cls(await keys.sits_down_by_keys(browser, server, shots, email))

    async def goes(self, words: str, address: str) -> None:
        await keys.opens(self.person, f"^{words}", address, most=self.MOST)

    async def writes(self, label: str, text: str) -> None:
        await keys.fill_in(self.person, f"^{label}", text, most=self.MOST)

    async def picks(self, label: str, option: str) -> None:
        await keys.pick(self.person, f"^{label}", option, most=self.MOST)

    async def dates(self, label: str, day: str) -> None:
        await self.writes(label, day)
        await keys.press(self.person, "Tab")
        await self.person.page.locator(".ant-picker-dropdown:visible").first.wait_for(
            state="hidden"
        )

    async def ticks(self, label: str) -> None:
        await keys.tab_to(self.person, f"^{label}", most=self.MOST)
        await self.person.page.keyboard.press("Space")
        assert await self.person.page.evaluate("document.activeElement.checked")

    async def pushes(self, words: str) -> None:
        await keys.tab_to(self.person, f"^{words}$", most=self.MOST)
        await self.person.page.keyboard.press("Enter")

    async def confirms(self, words: str) -> None:
        """What the dialog asks."""
        await keys.dialog_opens(self.person)
        await self.pushes(words)
        await keys.dialog_closes(self.person)


class Mouse:
    """Clicks, and the letters that go into a field; no key does anything else."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @classmethod
    async def of(cls, browser: Browser, server: Server, shots: Path, email: str) -> "Mouse":
        person = await sit_down(browser, server, shots, None)
        person.name = email.split("@", 1)[0] + "-mouse"
        await keys.without_keys(person)
        await person.goto("/sign-in")
        hands = cls(person)
        await hands.writes("邮箱", email)
        await hands.writes("密码", PASSWORD)
        await person.page.get_by_role("button", name="登录", exact=True).click()
        await person.page.wait_for_url(HOME)
        await person.settled()
        return hands

    async def goes(self, words: str, address: str) -> None:
        named = re.compile(f"^{words}")
        page = self.person.page
        way = page.get_by_role("link", name=named).or_(page.get_by_role("button", name=named))
        await way.first.click()
        await page.wait_for_url(re.compile(address))
        await self.person.settled()

    async def writes(self, label: str, text: str) -> None:
        field = self.person.page.get_by_label(re.compile(f"^{label}")).first
        await field.click(click_count=3)  # what it holds is marked, and written over
        await self.person.page.keyboard.type(text)

    async def picks(self, label: str, option: str) -> None:
        page = self.person.page
        box = page.get_by_role("combobox", name=re.compile(f"^{label}")).first
        await box.click()
        if await box.is_editable():
            await page.keyboard.type(option)
        entry = page.locator(".ant-select-item-option:visible").filter(has_text=option)
        await entry.first.click()
        await page.locator(".ant-select-dropdown:visible").first.wait_for(state="hidden")

    async def dates(self, label: str, day: str) -> None:
        """A day of next year in this month."""
        page = self.person.page
        await page.get_by_label(re.compile(f"^{label}")).first.click()
        calendar = page.locator(".ant-picker-dropdown:visible")
        await calendar.locator(".ant-picker-header-super-next-btn").first.click()
        await calendar.locator(f"td[title='{day}']").click()
        await calendar.first.wait_for(state="hidden")

    async def ticks(self, label: str) -> None:
        box = self.person.page.get_by_role("checkbox", name=re.compile(f"^{label}")).first
        await box.click()
        assert await box.is_checked()

    async def pushes(self, words: str) -> None:
        await self.person.page.get_by_role("button", name=re.compile(f"^{words}$")).first.click()

    async def confirms(self, words: str) -> None:
        dialog = self.person.page.get_by_role("dialog")
        await dialog.get_by_role("button", name=re.compile(f"^{words}$")).click()
        await dialog.wait_for(state="hidden")
        await self.person.settled()

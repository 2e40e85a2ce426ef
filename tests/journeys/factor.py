"""What a person does with his second factor: turned on, asked for, stood in for, removed."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any

from playwright.async_api import expect

from tests import make
from tests.journeys.browsing import NARROW, Person
from tests.journeys.server import PASSWORD

#: Asked for when it is typed: a code is good for a minute and a half.
Code = Callable[[], str]
#: What axe looks at while the page behind waits, dimmed.
PROMPT = "[role=dialog]"
#: Of a picture, as soon as it is drawn.
WIDTH = "picture => picture.decode().then(() => picture.naturalWidth)"


async def _confirm(person: Person, button: str) -> None:
    """The password again, in the dialog of this button."""
    await person.click(button)
    dialog = person.page.get_by_role("dialog")
    await dialog.locator("input[type=password]").fill(PASSWORD)
    await dialog.get_by_role("button", name=button).click()


async def _looks_narrow(person: Person, what: str, *, within: str | None = None) -> None:
    before: Any = person.page.viewport_size
    await person.page.set_viewport_size(NARROW)
    await person.looks(f"{what}-narrow", within=within)
    await person.page.set_viewport_size(before)


async def _code_of_the_step_before(secret: str) -> str:
    """Good until this step of 30 seconds ends: asked for early in it."""
    left = 30 - time.time() % 30
    await asyncio.sleep(left if left < 15 else 0)
    return make.code_of(secret, later=-1)


async def turn_on(person: Person) -> tuple[str, list[str]]:
    """The secret, whose code of now is not spent yet, and the recovery codes."""
    page = person.page
    await person.goto("/account")
    await person.looks("factor-off")
    await _confirm(person, "开启两步验证")
    picture = page.get_by_role("img", name="身份验证器二维码")
    await picture.wait_for()
    assert await picture.evaluate(WIDTH) > 100
    secret = (await page.locator(".zr-secret").inner_text()).replace(" ", "")
    await person.looks("factor-secret")
    await _looks_narrow(person, "factor-secret")
    await person.fill("动态验证码", "000000")
    await person.click("确认开启")
    await person.sees("验证码不正确")
    await person.fill("动态验证码", await _code_of_the_step_before(secret))
    await person.click("确认开启")
    codes = page.get_by_role("list", name="请保存恢复码").get_by_role("listitem")
    await expect(codes).to_have_count(10)
    shown = await codes.all_inner_texts()
    await person.looks("factor-codes")
    await _looks_narrow(person, "factor-codes")
    async with page.expect_download() as download:
        await person.click("下载为文本文件")
    kept = (await (await download.value).path()).read_text(encoding="utf-8")
    assert kept.splitlines()[2:] == shown
    await expect(page.get_by_role("button", name="完成")).to_be_disabled()
    await page.get_by_role("checkbox", name="我已妥善保存").check()
    await person.click("完成")
    await person.sees("剩余恢复码")
    await person.looks("factor-on")
    return secret, shown


async def sign_in_again(person: Person, email: str, code: Code, *, recovery: bool = False) -> None:
    """Out, and in with the code that the page asks for beside the password."""
    page = person.page
    await page.context.clear_cookies()
    await person.goto("/sign-in")
    await person.fill(re.compile("邮箱"), email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("input[type=password]").press("Enter")
    field = page.get_by_role("textbox", name="动态验证码")
    await expect(field).to_be_focused()
    assert await field.get_attribute("autocomplete") == "one-time-code"
    await person.looks("sign-in-code")
    if recovery:
        await person.click("改用恢复码")
        field = page.get_by_role("textbox", name="恢复码", exact=True)
    await field.fill(code())
    await field.press("Enter")
    await page.wait_for_url(re.compile("/[ebdo]$"))
    await person.settled()


async def answer(person: Person, code: Code, *, wrong: str) -> None:
    """The prompt over the page: refused the wrong code, content with the right one, pasted."""
    page = person.page
    prompt = page.get_by_role("dialog", name="两步验证", exact=True)
    field = prompt.get_by_role("textbox")
    await expect(field).to_be_focused()
    await person.looks("prompt", within=PROMPT)
    await _looks_narrow(person, "prompt", within=PROMPT)
    await field.fill(wrong)
    await field.press("Enter")
    await expect(prompt.get_by_role("alert")).to_be_visible()
    await expect(field).to_be_focused()
    await person.looks("prompt-wrong", within=PROMPT)
    await page.evaluate("text => navigator.clipboard.writeText(text)", code())
    await field.press("Control+V")
    await field.press("Enter")
    await prompt.wait_for(state="detached")
    await person.settled()


async def remove(person: Person, code: str, *, left: int) -> None:
    """With the password and a recovery code; `left` are there before it."""
    page = person.page
    await person.goto("/account")
    await person.sees(f"{left} 个")
    await _confirm(person, "关闭两步验证")
    prompt = page.get_by_role("dialog", name="两步验证", exact=True)
    await prompt.get_by_role("textbox").press("Escape")
    await prompt.wait_for(state="detached")
    asking = page.get_by_role("dialog", name="关闭两步验证", exact=True)
    await expect(asking.get_by_role("alert")).to_contain_text("您的账号开启了两步验证")
    await asking.get_by_role("button", name="关闭两步验证").click()
    await prompt.get_by_role("button", name="改用恢复码").click()
    await prompt.get_by_role("textbox").fill(code)
    await prompt.get_by_role("button", name="验证并继续").click()
    await person.sees("开启后，仅凭密码无法登录")
    await person.looks("factor-removed")

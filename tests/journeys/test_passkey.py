"""A passkey in a real browser: registered, alone at sign-in, beside a password, removed."""

import re
import secrets
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import Browser, CDPSession, expect

from tests import make
from tests.journeys.browsing import HOME, NARROW, WIDE, Person, sit_down
from tests.journeys.server import PASSWORD, Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]

#: What axe looks at while the page behind waits, dimmed.
DIALOG = "[role=dialog]"
PROMPT = ".ant-modal:has(.zr-code)"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def _firm(server: Server) -> str:
    """A firm of this test alone; its admin's address."""
    email = f"passkey-{uuid4().hex[:8]}@example.test"
    body = {
        "name": "上海通钥科技有限公司",
        "uscc": make.uscc(73_000_000 + secrets.randbelow(1_000_000)),
        "division": "310115",
        "street": "张江镇",
        "address_line": "某路 1 号",
        "admin_name": "钥女士",
        "email": email,
        "password": PASSWORD,
    }
    async with httpx.AsyncClient(base_url=server.api, timeout=60) as client:
        answer = await client.post("/organisations", json=body)
    assert answer.status_code in {200, 201}, answer.text
    return email


class _Finger:
    """Whether somebody touches the authenticator when it asks."""

    def __init__(self, session: CDPSession, authenticator: str) -> None:
        self.session, self.authenticator = session, authenticator

    async def rests(self, *, there: bool) -> None:
        await self.session.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self.authenticator, "enabled": there},
        )


async def _authenticator(person: Person) -> _Finger:
    session = await person.page.context.new_cdp_session(person.page)
    await session.send("WebAuthn.enable")
    made = await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return _Finger(session, made["authenticatorId"])


async def _with_password(person: Person, here: str, email: str) -> None:
    await person.page.goto(f"{here}/sign-in")
    await person.fill(re.compile("邮箱"), email)
    await person.page.locator("input[type=password]").fill(PASSWORD)
    await person.page.locator("input[type=password]").press("Enter")


async def _register(person: Person, name: str) -> None:
    page = person.page
    await person.click("登记通行密钥")
    form = page.get_by_role("dialog", name="登记通行密钥")
    await form.get_by_label("通行密钥名称").fill(name)
    await form.locator("input[type=password]").fill(PASSWORD)
    await person.looks("passkey-form", within=DIALOG)
    await form.get_by_role("button", name=re.compile("继\\s*续")).click()
    codes = page.get_by_role("list", name="请保存恢复码").get_by_role("listitem")
    await expect(codes).to_have_count(10)
    await page.get_by_role("checkbox", name="我已妥善保存").check()
    await person.click("完成")
    await person.sees(name)
    await person.looks("passkeys")
    await page.set_viewport_size(NARROW)
    await person.looks("passkeys-narrow")
    await page.set_viewport_size(WIDE)


async def _remove(person: Person, name: str) -> None:
    """With the password, and with itself as the second factor."""
    page = person.page
    await person.click(f"删除通行密钥“{name}”")
    removal = page.get_by_role("dialog", name=f"删除通行密钥“{name}”")
    await removal.locator("input[type=password]").fill(PASSWORD)
    await removal.get_by_role("button", name=re.compile("删\\s*除")).click()
    prompt = page.get_by_role("dialog", name="两步验证", exact=True)
    await prompt.get_by_role("button", name="使用通行密钥").wait_for()
    await person.looks("prompt-passkey", within=PROMPT)
    await prompt.get_by_role("button", name="使用通行密钥").click()
    await person.sees("还没有通行密钥")


async def _alone(person: Person, finger: _Finger, here: str) -> None:
    """With the button, and then from what the browser offers in the e-mail field."""
    page = person.page
    # Nobody touches it: the offer in the e-mail field waits, and the form is as ever.
    await finger.rests(there=False)
    await page.context.clear_cookies()
    await page.goto(f"{here}/sign-in")
    await person.looks("sign-in-passkey")
    await finger.rests(there=True)
    await person.click("用通行密钥登录")
    await page.wait_for_url(HOME)
    await page.goto(f"{here}/account")
    await person.sees("凭通行密钥")

    # Picked from what the browser offers in the field: nothing is clicked or typed on the page.
    await page.context.clear_cookies()
    await page.goto(f"{here}/sign-in")
    await page.wait_for_url(HOME)


async def test_a_passkey_is_registered_and_signs_in(
    browser: Browser, server: Server, shots: Path
) -> None:
    email, here = await _firm(server), f"http://localhost:{server.port}"
    person = await sit_down(browser, server, shots, email)
    page = person.page
    await person.goto("/account")
    await person.sees(here)
    await person.looks("passkeys-elsewhere")

    finger = await _authenticator(person)
    await _with_password(person, here, email)
    await page.wait_for_url(HOME)
    await page.goto(f"{here}/account")
    await _register(person, "办公电脑")

    await _alone(person, finger, here)

    await finger.rests(there=False)
    await page.context.clear_cookies()
    await _with_password(person, here, email)
    await page.get_by_role("textbox", name="恢复码").wait_for()
    await person.looks("sign-in-beside")
    await finger.rests(there=True)
    await person.click("使用通行密钥")
    await page.wait_for_url(HOME)

    await page.goto(f"{here}/account")
    await _remove(person, "办公电脑")
    assert person.problems == []

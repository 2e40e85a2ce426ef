"""The operator's newer money screens with data on them: by eye, by axe and by keyboard."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, expect

from tests.journeys.browsing import NARROW, WIDE, Person, sit_down
from tests.journeys.keys import tab_to
from tests.journeys.server import PASSWORD, Server
from tests.journeys.test_money import BY_CARD, FIRM, OPERATOR, SECOND
from tests.payments.stand_in import KEY, SECRET, StandIn, program
from tests.treasury.make import Move, as_csv, days, table
from tests.treasury.test_layouts import layout, sample

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ABROAD = "Acme Semiconductor Inc."
DOLLARS = {
    "book": "own",
    "account_name": "知融平台美元户",
    "account_number": "6222020001000000553",
    "bank_name": "某银行",
    "layout_code": "two_columns",
    "currency": "USD",
}


class Asking:
    """Somebody over the API."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, **given: Any) -> Any:
        answer = await self.client.post(path, **given)
        assert answer.status_code < 300, answer.text
        return answer.json()


async def signed_in(server: Server, email: str, stack: AsyncExitStack) -> Asking:
    client = await stack.enter_async_context(
        httpx.AsyncClient(base_url=server.api, trust_env=False, timeout=120)
    )
    answer = await client.post("/session", json={"email": email, "password": PASSWORD})
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return Asking(client)


async def until(reached: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + 120
    while not await reached():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.3)


async def tells(desk: Asking, account: dict[str, Any], *moves: Move) -> None:
    content = as_csv(table(moves, opening=account["balance_fen"]))
    files, data = {"file": ("流水.csv", content)}, {"account_id": account["id"]}
    told = await desk.post("/bank-statements", files=files, data=data)

    async def placed() -> bool:
        return bool((await desk.get(f"/bank-statements/{told['id']}"))["new_lines"] == 0)

    await until(placed)


async def seed(server: Server, stripe: StandIn, stack: AsyncExitStack) -> None:
    """Dollars that came and were sold, payments for no charge, a layout that waits."""
    desk = await signed_in(server, OPERATOR, stack)
    dollars = await desk.post("/bank-accounts", json=DOLLARS)
    found = (await desk.get("/bank-accounts"))["items"]
    own = next(row for row in found if (row["book"], row["currency"]) == ("own", "CNY"))
    await tells(
        desk,
        dollars,
        Move(1_000_00, days(3), name=ABROAD, memo="service fee"),
        Move(250_00, days(3), name="Foreign Ltd.", memo="unknown", account="DE893704004405320130"),
        Move(-1_000_00, days(2), name="某银行", memo="结汇"),
    )
    await tells(desk, own, Move(7_100_00, days(1), name="某银行", memo="结汇入账"))
    asked = await desk.post("/statement-layout-proposals", json=layout())
    files = {"file": ("样本.csv", sample())}
    await desk.post(f"/statement-layout-proposals/{asked['id']}/trial", files=files)
    for currency in ("cny", "usd"):
        form = {"amount": "88000", "currency": currency, "payment_method": "pm_card_visa"}
        await stripe.api("POST", "payment_intents", confirm="true", **form)

    async def waits() -> bool:
        return len((await desk.get("/operator/gateway-payments"))["items"]) == 2

    await until(waits)


async def focus_goes_and_comes_back(desk: Person) -> None:
    """By keyboard: the dialog takes the focus and gives it back."""
    await desk.goto("/o/money/suspense")
    await desk.sees("外币来款，不入总账")
    await desk.sees("USD 250.00")
    await desk.looks("suspense")
    await desk.page.get_by_role("textbox", name="户名、附言或流水号").focus()
    await desk.page.keyboard.type("Foreign Ltd.")
    # Typed slowly it is searched for in parts, and each answer draws the rows anew.
    await desk.page.wait_for_url(re.compile(r"q=Foreign(\+|%20)Ltd\."))
    await expect(desk.page.get_by_text(ABROAD)).to_have_count(0)
    await desk.settled()
    await tab_to(desk, "^退回来款$")
    await desk.page.keyboard.press("Enter")
    dialog = desk.page.get_by_role("dialog")
    await dialog.wait_for()
    await expect(dialog.get_by_label("退款金额（USD）")).to_have_value("250.00")
    await desk.looks("return-dialog")
    await desk.page.keyboard.press("Escape")
    await dialog.wait_for(state="hidden")
    await expect(desk.page.get_by_role("button", name="退回来款")).to_be_focused()


async def dollars_go_back(desk: Person, second: Person) -> None:
    await desk.page.keyboard.press("Enter")
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("付款人要求退回")
    # A window that narrows makes cards of the rows; the dialog of one of them stays.
    await desk.page.set_viewport_size(NARROW)
    await desk.settled()
    await expect(dialog.get_by_label("原因")).to_have_value("付款人要求退回")
    await desk.page.set_viewport_size(WIDE)
    await dialog.get_by_role("button", name="提交批准").click()
    await desk.sees("已提议退回")
    await expect(desk.page.get_by_role("button", name="退回来款")).to_have_count(0)
    await desk.looks("returning")
    await second.goto("/o/money/refunds")
    await second.sees("USD 250.00")
    await second.looks("orders")


async def dollars_were_sold(desk: Person, second: Person) -> None:
    await desk.goto(f"/o/money/suspense?q={ABROAD.split(maxsplit=1)[0]}")
    await desk.page.locator("tbody").get_by_role("button", name="提出认领").first.click()
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_role("radio", name="银行已结汇").check()
    await dialog.get_by_role("button", name="提交复核").click()
    await desk.looks("conversion-refused")
    await desk.choose("结汇转出的外币流水", "结汇")
    await desk.choose("人民币入账的流水", "结汇入账")
    await dialog.get_by_label("结汇水单号").fill("JH20261129-0071")
    await desk.looks("conversion")
    await dialog.get_by_role("button", name="提交复核").click()
    await desk.sees("须由另一人复核")
    await second.goto(f"/o/money/suspense?q={ABROAD.split(maxsplit=1)[0]}")
    await second.sees("水单 JH20261129-0071")
    await second.looks("conversion-proposed")
    await second.click("复核确认")
    await second.page.get_by_role("dialog").get_by_role("button", name="复核确认").click()
    await expect(second.page.get_by_text(ABROAD)).to_have_count(0)
    await second.goto("/o/money/suspense?q=结汇入账")
    await second.sees(f"由 {ABROAD} 的外币结汇")
    await second.looks("yuan-of-dollars")


async def others(desk: Person, phone: Person) -> None:
    """What stands open elsewhere: wide and narrow."""
    for path, words in (
        ("/o/money/layouts", "某某银行"),
        ("/o/money/suspense", "经支付服务到账、待认领"),
        ("/o/money/invoice-rules", "开票规则"),
        ("/o/money/accounts", "知融平台美元户"),
        ("/o/money/reconciliation", "美元，不入总账"),
    ):
        for person in (desk, phone):
            await person.goto(path)
            await person.sees(re.compile(words))
            await person.looks(path.rsplit("/", 1)[1])
    await desk.goto("/o/money/suspense")
    await desk.page.get_by_role("button", name="原路退回").first.click()
    await desk.page.get_by_role("dialog").wait_for()
    await desk.looks("gateway-return")
    await desk.page.keyboard.press("Escape")
    await desk.goto("/o/money/accounts")
    await desk.click("开立账户")
    await desk.choose("币种", "欧元")
    await desk.sees("付款说明不写外币账户")
    await desk.looks("open-account")


async def pays(firm: Person, server: Server, stripe: StandIn, stack: AsyncExitStack) -> None:
    """Back from the card page before the money is known; then the receipt on paper."""
    asking = await signed_in(server, FIRM, stack)
    found = (await asking.get("/charges", q=BY_CARD, view="due"))["items"]
    charge = next(row for row in found if row["about"] == BY_CARD)
    await firm.goto(f"/pay/{charge['id']}?paid=1")
    await firm.sees("等待支付服务确认")
    await firm.looks("waiting")
    page = await asking.post(f"/charges/{charge['id']}/checkout")
    await stripe.pay(page["url"])
    await expect(firm.page.get_by_text("款项已到账。", exact=True)).to_be_visible(timeout=60_000)
    await firm.looks("arrived")
    await firm.page.emulate_media(media="print")
    await firm.sees("收款回单")
    await expect(firm.page.get_by_role("button", name="打印")).to_be_hidden()
    await expect(firm.page.get_by_text("款项已到账。", exact=True)).to_be_hidden()
    await firm.picture(f"{firm.name}-receipt-print")
    await firm.page.emulate_media(media="screen")


async def test_the_newer_money_screens_with_data_on_them(
    browser: Browser, shots: Path, own_server: Server
) -> None:
    server = own_server
    options = ("--webhook", f"{server.api}/webhooks/stripe", "--webhook-secret", SECRET)
    with ExitStack() as silent:
        address = silent.enter_context(program(*options, "--key", KEY))
        server.environment = {
            "ZHIRONG_PUBLIC_URL": server.address,
            "ZHIRONG_STRIPE_SECRET_KEY": KEY,
            "ZHIRONG_STRIPE_WEBHOOK_SECRET": SECRET,
            "ZHIRONG_STRIPE_API_BASE": address,
        }
        server.start()
        try:
            async with AsyncExitStack() as stack:
                http = await stack.enter_async_context(
                    httpx.AsyncClient(trust_env=False, timeout=60)
                )
                stripe = StandIn(address, http)
                await seed(server, stripe, stack)
                people = [await sit_down(browser, server, shots, m) for m in (OPERATOR, SECOND)]
                desk, second = people
                phone = await sit_down(browser, server, shots, SECOND, narrow=True)
                firm = await sit_down(browser, server, shots, FIRM, narrow=True)
                phone.name = "money-390"
                await focus_goes_and_comes_back(desk)
                await dollars_go_back(desk, second)
                await dollars_were_sold(desk, second)
                await pays(firm, server, stripe, stack)
                await others(desk, phone)
                silent.close()
                for person in (desk, phone):
                    await person.goto("/o/money/reconciliation")
                    await person.sees("读不到支付服务的结余")
                    await person.looks("silent")
                assert [each for who in (*people, phone, firm) for each in who.problems] == []
        finally:
            server.stop()

"""A firm pays by card and by transfer, one payment goes back, and nothing is left unexplained."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, FilePayload, expect

from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import PASSWORD, ROOT, Server
from tests.payments.stand_in import GOOD, KEY, SECRET, program
from tests.treasury.make import Move, as_csv, days, table

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FIRM, NAME = "sme@demo.zhirong.test", "上海芯屿微电子有限公司"
OPERATOR, SECOND = "operator@demo.zhirong.test", "money@demo.zhirong.test"
#: What the demonstration has left open.
BY_CARD, BY_TRANSFER = "融资撮合服务费", "6 项专利质押评估报告"
TRANSFERRED = 48_000_00
FETCH = (
    "import asyncio; from backend.__main__ import _database\n"
    "from backend.payments import service\n"
    "async def run():\n"
    "    async with _database():\n"
    "        await service.fetch_lines()\n"
    "asyncio.run(run())"
)


def charge(server: Server, about: str) -> dict[str, str]:
    """Its address and reference, as its payer finds them."""
    with httpx.Client(base_url=server.api, trust_env=False, timeout=60) as client:
        client.post("/session", json={"email": FIRM, "password": PASSWORD}).raise_for_status()
        found = client.get("/charges", params={"q": about, "view": "due"}).json()["items"]
    return next(row for row in found if row["about"] == about)


def held(server: Server) -> int:
    """How the last statement of the clients' account ends."""
    with httpx.Client(base_url=server.api, trust_env=False, timeout=60) as client:
        client.post("/session", json={"email": OPERATOR, "password": PASSWORD}).raise_for_status()
        found = client.get("/bank-accounts").json()["items"]
    return next(int(row["balance_fen"]) for row in found if row["book"] == "client")


async def pays_by_card(firm: Person, fee: dict[str, str]) -> None:
    await firm.goto("/account/billing")
    await firm.looks("bills")
    await firm.click(re.compile(fee["reference"]), role="link")
    await firm.sees("附言（用途、备注）栏只填付款参考号")
    await firm.looks("charge")
    await firm.click(re.compile("^支付 6,800.00"))
    await firm.fill("Card number", GOOD)
    await firm.click("Pay")
    await firm.page.wait_for_url(re.compile(r"/pay/.*paid=1"))
    await expect(firm.page.get_by_text("款项已到账。", exact=True)).to_be_visible(timeout=60_000)
    await firm.sees("收款回单")
    await firm.looks("paid")


async def imports(desk: Person, fee: dict[str, str], *, opening: int) -> None:
    move = Move(TRANSFERRED, days(0), name=NAME, memo=fee["reference"], serial="JOURNEY0001")
    await desk.goto("/o/money/statements")
    await desk.choose("账户", "代管专户")
    file = FilePayload(
        name="流水.csv", mimeType="text/csv", buffer=as_csv(table([move], opening=opening))
    )
    await desk.page.locator("input[type=file]").set_input_files(file)
    await desk.sees("已导入 1 行：新 1 行")
    await desk.looks("imported")
    await desk.click("查看各行", role="link")
    await expect(desk.page.get_by_text("已自动认领").first).to_be_visible(timeout=60_000)
    await desk.looks("lines")


async def refunds(desk: Person, second: Person, fee: dict[str, str]) -> None:
    await desk.goto(f"/pay/{fee['id']}")
    await desk.click("提出退款", role="link")
    await desk.fill("原因", "重复缴费")
    await desk.click("提交批准")
    await desk.sees("须由另一人复核")
    await desk.looks("proposed")
    await second.goto("/o/money/refunds")
    await second.click("批准")
    await second.page.get_by_role("dialog").get_by_role("button", name="批准").click()
    await second.sees("已交支付服务")
    await second.looks("approved")


async def play(browser: Browser, server: Server, shots: Path) -> None:
    by_card, by_transfer = charge(server, BY_CARD), charge(server, BY_TRANSFER)
    firm = await sit_down(browser, server, shots, FIRM)
    await pays_by_card(firm, by_card)
    desk = await sit_down(browser, server, shots, OPERATOR)
    await imports(desk, by_transfer, opening=held(server))
    await firm.goto(f"/pay/{by_transfer['id']}")
    await firm.sees("款项已到账，这笔账单已付清。")
    second = await sit_down(browser, server, shots, SECOND)
    await refunds(desk, second, by_card)
    await firm.goto(f"/pay/{by_card['id']}")
    await expect(firm.page.get_by_text("退款付出").first).to_be_visible(timeout=90_000)
    await firm.looks("refunded")
    subprocess.run(  # noqa: S603, ASYNC221 - the hourly job, now
        [sys.executable, "-c", FETCH], cwd=ROOT, check=True, env=environment(server)
    )
    await desk.goto("/o/money/reconciliation")
    await desk.sees("零差异：各边与总账相符")
    await desk.looks("reconciled")
    assert firm.problems + desk.problems + second.problems == []


def environment(server: Server) -> dict[str, str]:
    """Of a program beside the server."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ZHIRONG_")},
        **server.environment,
        "ZHIRONG_HOME": str(server.home),
        "ZHIRONG_DATABASE_URL": str(server.database_url),
    }


async def test_a_fee_by_card_one_by_transfer_one_refund_and_nothing_unexplained(
    browser: Browser, shots: Path, own_server: Server
) -> None:
    server = own_server
    with program(
        "--webhook", f"{server.api}/webhooks/stripe", "--webhook-secret", SECRET, "--key", KEY
    ) as stripe:
        server.environment = {
            "ZHIRONG_PUBLIC_URL": server.address,
            "ZHIRONG_STRIPE_SECRET_KEY": KEY,
            "ZHIRONG_STRIPE_WEBHOOK_SECRET": SECRET,
            "ZHIRONG_STRIPE_API_BASE": stripe,
        }
        server.start()
        try:
            await play(browser, server, shots)
        finally:
            server.stop()

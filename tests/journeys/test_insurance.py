"""A firm is covered: three insurers asked twice, their answers compared, two quotes taken, one
premium paid by transfer and one by card, two sealed schedules held. And an underwriter's quote.
"""

import asyncio
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, expect

from backend.criteria.facts import add_months
from backend.kernel import clock
from contracts import signing
from contracts.authority import development_root
from tests.journeys import insured
from tests.journeys.browsing import Person, sit_down
from tests.journeys.insured import Wish
from tests.journeys.keys import opens, press, sits_down_by_keys, tab_to
from tests.journeys.server import Server
from tests.journeys.test_money import charge, held
from tests.payments.stand_in import GOOD, KEY, SECRET, program
from tests.treasury.make import Move, as_csv, days, table

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FIRM, NAME = "sme@demo.zhirong.test", "上海芯屿微电子有限公司"
OPERATOR = "operator@demo.zhirong.test"
#: The insurer whose plan is DEMO-IPL-2026.1, and another.
FIRST, SECOND = "沧屿财产保险上海分公司（演示）", "屿衡科技财产保险上海分公司（演示）"
LEAD, OTHER_LEAD = "lead@insurer.demo.zhirong.test", "lead@insurer2.demo.zhirong.test"
#: insurance.md §3.5: what is paid for E1 and E2.
E1_GROSS, E2_GROSS = 171_433_55, 89_649_32
MOST_CLICKS = 12

#: E1 and E2 of insurance.md, as a buyer types them.
E1 = Wish(
    line="海外侵权责任险",
    industry="测量仪器",
    product="压力传感器",
    revenues="产品\tUS\tEU\tJP\n压力传感器\t18000\t6000\t2000",
    opinions=(("美国", "independent"),),
    parts={
        "DEF": ("US EU JP", [(5_000_000, 5_000_000, 200_000, 20)]),
        "DAM": ("US EU JP", [(5_000_000, 5_000_000, 500_000, 20)]),
    },
    rival="Halden Sensor Works（演示）",
)
E2 = Wish(
    line="科创板拟上市企业复合险",
    industry="生物医药",
    product="重组蛋白注射液",
    revenues="产品\tCN\tUS\n重组蛋白注射液\t30000\t3000",
    opinions=(("美国", "independent"), ("中国", "internal")),
    parts={
        "CN-LIAB": ("CN", [(2_000_000, 2_000_000, 50_000, 10)] * 2),
        "OVS-DEF": ("US", [(3_000_000, 3_000_000, 200_000, 20)]),
        "PUR": ("", [(500_000, 3_000_000, 0, 10)]),
        "INV": ("", [(200_000, 1_000_000, 0, 10)]),
    },
    rival="Orland Biologics（演示）",
    stage="受理至注册",
    competitors=3,
)
#: Counts what a mouse does; a key that acts as a click has no detail.
COUNTER = """() => {
  window.clicks = 0
  document.addEventListener('click', (event) => { if (event.detail > 0) window.clicks += 1 }, true)
}"""


def begins(today: date) -> date:
    """The first of the month after the next."""
    return add_months(today.replace(day=1), 2)


def composite(starts: date) -> Wish:
    """E2's rights: those of the portfolio that run long enough, two more instead of the others."""
    filed, expires = add_months(starts, -66).isoformat(), add_months(starts, 174).isoformat()
    return replace(
        E2,
        letters=(add_months(starts, -9).isoformat(),),
        unfit=("202129000007.6", "201929000008.3"),
        rights=(("202110000001.X", filed, expires), ("202110000002.8", filed, expires)),
    )


async def quotes_with_a_mouse(lead: Person) -> None:
    """From home to a quote 5 % below the tariff, its reason given; every click counted."""
    await lead.looks("home")
    await lead.page.evaluate(COUNTER)
    await lead.page.get_by_role("link", name=NAME).first.click()
    await lead.page.wait_for_url(re.compile("/i/submissions/[0-9a-f-]{36}"))
    await lead.sees("费率计算书")
    slider = lead.page.get_by_role("slider", name="费率浮动")
    await slider.click()
    while await slider.get_attribute("aria-valuenow") != "-500":
        await lead.page.keyboard.press("ArrowLeft")
    await lead.sees(f"{E2_GROSS // 100:,}.{E2_GROSS % 100:02}")
    await lead.looks("tried")
    await lead.click("生成报价")
    await expect(lead.page.get_by_text("已报价").first).to_be_visible()
    clicks = await lead.page.evaluate("window.clicks")
    assert 0 < clicks <= MOST_CLICKS, clicks
    await lead.looks("quoted")


async def quotes_by_keys(other: Person) -> None:
    await opens(other, f"^{NAME}$", "/i/submissions/[0-9a-f-]{36}")
    await other.sees("费率计算书")
    await tab_to(other, "^生成报价$", most=200)
    await press(other, "Enter")
    await expect(other.page.get_by_text("已报价").first).to_be_visible()
    await other.looks("quoted-by-keys")


async def imports(desk: Person, fee: dict[str, str], *, opening: int) -> None:
    """The statement of the clients' account, on which the premium stands."""
    move = Move(E1_GROSS, days(0), name=NAME, memo=fee["reference"], serial="PREMIUM0001")
    await desk.goto("/o/money/statements")
    await desk.choose("账户", "代管专户")
    file = FilePayload(
        name="流水.csv", mimeType="text/csv", buffer=as_csv(table([move], opening=opening))
    )
    await desk.page.locator("input[type=file]").set_input_files(file)
    await desk.sees("已导入 1 行：新 1 行")


async def holds_a_schedule(server: Server, firm: Person, policy: str, stranger: Person) -> None:
    """In force, its schedule fetched; whoever is handed it finds it genuine."""
    await firm.goto(f"/e/insurance/{policy}")
    await expect(firm.page.get_by_text("保费已到账，保单已出具。")).to_be_visible(timeout=60_000)
    link = firm.page.get_by_role("link", name=re.compile("^下载.*保险单"))
    await link.wait_for(timeout=60_000)
    await firm.looks("issued")
    async with firm.page.expect_download() as coming:
        await link.click()
    file = await (await coming.value).path()
    pdf = await asyncio.to_thread(file.read_bytes)
    root = development_root(server.home / "seal")
    assert root is not None
    assert (await asyncio.to_thread(signing.verify, pdf, [root])).valid
    await stranger.goto("/verify")
    await stranger.bring({"name": "保险单.pdf", "mimeType": "application/pdf", "buffer": pdf})
    await stranger.sees("是平台出具的原件")


async def pays_by_card(firm: Person) -> None:
    await firm.click("缴纳保费")
    await firm.page.wait_for_url(re.compile("/pay/[0-9a-f-]{36}$"))
    await firm.looks("premium")
    await firm.click(re.compile("^支付 89,649.32"))
    await firm.fill("Card number", GOOD)
    await firm.click("Pay")
    await firm.page.wait_for_url(re.compile(r"/pay/.*paid=1"))
    await expect(firm.page.get_by_text("款项已到账。", exact=True)).to_be_visible(timeout=60_000)


async def asks_for_overseas_cover(firm: Person, starts: date) -> str:
    """Three plans answer at once; the policy that is taken."""
    await insured.starts(firm, E1.line)
    await insured.fills_in(firm, E1, begins=starts)
    await insured.sends(firm, insurers=3)
    await firm.looks("quoted-at-once")
    grid = await insured.compares(firm)
    await expect(grid).to_contain_text("171,433.55")
    await firm.looks("compared")
    return await insured.takes(firm, FIRST)


async def takes_a_composite(firm: Person) -> str:
    grid = await insured.compares(firm)
    await expect(grid).to_contain_text("89,649.32")
    await expect(grid).to_contain_text("尚未报价")
    await firm.looks("composites-compared")
    return await insured.takes(firm, FIRST)


async def play(browser: Browser, server: Server, shots: Path) -> None:
    starts = begins(clock.today())
    firm = await sit_down(browser, server, shots, FIRM)
    overseas = await asks_for_overseas_cover(firm, starts)

    await insured.starts(firm, E2.line)
    await insured.fills_in(firm, composite(starts), begins=starts)
    await insured.sends(firm, insurers=3)
    sent = firm.page.url
    lead = await sit_down(browser, server, shots, LEAD)
    await quotes_with_a_mouse(lead)
    other = await sits_down_by_keys(browser, server, shots, OTHER_LEAD)
    await quotes_by_keys(other)
    await firm.goto(sent)
    star = await takes_a_composite(firm)
    await pays_by_card(firm)

    desk = await sit_down(browser, server, shots, OPERATOR)
    await firm.goto(f"/e/insurance/{overseas}")
    number = (await firm.page.get_by_role("heading", level=1).inner_text()).split()[-1]
    await imports(desk, charge(server, number), opening=held(server))
    stranger = await sit_down(browser, server, shots, None)
    for policy in (star, overseas):
        await holds_a_schedule(server, firm, policy, stranger)
    everybody = firm, lead, other, desk, stranger
    assert [problem for each in everybody for problem in each.problems] == []


async def test_a_firm_is_covered_twice_and_holds_two_sealed_schedules(
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

"""The day's work of a bank's officer, a district's verifier and a product's makers by keyboard.

Every page is worked from sign-in on by `Tab`, arrows, letters, Enter and space; a click of the
mouse is refused and fails. The product comes to its match once more by clicks alone.
"""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.browsing import Person
from tests.journeys.hands import Hands, Keys, Mouse
from tests.journeys.keys import (
    answer,
    dialog_closes,
    dialog_opens,
    fill_in,
    opens,
    pick,
    press,
    sits_down_by_keys,
    tab_to,
)
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-2")]
CASE = "/b/queue/[0-9a-f-]{36}"


async def _enter(person: Person, words: str, *, most: int = 60) -> None:
    await tab_to(person, words, most=most)
    await person.page.keyboard.press("Enter")


async def _takes_from_the_queue(maker: Person, firm: str) -> None:
    """Down the list by j and back by k, chosen by x, looked at by space, opened by Enter."""
    page = maker.page
    await opens(maker, "^申请队列$", "/b/queue$")
    await tab_to(maker, r"全部\d*$")
    for key in ("j", "j", "k", "k"):
        await press(maker, key)
    rows = page.locator("tr.ant-table-row")
    for _ in range(await rows.count()):
        if firm in await page.locator("tr[aria-current=true]").inner_text():
            break
        await press(maker, "j")
    await expect(page.locator("tr[aria-current=true]")).to_contain_text(firm)
    await press(maker, "x")
    await maker.sees(re.compile("已选 1"))
    await press(maker, "x")
    await press(maker, " ")
    beside = page.get_by_role("complementary").filter(has_text=firm)
    await beside.wait_for()
    await maker.looks("beside-the-queue")
    await press(maker, "Escape")
    await beside.wait_for(state="detached")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(CASE))
    await maker.settled()


async def _checks(maker: Person) -> None:
    """The case is taken, the list of checks walked, the valuation's origin asked for."""
    await _enter(maker, "^受理$")
    await maker.sees("提交经办意见")
    await maker.settled()
    await maker.until("document.activeElement !== document.body")
    await _enter(maker, "^跳到第一项$", most=120)
    await maker.until("document.activeElement.id.startsWith('check-')")
    await maker.looks("checks")
    await _enter(maker, "^记录估值核查", most=120)
    await dialog_opens(maker)
    await pick(maker, "怎样核查", "询")
    await fill_in(maker, "问了谁", "评估机构签字评估师")
    await _enter(maker, "^记录核查$")
    await dialog_closes(maker)


async def _opines(maker: Person) -> None:
    await opens(maker, "^提交经办意见$", f"{CASE}/decision", most=120)
    for label, value in (("批准金额", "300"), ("年化利率", "3.65"), ("有效期", "30")):
        await fill_in(maker, label, value)
    await fill_in(maker, "给复核的说明", "材料齐全，估值已向评估机构核实。")
    await maker.looks("opinion")
    await _enter(maker, "提交复核")
    await maker.page.wait_for_url(re.compile(f"{CASE}([?]|$)"))
    await maker.settled()


async def test_an_officer_and_his_checker(browser: Browser, server: Server, shots: Path) -> None:
    firm = "上海衡愈医疗器械有限公司"
    maker = await sits_down_by_keys(browser, server, shots, "maker@bank4.demo.zhirong.test")
    await _takes_from_the_queue(maker, firm)
    await _checks(maker)
    await _opines(maker)

    checker = await sits_down_by_keys(browser, server, shots, "checker@bank4.demo.zhirong.test")
    await opens(checker, "^复核$", "/b/review$")
    await opens(checker, firm, "/b/review/[0-9a-f-]{36}")
    await answer(checker, "退回|否决", "^同意", most=120)
    await checker.looks("review")
    await _enter(checker, "^同意并发出批复$")
    await checker.sees("已批准待确认")
    await checker.settled()
    await checker.until("document.activeElement !== document.body")
    assert maker.problems == checker.problems == []


async def test_a_verifier(browser: Browser, server: Server, shots: Path) -> None:
    """From what waits, oldest first, to one registration; counted; then found in the register."""
    verifier = await sits_down_by_keys(browser, server, shots, "verifier@demo.zhirong.test")
    page = verifier.page
    await opens(verifier, "^登记核验$", "/d/verifications$")
    waits = page.get_by_role("listitem").filter(has_text="已填报").first
    number = await waits.get_by_role("link").first.inner_text()
    await tab_to(verifier, f"^{number}$", most=120)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/d/register/[0-9a-f-]{36}"))
    await verifier.settled()
    await answer(verifier, "不一致", "^一致$", most=120)
    await pick(verifier, "查证来源", "公报")
    await fill_in(verifier, "查证日期", await verifier.today())
    await press(verifier, "Tab")
    await page.locator(".ant-picker-dropdown:visible").first.wait_for(state="hidden")
    await verifier.looks("counting")
    await _enter(verifier, "^确认并计入$")
    await verifier.sees("更正核验")
    await verifier.settled()
    await verifier.until("document.activeElement !== document.body")
    await verifier.looks("counted")

    await opens(verifier, "^登记簿$", "/d/register$")
    await fill_in(verifier, "^搜索$", number)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(number))
    await verifier.settled()
    row = page.get_by_role("row").filter(has_text=number)
    await expect(row).to_contain_text("已核验")
    await verifier.looks("register")
    assert verifier.problems == []


async def _makes(maker: Hands, product: str, day: str) -> None:
    """All of a product's terms, and its simulation on what firms have published."""
    person = maker.person
    await maker.goes("产品", "/b/products$")
    await maker.goes("新建产品", "/b/products/new")
    await maker.writes("产品名称", product)
    await maker.writes("最低额度", "20")
    await maker.writes("最高额度", "500")
    await maker.picks("还款方式", "等额本金")
    await maker.writes("实用新型质押率", "20")
    await maker.picks("增加条件", "均已授权")
    await maker.writes("授权书编号", "YX-2026-88")
    await maker.dates("截止日", day)
    await maker.writes("授权展示的文字", "同意在本平台展示该产品。")
    await maker.writes("产品简介", "以已授权专利质押的小额周转贷款。")
    await person.looks("product")
    await maker.pushes("保存为草稿")
    await person.page.wait_for_url(re.compile("/b/products/[0-9a-f-]{36}$"))
    await person.settled()
    await person.sees("发布前须先试算")
    await maker.pushes("试算第 1 版")
    await person.sees(re.compile("于 .* 试算"))
    await person.settled()
    await person.looks("simulated")


async def _publishes(checker: Hands, product: str) -> None:
    await checker.goes("产品", "/b/products$")
    await checker.goes(product, "/b/products/[0-9a-f-]{36}")
    await checker.pushes("发布")
    await checker.confirms("发布")
    await checker.person.sees("第 1 版 · 现行")
    await checker.person.looks("published")


async def _is_matched(firm: Hands, product: str) -> None:
    """A need of its own patents; the product is among the answers, and fits."""
    person = firm.person
    await firm.goes("融资匹配", "/e/matches$")
    await firm.goes("新的需求", "/e/matches/requests/new")
    await firm.ticks("用于实体肿瘤的嵌合抗原受体细胞")
    await firm.writes("拟融资金额", "100")
    await firm.writes("期限", "12")
    await firm.pushes("保存并匹配产品")
    await person.page.wait_for_url(re.compile(r"/e/matches\?request="))
    await person.settled()
    fits = person.page.get_by_role("region", name="符合", exact=True)
    await fits.get_by_role("article", name=re.compile(product)).wait_for()
    await person.looks("matched")


@pytest.mark.parametrize(("hands", "product"), [(Keys, "云岫周转贷"), (Mouse, "云岫小额贷")])
async def test_a_product_is_made_simulated_published_and_matched(
    browser: Browser, server: Server, shots: Path, hands: type[Keys | Mouse], product: str
) -> None:
    """Once without the mouse, once without a shortcut."""
    room = browser, server, shots
    maker = await hands.of(*room, "maker@bank2.demo.zhirong.test")
    today = await maker.person.today()
    await _makes(maker, product, f"{int(today[:4]) + 1}{today[4:8]}15")
    checker = await hands.of(*room, "checker@bank2.demo.zhirong.test")
    await _publishes(checker, product)
    firm = await hands.of(*room, "sme2@demo.zhirong.test")
    await _is_matched(firm, product)

    assert [each for one in (maker, checker, firm) for each in one.person.problems] == []

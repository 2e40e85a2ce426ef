"""What a patent is worth, by three hands: a firm estimates in three minutes, an appraiser reports
what it ordered, a bank's officer weighs a case's value and asks what if.
"""

import asyncio
import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from backend.kernel import clock
from tests.journeys import papers
from tests.journeys.browsing import Person
from tests.journeys.keys import press, sits_down_by_keys, tab_to
from tests.journeys.server import PASSWORD, Server
from tests.journeys.worth import looks_thrice, never_a_point, sits_down

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]

FIRM, FIRM_NAME = "sme@demo.zhirong.test", "上海芯屿微电子有限公司"
VALUER, SIGNER = "appraiser@demo.zhirong.test", "signer@appraiser.demo.zhirong.test"
OTHER_VALUER = "valuer@appraiser2.demo.zhirong.test"
MAKER = "maker@bank.demo.zhirong.test"
AGENCY, OTHER_AGENCY = "澄衡资产评估事务所（演示）", "砺石资产评估（演示）"
#: Of the firm; and the borrower whose bundle was worked out by two methods.
RIGHT, BORROWER = "扇出型封装的重布线层结构", "上海澄脉生物医药有限公司"
#: F1 of valuation.md, sales in ten thousand yuan; with profit for a second method.
SALES = (2_000, 2_400, 2_760, 3_036, 3_187.8)
#: What the engine makes of F1, in ten thousand yuan: 3,159,468.99 yuan.
F1 = "315.946899"
PDF = b"%PDF-"


def _forecast() -> str:
    year = clock.today().year + 1
    rows = [f"{year + n}\t{sales}\t{sales * 0.12:.2f}" for n, sales in enumerate(SALES)]
    return "\n".join(["年份\t销售收入\t净利润", *rows])


async def _pastes(person: Person, label: str | re.Pattern[str], text: str) -> None:
    """Out of a spreadsheet, over the clipboard."""
    await person.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await person.page.get_by_label(label).first.focus()
    await person.page.keyboard.press("Control+V")


async def _takes(person: Person, title: str) -> None:
    """A right of the firm's own, found by its name."""
    await person.page.get_by_label("按专利号或名称查找").fill(title)
    await person.page.keyboard.press("Enter")
    await person.page.get_by_role("checkbox", name=re.compile(title)).check()


def _figure(person: Person, label: str, part: str) -> Locator:
    """One of a rate's or a range's three figures."""
    group = person.page.get_by_role("group", name=re.compile(f"^{label}"))
    return group.get_by_label(re.compile(f"^{part}"))


async def _estimates(firm: Person) -> None:
    """Rights and a pasted table; a range, what moves it, what would narrow it; kept."""
    page = firm.page
    await firm.goto("/e/valuations")
    await looks_thrice(firm, "values", values=1)
    await firm.click("三分钟估值")
    await page.wait_for_url(re.compile("/e/valuations/estimate"))
    await firm.click("保存为估值")
    await firm.sees("还有 2 处需要更正")
    await _takes(firm, RIGHT)
    await _pastes(firm, re.compile("^从表格粘贴"), "2027\t很多")
    await firm.sees("第 1 行：「很多」不是金额。")
    await page.get_by_label(re.compile("^从表格粘贴")).fill("")
    await _pastes(firm, re.compile("^从表格粘贴"), _forecast())
    await firm.sees("已读出 5 年（万元）")
    await firm.choose("行业（给出许可费率参考）", "电子")
    await firm.sees("2 种方法并列，尚未加权。写明理由后合成一个区间。")
    await firm.fill("为什么这样加权", "两种方法的数据来源同样可靠。")
    await firm.sees(re.compile("^P10–P90，收益法"))
    await page.get_by_role("img", name=re.compile(r"许可费率：\d")).wait_for()
    await firm.sees("哪些材料能缩小区间")
    await looks_thrice(firm, "estimate", values=3)
    await page.get_by_role("button", name="查看数据表").first.click()
    await page.get_by_role("columnheader", name="下限 P10").wait_for()
    await firm.click("保存为估值")
    await page.wait_for_url(re.compile("/e/valuations/[0-9a-f-]{36}"))
    await firm.sees("刚刚重算，结果一致")
    await looks_thrice(firm, "kept", values=3)


async def _orders(firm: Person) -> str:
    """Two appraisers are asked; the order's address."""
    page = firm.page
    await firm.goto("/e/appraisals")
    await firm.click("邀请评估机构")
    await page.wait_for_url(re.compile("/e/appraisals/new"))
    await firm.settled()
    await firm.click("发出邀请")
    await expect(page.get_by_role("alert")).to_have_count(3)
    await _takes(firm, RIGHT)
    await firm.choose("评估机构", AGENCY)
    await firm.choose("评估机构", OTHER_AGENCY)
    await page.keyboard.press("Escape")
    await firm.date("报价截止日", (clock.today() + timedelta(days=7)).isoformat())
    await looks_thrice(firm, "invite")
    await firm.click("发出邀请")
    await page.wait_for_url(re.compile("/e/appraisals/[0-9a-f-]{36}"))
    await firm.settled()
    return page.url.rsplit("/", 1)[1]


async def _quotes(valuer: Person, order: str, *, fee: str) -> None:
    page = valuer.page
    await valuer.goto(f"/a/requests/{order}")
    await valuer.click("提交报价")
    await expect(page.get_by_role("alert")).to_have_count(4)
    await valuer.fill("评估费（元）", fee)
    await valuer.fill("交付天数", "15")
    await valuer.date("报价有效期至", (clock.today() + timedelta(days=30)).isoformat())
    await page.get_by_role("radio", name="无关联关系").check()
    await valuer.click("提交报价")
    await valuer.sees("修改报价")


async def _accepts(firm: Person) -> None:
    await firm.page.reload()
    await firm.settled()
    await looks_thrice(firm, "quotes")
    await firm.click(f"接受{AGENCY}的报价并委托")
    await firm.sees("评估费账单")


async def _fills(valuer: Person, label: str, low: str, likely: str, high: str, parts: str) -> None:
    for part, value in zip(parts.split(), (low, likely, high), strict=True):
        await _figure(valuer, label, part).fill(value)


async def _reports(valuer: Person, order: str) -> bytes:
    """F1 with a result that the inputs do not give; then as they do. The report's bytes."""
    page = valuer.page
    await valuer.goto(f"/a/requests/{order}")
    await valuer.click("保存报告")
    await valuer.sees(re.compile(r"还有 \d+ 处待填"))
    await valuer.fill("报告编号", "澄衡评报字〔2026〕第 901 号（演示）")
    await _fills(valuer, "折现率", "15", "17", "19", "下限 最可能 上限")
    await _pastes(valuer, re.compile("^销售收入"), "\n".join(map(str, SALES)))
    await valuer.sees("已识别 5 年")
    await _fills(valuer, "许可费率", "3.5", "4.5", "5.5", "下限 最可能 上限")
    await valuer.fill(re.compile("^所得税率"), "15")
    await valuer.fill("数据来源", "经审计的年报与在手订单")
    result = page.get_by_label("该方法评估值（万元）")
    await result.fill("330")
    await _fills(valuer, "评估结论", "240", "330", "400", "下限 中值 上限")
    await valuer.fill("评估假设（每行一条）", "持续经营\n专利权按期缴纳年费")
    for n, (name, number) in enumerate((("方评估", "31000001"), ("罗签章", "31000002")), start=1):
        await valuer.fill(f"签字评估师 {n}", name)
        await valuer.fill(f"执业证号 {n}", number)
    paper = papers.scan("评估报告")
    await valuer.bring(paper)
    checks = page.get_by_role("list", name="报告核对（十二项）")
    await expect(checks.get_by_role("listitem").filter(has_text="复算误差")).to_contain_text(
        "不予采用"
    )
    await looks_thrice(valuer, "report-wrong")
    await valuer.click("保存报告")
    await valuer.sees(re.compile("^已保存第 1 版"))
    await _signs(valuer)
    held = paper["buffer"]
    assert isinstance(held, bytes)
    return held


async def _corrects(valuer: Person) -> None:
    """What changes after a signature is signed anew."""
    page = valuer.page
    await page.reload()
    await valuer.settled()
    result = page.get_by_label("该方法评估值（万元）")
    checks = page.get_by_role("list", name="报告核对（十二项）")
    await result.fill(F1)
    await _fills(valuer, "评估结论", "240", F1, "400", "下限 中值 上限")
    await expect(checks).not_to_contain_text("不予采用")
    await looks_thrice(valuer, "report-right")
    await valuer.click("保存报告")
    await valuer.sees(re.compile("^已保存第"))
    await _signs(valuer)


async def _signs(valuer: Person) -> None:
    await valuer.click("第一签字")
    dialog = valuer.page.get_by_role("dialog")
    await dialog.get_by_label("登录密码").fill(PASSWORD)
    await dialog.get_by_role("button", name="第一签字").click()
    await dialog.wait_for(state="hidden")
    await valuer.settled()


async def _delivers_by_keys(signer: Person, order: str) -> None:
    """The second signature, without a mouse."""
    page = signer.page
    await signer.goto(f"/a/requests/{order}")
    await tab_to(signer, "^签发并交付$")
    await press(signer, "Enter")
    await page.get_by_role("dialog").wait_for()
    while await page.evaluate("document.activeElement.type") != "password":
        await press(signer, "Tab")
    await page.keyboard.type(PASSWORD)
    await tab_to(signer, "^签发并交付$")
    await press(signer, "Enter")


async def _is_refused(signer: Person, order: str) -> None:
    await signer.goto(f"/a/requests/{order}")
    await signer.sees("报告核对（十二项）")
    await signer.sees("不予采用")
    await _delivers_by_keys(signer, order)
    await signer.sees("报告核对未通过，请按核对结果更正后再交付。")
    await signer.looks("refused", within="[role=dialog]")
    await press(signer, "Escape")
    await signer.page.get_by_role("dialog").wait_for(state="hidden")


async def _delivers(signer: Person, order: str) -> None:
    await _delivers_by_keys(signer, order)
    await signer.sees("已交付")
    await signer.looks("delivered")


async def _confirms(firm: Person, order: str, report: bytes) -> None:
    """The report becomes a value; its hash is the issuer's."""
    page = firm.page
    await firm.goto(f"/e/appraisals/{order}")
    await looks_thrice(firm, "delivered", values=1)
    await firm.click("确认报告")
    await page.get_by_role("dialog").get_by_role("button", name="确认报告").click()
    await firm.sees("形成的估值")
    await expect(page.get_by_text(re.compile("^报价时 · "))).to_have_count(3)
    await looks_thrice(firm, "confirmed", values=1)
    await firm.goto("/e/valuations")
    row = page.locator(".va-list > li").first
    await expect(row).to_contain_text(AGENCY)
    await expect(row).to_contain_text("机构已确认")
    async with page.expect_download() as coming:
        await row.get_by_role("link", name=re.compile(r"^评估报告.*\.pdf$")).click()
    file = await (await coming.value).path()
    kept = await asyncio.to_thread(file.read_bytes)
    assert hashlib.sha256(kept).digest() == hashlib.sha256(report).digest()
    await looks_thrice(firm, "values-confirmed", values=2)


async def _opens_value(maker: Person, borrower: str, wan: int) -> None:
    page = maker.page
    await maker.goto("/b/queue")
    case = page.get_by_role("row").filter(has_text=borrower)
    case = case.filter(has_text=re.compile(rf"(?<![\d,.]){wan:,}(?![\d,.])"))
    await case.get_by_role("link", name=borrower).first.click()
    await page.wait_for_url(re.compile("/b/queue/[0-9a-f-]{36}"))
    await maker.settled()
    await page.get_by_role("tab", name="估值").click()
    await maker.settled()


async def _sees_confirmed(maker: Person) -> None:
    """A value out of a report: its age, and that its issuer confirmed it."""
    await _opens_value(maker, FIRM_NAME, 1_000)
    await maker.sees(re.compile(r"^\d+ 个月前"))
    await maker.sees(re.compile(f"^{AGENCY} .+ 以存档核对，内容一致"))
    await looks_thrice(maker, "confirmed-case", values=1)


async def _weighs(maker: Person) -> None:
    """A case's value: methods, what moves it, deals; what if; on paper."""
    page = maker.page
    await _opens_value(maker, BORROWER, 800)
    for each in ("许可费节省法", "市场法", "采用值"):
        await maker.sees(re.compile(each))
    await maker.sees("肿瘤细胞治疗专利转让（演示）")
    await looks_thrice(maker, "case", values=3)
    panel = page.get_by_role("region", name=re.compile("如果|假设"))
    await expect(panel.locator("[data-supposed=false]")).to_be_visible()
    before = await panel.locator("dl").inner_text()
    for name in ("许可费率", "收益年限", "折现率"):
        slider = panel.get_by_role("slider", name=name)
        await slider.focus()
        await press(maker, "ArrowRight" if name == "折现率" else "ArrowLeft")
    await expect(panel.locator("[data-supposed=true]")).to_be_visible()
    await expect(panel.locator("dl")).to_contain_text("↓")
    assert await panel.locator("dl").inner_text() != before
    await looks_thrice(maker, "what-if", values=4)
    await _prints(maker)


async def _prints(person: Person) -> None:
    """On paper both the picture and its table, the range on each page; no button."""
    await person.page.evaluate(
        "() => { window.printed = 0; window.print = () => window.printed++ }"
    )
    await person.click(re.compile("打印$"))
    assert await person.page.evaluate("window.printed")
    await person.page.emulate_media(media="print")
    await never_a_point(person, "print")
    await expect(person.page.locator(".wo-sheet-head p").first).to_be_visible()
    await expect(person.page.locator(".wo-table").first).to_be_visible()
    paper = await person.page.pdf(path=person.shots / f"{person.name}-print.pdf", format="A4")
    assert paper.startswith(PDF)
    await person.page.emulate_media(media="screen")


async def test_a_value_is_estimated_reported_and_weighed(
    browser: Browser, server: Server, shots: Path
) -> None:
    firm = await sits_down(browser, server, shots, FIRM)
    await _estimates(firm)

    order = await _orders(firm)
    valuer = await sits_down(browser, server, shots, VALUER)
    await looks_thrice(valuer, "work")
    await _quotes(valuer, order, fee="26000")
    other = await sits_down(browser, server, shots, OTHER_VALUER)
    await _quotes(other, order, fee="31000")
    await _accepts(firm)
    report = await _reports(valuer, order)
    signer = await sits_down_by_keys(browser, server, shots, SIGNER)
    await _is_refused(signer, order)
    await _corrects(valuer)
    await _delivers(signer, order)
    await _confirms(firm, order, report)

    maker = await sits_down(browser, server, shots, MAKER)
    await _sees_confirmed(maker)
    await _weighs(maker)
    everybody = firm, valuer, other, signer, maker
    assert [problem for each in everybody for problem in each.problems] == []

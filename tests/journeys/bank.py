"""What the bank's people do: maker, checker, pledge desk."""

import re
from urllib.parse import urlsplit

from tests.journeys import papers
from tests.journeys.browsing import NARROW, WIDE, Person
from tests.journeys.server import PASSWORD


async def examine(maker: Person, application: str, case: papers.Case) -> None:
    """Take the case, check the valuation, propose a loan."""
    page = maker.page
    await maker.goto("/b")
    await maker.looks("home")
    await maker.goto("/b/queue")
    await maker.sees(case.firm)
    await maker.looks("queue")
    await maker.goto(f"/b/queue/{application}")
    await maker.looks("dossier")
    await maker.click("受理")
    await page.get_by_role("button", name="记录估值核查").click()
    dialog = page.get_by_role("dialog")
    await maker.choose("怎样核查", "询")
    await dialog.get_by_label(re.compile("问了谁")).fill("评估机构签字评估师")
    await maker.date("何时", await maker.today())
    await dialog.get_by_role("button", name="记录核查").click()
    await dialog.wait_for(state="hidden")
    await maker.goto(f"/b/queue/{application}/decision")
    await maker.fill("批准金额（万元）", "400")
    await maker.fill(re.compile("年化利率"), "3.65")
    await maker.fill("期限（月）", "12")
    await maker.fill(re.compile("有效期"), "30")
    await maker.looks("opinion")
    await maker.click(re.compile("提交复核"))
    await page.wait_for_url(re.compile(f"/b/queue/{application}$"))


async def approve(checker: Person, application: str, case: papers.Case) -> None:
    page = checker.page
    await checker.goto("/b/review")
    await checker.looks("reviews")
    await page.get_by_role("link", name=case.firm).click()
    await page.wait_for_url(re.compile(application))
    await page.get_by_role("radio", name=re.compile("同意")).first.check()
    await checker.looks("review")
    await checker.click("同意并发出批复")
    await checker.sees("已批准待确认")


async def prepare(desk: Person, case: papers.Case) -> str:
    """Terms, papers and evidence of the pledge; its address."""
    page = desk.page
    await desk.goto("/b/pledges")
    await desk.looks("pledges")
    entry = page.locator("tr, li, .zr-card").filter(has_text=case.firm)
    await entry.get_by_role("link").first.click()
    await page.wait_for_url(re.compile("/b/pledges/[0-9a-f-]{36}"))
    await desk.click("编辑条款")
    await desk.fill("质权人地址", "上海市浦东新区演示路 100 号")
    await desk.fill("担保范围", "主债权、利息、违约金、损害赔偿金及实现质权的费用")
    await desk.looks("terms")
    await desk.click("保存条款")
    await page.get_by_role("button", name="编辑条款").wait_for()
    await page.get_by_role("tab", name=re.compile("证据")).click()
    for choice, party in (("D1", None), ("D2", None), ("D3", "出质人"), ("D3", "质权人")):
        await _paper(desk, choice, party)
    await _evidence(desk)
    await desk.looks("evidence")
    return page.url.split("?")[0].rsplit("/", 1)[1]


async def _paper(desk: Person, choice: str, party: str | None) -> None:
    page = desk.page
    await desk.choose("文件", choice)
    if party is not None:
        await page.get_by_role("radio", name=re.compile(party)).check()
    await desk.bring(papers.scan(choice))
    before = await page.locator("a[download]").count()
    await desk.click("加入登记文件")
    await page.locator("a[download]").nth(before).wait_for()
    # The form is emptied after the list has grown; what is chosen before that would be lost.
    await page.locator("button.ant-btn-loading").first.wait_for(state="hidden")
    await desk.settled()


async def _evidence(desk: Person) -> None:
    """A register extract settles nine grounds, the desk's own statement the twelfth."""
    page = desk.page
    await desk.choose("证据种类", "登记簿副本")
    await desk.date("证据日期", await desk.today())
    for tick in await page.get_by_role("checkbox", name=re.compile("^与副本一致")).all():
        await tick.check()
    await desk.bring(papers.scan("登记簿副本"), last=True)
    await page.locator("button.ant-btn-primary", has_text="记录证据").last.click()
    await desk.sees(re.compile("1 待查明"))
    await desk.choose("证据种类", "质押经办陈述")
    await desk.date("证据日期", await desk.today())
    await page.get_by_role("radio", name="否").check()
    await page.get_by_label("陈述", exact=True).fill("未发现其他不宜质押的情形")
    await page.locator("button.ant-btn-primary", has_text="记录证据").last.click()
    await desk.sees(re.compile("0 待查明"))


async def sign(checker: Person, pledge: str) -> None:
    await checker.goto(f"/b/pledges/{pledge}")
    await checker.click("输入密码确认条款")
    dialog = checker.page.get_by_role("dialog")
    await dialog.locator("input[type=password]").fill(PASSWORD)
    await checker.looks("sign")
    await dialog.get_by_role("button", name="确认条款").click()
    await dialog.wait_for(state="hidden")


async def file_and_register(desk: Person, pledge: str, case: papers.Case) -> None:
    page = desk.page
    await desk.goto(f"/b/pledges/{pledge}")
    await desk.click("提交登记")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("radio", name="网上").check()
    await desk.looks("file")
    await dialog.get_by_role("button", name="提交登记").click()
    await desk.click("记录登记结果")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("登记号")).fill(case.number)
    await desk.date("登记日", await desk.today())
    await desk.bring(papers.scan("登记通知书"), last=True)
    await desk.looks("register")
    await dialog.get_by_role("button", name="记录登记结果").click()
    await dialog.wait_for(state="hidden")
    await desk.looks("registered")


async def verify(checker: Person, pledge: str) -> None:
    await checker.goto(f"/b/pledges/{pledge}")
    await checker.click("核验登记")
    dialog = checker.page.get_by_role("dialog")
    await dialog.get_by_role("radio", name=re.compile("^一致")).check()
    await checker.choose("比对依据", "公报")
    await checker.date("比对日", await checker.today())
    await checker.looks("verify")
    await dialog.get_by_role("button", name="核验登记").click()
    await dialog.wait_for(state="hidden")


async def draw(desk: Person, pledge: str, case: papers.Case) -> None:
    await desk.goto(f"/b/pledges/{pledge}")
    await desk.click("记录放款")
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_label("放款金额（万元）").fill("400")
    await desk.date("放款日", await desk.today())
    await dialog.get_by_label("借款合同号").fill(f"JK-{case.number}")
    await dialog.get_by_role("button", name="记录放款").click()
    await dialog.wait_for(state="hidden")
    await desk.looks("drawn")


async def ask_for_another_paper(maker: Person, checker: Person) -> None:
    """One drafts the next version of a product's checklist, the other publishes it."""
    name = "汀科信用组合贷"
    await maker.goto("/b/products")
    await maker.looks("products")
    await maker.click(name, role="link")
    await maker.click("修改材料清单")
    await maker.click("增加一项")
    line = maker.page.get_by_role("group", name=re.compile("^第 5 项"))
    await maker.choose("材料", "合同")
    await line.get_by_role("checkbox", name="申请必需").check()
    await maker.looks("product-edit")
    await maker.click("存为下一版草稿")
    await maker.sees("须由另一名有审批权限的同事发布")
    await maker.looks("product-drafted")
    await checker.goto(urlsplit(maker.page.url).path)
    await checker.looks("product-draft")
    await checker.page.set_viewport_size(NARROW)
    await checker.looks("product-draft-narrow")
    await checker.page.set_viewport_size(WIDE)
    await checker.settled()
    await checker.click("发布")
    await checker.settled()
    dialog = checker.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="发布", exact=True).click()
    await checker.sees("第 2 版 · 现行")
    await checker.looks("product-published")

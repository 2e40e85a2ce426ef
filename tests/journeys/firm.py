"""What the firm's people do, from sign-up to the signature."""

import re
from typing import Any

from playwright.async_api import Locator, expect

from tests import make
from tests.journeys import factor, papers
from tests.journeys.browsing import Person
from tests.journeys.server import PASSWORD


async def sign_up(person: Person, case: papers.Case) -> None:
    page = person.page
    await person.goto("/sign-up")
    await person.fill("统一社会信用代码", case.code)
    await person.fill("企业名称", case.firm)
    await person.choose("所在区", "浦东新区")
    await person.choose("街道、镇或园区", "张江镇")
    await person.fill("详细地址", "张江路 1 号")
    await person.fill("管理员姓名", "苏总")
    await person.fill("邮箱", case.email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await person.looks("sign-up")
    await person.click("提交注册")
    await person.looks("signed-up")


async def ask_for_verification(person: Person) -> None:
    await person.goto("/e/onboarding")
    await person.bring(papers.scan("营业执照"))
    await person.click("提交认证")
    await person.sees("平台正在审核")
    await person.looks("onboarding")


async def bring_in_patents(person: Person, case: papers.Case) -> None:
    await person.goto("/e/ip")
    await person.sees(f"以您名义找到 {case.found} 件专利")
    await person.looks("suggestion")
    await person.goto("/e/ip/import")
    await person.click(re.compile("加入选中的"))
    await person.sees(f"已加入 {case.found} 件专利")
    await person.looks("import")
    await person.goto("/e/ip")
    await person.sees(case.title)
    await person.looks("assets")
    await person.page.get_by_role(
        "link", name=re.compile(f"{case.grouped}|{case.title}")
    ).first.click()
    await person.sees("年费")
    await person.looks("asset")


async def state_value(person: Person, case: papers.Case) -> None:
    page = person.page
    await person.goto("/e/valuations/new")
    await page.get_by_role("checkbox", name=re.compile(case.title)).check()
    for label, value in (("下限", "1200"), ("中值", "1500"), ("上限", "1900")):
        await person.fill(re.compile(label), value)
    await person.choose("方法", "收益法")
    await person.fill("基准日", "2026-10-31")
    await person.fill(re.compile("评估人"), "澄衡资产评估事务所")
    await page.get_by_role("checkbox", name=re.compile("由评估机构")).check()
    await person.bring(papers.scan("评估报告"))
    await person.looks("valuation")
    await person.click("提交估值")
    await person.sees("澄衡资产评估事务所")


async def ask_for_money(person: Person, case: papers.Case) -> None:
    """400 万元 for a year; every product answers with reasons."""
    page = person.page
    await person.goto("/e/matches/requests/new")
    await page.get_by_role("checkbox", name=re.compile(case.title)).check()
    for label, value in (
        ("拟融资金额（万元）", "400"),
        ("期限（月）", "12"),
        ("成立日期", "2016-03-01"),
        ("员工人数", "60"),
        ("上年营业收入（万元）", "3000"),
    ):
        await person.fill(label, value)
    await person.choose("资金用途", "流动资金")
    await person.choose("所属行业", "集成电路")
    await page.get_by_role("checkbox", name="高新技术企业").check()
    for place, answer in enumerate(("否", "是", "是")):
        await page.get_by_role("radio", name=answer).nth(place).check()
    await page.get_by_role("checkbox", name=re.compile("营业执照")).check()
    await person.bring(papers.scan("2025年度审计报告"))
    await person.looks("request")
    await person.click("保存并匹配产品")
    await person.sees("汀知贷（纯质押）")
    await person.looks("matches")
    matches = page.url
    await _deposit_what_is_asked_for(person)
    await person.goto(matches)
    await person.sees("汀知贷（纯质押）")


def _card(person: Person) -> Locator:
    return person.page.get_by_role("article", name=re.compile("汀知贷"))


async def _deposit_what_is_asked_for(person: Person) -> None:
    """From the product's card to the place in the vault; the card then misses one paper less."""
    page = person.page
    missing = _card(person).get_by_role("list", name=re.compile("^产品要求"))
    await missing.get_by_role("listitem").first.get_by_text("可选").wait_for()
    await missing.get_by_role("link", name=re.compile("财务报表")).click()
    wanted = page.get_by_role("group", name=re.compile("^产品要求：.*财务报表"))
    await expect(wanted).to_be_focused()
    await person.looks("vault-wanted")
    accounts: Any = papers.scan("2025年度财务报表")
    await wanted.locator("input[type=file]").set_input_files(accounts)
    await wanted.wait_for(state="detached")
    await page.get_by_role("button", name="新开占位").click()
    form = page.get_by_role("form", name="新开占位")
    await form.get_by_role("textbox", name=re.compile("^专利号或说明")).fill("合并报表")
    await person.looks("vault-open-place")
    await form.get_by_role("button", name="开设").click()
    await person.sees(re.compile("财务报表 合并报表"))
    await person.looks("vault-places")


async def replace_a_paper(person: Person, application: str) -> None:
    """A newer version in the vault: the application keeps what went with it, and says so."""
    page = person.page
    await person.goto("/e/vault")
    chooser = page.locator("input[type=file][aria-label='上传新版本：营业执照']")
    licence: Any = papers.scan("营业执照")
    await chooser.first.set_input_files(licence)
    await person.sees("第 1 版，已有第 2 版")
    await person.looks("vault-versions")
    earlier = page.get_by_role("row").filter(has_text="第 1 版，已有第 2 版")
    await earlier.get_by_role("link", name="营业执照").click()
    await page.wait_for_url(re.compile("/e/vault/."))
    await page.get_by_role("link", name="查看最新版").wait_for()
    await person.looks("vault-file")
    await person.goto(f"/e/loans/{application}")
    await person.sees("随申请提交第 1 版")
    await person.sees(re.compile("资料库中已有第 2 版"))
    await person.looks("loan-newer-version")


async def apply(person: Person) -> str:
    """One application, with the bank's consent text read; its address."""
    page = person.page
    apply_to = re.compile("申请汀知贷")
    await (
        page.get_by_role("button", name=apply_to)
        .or_(page.get_by_role("link", name=apply_to))
        .first.click()
    )
    for _ in range(3):
        await person.settled()
        await person.click("下一步")
    await person.click("生成申请并查看授权书")
    boxes = page.get_by_role("main").get_by_role("checkbox", name=re.compile("授权|同意|阅读"))
    await boxes.first.wait_for()
    assert not await boxes.first.is_checked()
    await boxes.first.check()
    await person.looks("consent")
    await page.get_by_role("button", name=re.compile("^提交")).first.click()
    await person.settled()
    await person.goto("/e/loans")
    await person.looks("loans")
    await page.get_by_role("link", name=re.compile("LN-|汀知贷")).first.click()
    await page.wait_for_url(re.compile("/e/loans/[0-9a-f-]{36}"))
    await person.looks("loan-submitted")
    return page.url.rsplit("/", 1)[1]


async def accept(person: Person, application: str) -> None:
    await person.goto(f"/e/loans/{application}")
    await person.looks("offer")
    await person.click("接受报价")
    dialog = person.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=re.compile("接受 400 万元")).click()
    await person.sees("确认本版条款")
    await person.looks("accepted")


async def sign(person: Person, application: str, case: papers.Case) -> None:
    """With a second factor: turned on, asked for at sign-in and at the signature, removed."""
    secret, recovery = await factor.turn_on(person)
    await factor.sign_in_again(person, case.email, lambda: make.code_of(secret))
    await person.goto(f"/e/loans/{application}")
    await person.page.locator("input[type=password]").fill(PASSWORD)
    await person.click("确认本版条款")
    await factor.answer(person, lambda: make.code_of(secret, later=1), wrong="000000")
    await person.looks("signed")
    await factor.sign_in_again(person, case.email, lambda: recovery[0], recovery=True)
    await factor.remove(person, recovery[1], left=9)

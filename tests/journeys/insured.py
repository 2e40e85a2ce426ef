"""A firm asks for cover: its proposal filled in block by block, sent, compared, one quote taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from playwright.async_api import Locator, expect

from tests.journeys.browsing import Person

#: Fields of a part's terms: limit of a claim, of all, deductible (yuan), share kept (%).
TERMS = ("每次限额", "累计限额", "免赔额", "免赔率")
AUTHORS = {"independent": "独立第三方", "internal": "内部"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Answers as they are typed: `parts` by code, of each the terms of its sections in turn."""

    line: str
    industry: str
    product: str
    revenues: str
    opinions: Sequence[tuple[str, str]]
    parts: dict[str, tuple[str, Sequence[tuple[int, int, int, int]]]]
    rival: str
    stage: str = "无计划"
    letters: Sequence[str] = ()
    competitors: int | None = None
    #: Rights that are added by hand (number, filed, expires) and those that are taken out.
    rights: Sequence[tuple[str, str, str]] = ()
    unfit: Sequence[str] = ()


def question(person: Person, path: str) -> Locator:
    return person.page.locator(f'[id="q-{path}"]')


async def pick(person: Person, within: Locator, label: str, option: str) -> None:
    """One of a select's entries; the field is told by its words inside a part of the page."""
    box = within.get_by_role("combobox", name=label, exact=True)
    await box.click()
    await box.fill(option)
    offered = person.page.locator(".ant-select-item-option-active").filter(has_text=option)
    await offered.first.wait_for()
    await person.page.keyboard.press("Enter")
    chosen = box.locator("xpath=ancestor::*[contains(concat(' ',@class,' '),' ant-select ')][1]")
    await expect(chosen).to_contain_text(option)


async def day(within: Locator, label: str, on: str) -> None:
    box = within.get_by_label(label)
    await box.fill(on)
    await box.press("Enter")
    await expect(box).to_have_value(on)


async def goes_to(person: Person, step: str) -> None:
    await (
        person.page.get_by_role("navigation", name="投保单各部分")
        .get_by_role("button", name=re.compile(f"^{step}"))
        .click()
    )


async def says(person: Person, path: str, answer: str) -> None:
    await question(person, path).get_by_role("radio", name=answer, exact=True).check()


async def starts(person: Person, line: str) -> str:
    """A new proposal; its id."""
    await person.goto("/e/insurance")
    await person.click("投保与保单", role="link")
    await person.click("新建投保单")
    await person.page.get_by_role("radio", name=re.compile(line)).check()
    await person.click("开始填写")
    await person.page.wait_for_url(re.compile("/e/insurance/proposals/"))
    await person.settled()
    return person.page.url.rsplit("/", 1)[1].split("?")[0]


async def fills_in(person: Person, wish: Wish, *, begins: date) -> None:
    """Every block in the order in which the form asks it."""
    await _parties(person, wish)
    await goes_to(person, "产品")
    await person.click("增加：产品清单")
    await question(person, "products.products").get_by_label("产品名称").fill(wish.product)
    await _exposure(person, wish)
    await _clearance(person, wish)
    await _history(person, wish)
    await goes_to(person, "上市情况")
    await pick(person, question(person, "listing.stage"), "上市阶段", wish.stage)
    await _cover(person, wish, begins=begins)
    await _rights(person, wish)


async def _parties(person: Person, wish: Wish) -> None:
    await goes_to(person, "投保人")
    await pick(person, question(person, "parties.industry"), "行业", wish.industry)
    owners = question(person, "parties.owners").get_by_role("combobox")
    await owners.fill("林知夏")
    await owners.press("Enter")
    await says(person, "parties.credit_offence_2y", "否")
    await says(person, "parties.policyholder_is_insured", "是")


async def _exposure(person: Person, wish: Wish) -> None:
    await goes_to(person, "收入与敞口")
    await person.click("从电子表格粘贴")
    await person.fill("在此粘贴", wish.revenues)
    await person.click(re.compile("^采用"))
    families = question(person, "exposure.own_families")
    await families.get_by_role("button", name="增加：各地域自有专利族").click()
    await pick(person, families, "地域", "美国（US）")
    await families.get_by_role("textbox", name="当地自有专利族").fill("10")


async def _clearance(person: Person, wish: Wish) -> None:
    await goes_to(person, "自由实施")
    opinions = question(person, "clearance.opinions")
    for n, (territory, author) in enumerate(wish.opinions):
        await person.click("增加：自由实施意见")
        row = question(person, f"clearance.opinions.{n}")
        await pick(person, row, "地域", territory)
        await pick(person, row, "出具方", AUTHORS[author])
        await row.get_by_label("出具人").fill("独立律师事务所（演示）")
        await day(row, "出具日期", (await person.today())[:8] + "01")
    await expect(opinions.get_by_label("出具日期")).to_have_count(len(wish.opinions))


async def _history(person: Person, wish: Wish) -> None:
    await goes_to(person, "历史情况")
    await question(person, "history.suits").get_by_role("checkbox", name="没有").check()
    letters = question(person, "history.letters")
    if not wish.letters:
        await letters.get_by_role("checkbox", name="没有").check()
    for n, on in enumerate(wish.letters):
        await person.click("增加：近三年收到的警告函")
        row = question(person, f"history.letters.{n}")
        await day(row, "收到日期", on)
        await row.get_by_label("发函人").fill(wish.rival)
    await says(person, "history.refused_before", "否")
    await goes_to(person, "竞争对手")
    names = question(person, "opponents.names").get_by_role("combobox")
    await names.fill(wish.rival)
    await names.press("Enter")
    if wish.competitors is not None:
        await person.fill("直接竞争对手数量", str(wish.competitors))


async def _cover(person: Person, wish: Wish, *, begins: date) -> None:
    await goes_to(person, "所需保障")
    await day(question(person, "cover.inception_on"), "保险起期", begins.isoformat())
    await person.click(re.compile("^改为一年期"))
    for code, (territories, sections) in wish.parts.items():
        part = person.page.locator(f'[id="q-part-{code}"]')
        await part.get_by_role("checkbox").first.check()
        await _territories(person, part, territories)
        for n, terms in enumerate(sections):
            for label, value in zip(TERMS, terms, strict=True):
                await part.get_by_label(label, exact=True).nth(n).fill(str(value))


async def _territories(person: Person, part: Locator, wanted: str) -> None:
    """Exactly these: what was filled in before is taken away."""
    if not wanted:
        return
    box = part.get_by_role("combobox", name="地域")
    for item in reversed(await part.locator(".ant-select-selection-item-remove").all()):
        await item.click()
    await box.click()
    for code in wanted.split():
        await box.fill(code)
        await box.press("Enter")
    await box.press("Escape")


async def _rights(person: Person, wish: Wish) -> None:
    if not wish.rights and not wish.unfit:
        return
    await goes_to(person, "权利清单")
    schedule = question(person, "rights.schedule")
    for number in wish.unfit:
        row = schedule.locator(".zp-row").filter(has_text=number)
        await row.locator("summary").click()
        await row.get_by_role("button", name=re.compile("^删除权利清单第")).click()
        await row.wait_for(state="detached")
    for number, filed, expires in wish.rights:
        await person.click("增加：权利清单")
        row = schedule.locator(".zp-row").last
        await row.get_by_label("专利号或登记号").fill(number)
        await day(row, "申请日", filed)
        await day(row, "届满日", expires)


async def sends(person: Person, *, insurers: int) -> None:
    """To every insurer that offers it, declared one by one."""
    await goes_to(person, "提交与进展")
    await person.sees("必答问题均已回答")
    boxes = person.page.locator(".zp-insurers").last.get_by_role("checkbox")
    await expect(boxes).to_have_count(insurers)
    for box in await boxes.all():
        await box.check()
    for words in ("所填内容真实", "已告知全部", "同意所选保险人"):
        await person.page.get_by_role("checkbox", name=re.compile(words)).check()
    await person.click(re.compile(f"^签署并发送（{insurers} 家）"))
    await person.sees("各家进展")


async def compares(person: Person) -> Locator:
    """Past the broker's two pages, the grid."""
    await person.click("比较报价", role="link")
    await person.click("我已阅读并知悉客户告知书", role="checkbox")
    await person.fill("您的保险需求", "产品出口海外，担心在境外被诉侵权。")
    await person.click("形成需求说明")
    await person.looks("broker")
    await person.click(re.compile("^以上需求说明属实"), role="checkbox")
    grid = person.page.get_by_role("region", name="报价对比")
    await grid.wait_for()
    return grid


async def takes(person: Person, insurer: str) -> str:
    """Every exclusion confirmed one by one, then the quote; bound at once. The policy's id."""
    await person.click(f"选定{insurer}")
    drawer = person.page.get_by_role("dialog")
    boxes = drawer.get_by_role("checkbox")
    await boxes.first.wait_for()
    left = await boxes.count()
    assert left > 0
    for n in range(left):
        await expect(
            drawer.get_by_role("button", name=f"还有 {left - n} 条未确认")
        ).to_be_disabled()
        await boxes.nth(n).click()
        await expect(boxes.nth(n)).to_be_checked()
    await person.looks("exclusions")
    await drawer.get_by_role("button", name="确认并选定").click()
    await person.page.wait_for_url(re.compile("/e/insurance/[0-9a-f-]{36}$"))
    await person.click("申请承保")
    await person.sees("已承保。请于")
    return person.page.url.rsplit("/", 1)[1]

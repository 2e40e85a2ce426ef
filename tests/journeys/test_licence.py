"""A firm offers a licence, another finds it by two characters, they agree, it is recorded."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys import papers
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-4")]

TITLE = "一种晶圆清洗用喷淋装置"
NUMBER = "X2026310000777"


async def _offers(licensor: Person) -> None:
    page = licensor.page
    await licensor.goto("/e/licensing")
    await licensor.click("发布许可")
    await licensor.settled()
    await licensor.click("保存并发布")
    await licensor.sees(re.compile(r"还有 \d 处需要填写"))
    await licensor.looks("form-open")
    await licensor.choose("专利", TITLE)
    await page.get_by_role("radio", name=re.compile("^开放许可")).check()
    await licensor.date("国家知识产权局公告之日", await licensor.today())
    await licensor.click("保存草稿")
    await licensor.sees("请填写声明提交日；不得晚于公告日。")
    await licensor.looks("form-declaration")
    await page.get_by_role("radio", name=re.compile("^普通许可")).check()
    await licensor.choose("许可费方式", "一次付清")
    await licensor.fill("一次付清金额", "50")
    await page.get_by_role("radio", name="无", exact=True).check()
    await licensor.looks("form-filled")
    await licensor.click("保存并发布")
    await licensor.sees("许可市场上人人可见")
    await licensor.looks("offered")


async def _finds_and_inquires(asker: Person) -> str:
    """By two characters, over a link that could be shared; the inquiry's address."""
    page = asker.page
    await asker.goto("/market")
    await page.get_by_role("searchbox").or_(page.get_by_label("搜索专利名称")).first.fill("喷淋")
    await page.wait_for_url(re.compile("q="))
    await page.get_by_role("link", name=TITLE).wait_for()
    await asker.goto(page.url)
    assert await page.locator(".lc-listing").count() == 1
    await asker.looks("market")
    await asker.click(TITLE, role="link")
    await asker.settled()
    await asker.fill("想怎么使用", "拟用于清洗机，年产约二百台。")
    await asker.bring(papers.scan("清洗机方案"))
    await asker.sees("清洗机方案")
    await asker.looks("listing")
    await asker.click("发出咨询")
    await page.wait_for_url(re.compile("/e/licensing/inquiries/"))
    await asker.settled()
    await asker.click("提出条款")
    await asker.fill("一次付清金额", "45")
    await asker.click(re.compile("^提出$"))
    await asker.sees("等待对方答复。")
    await asker.looks("proposed")
    return page.url


async def _agrees_and_records(licensor: Person) -> None:
    page = licensor.page
    await licensor.goto("/e")
    await licensor.sees(re.compile("答复.+提出的许可条款"))
    await licensor.looks("home-terms")
    await page.get_by_role("button", name=re.compile("^查看条款")).first.click()
    await licensor.settled()
    if await page.get_by_text(TITLE).count() == 0:  # the demonstration has terms to answer too
        await licensor.goto("/e/licensing/inquiries")
        await page.get_by_role("link", name=re.compile(TITLE)).first.click()
        await licensor.settled()
    await licensor.sees("清洗机方案")
    await licensor.sees("一次付清 45 万元")
    await licensor.click("同意并达成许可")
    await page.get_by_role("dialog").get_by_role("button", name="同意并达成许可").click()
    await licensor.click("查看许可与备案期限", role="link")
    await licensor.sees(re.compile(r"待备案，剩 \d+ 天"))
    licence = page.url
    await licensor.goto("/e")
    await licensor.sees(re.compile("办理许可 LL-.+ 的备案"))
    await licensor.looks("home-recordal")
    await licensor.goto(licence)
    await licensor.fill("备案号", NUMBER)
    await licensor.date("备案日", await licensor.today())
    await licensor.click("登记备案号")
    await licensor.sees("已备案")
    await licensor.looks("recorded")


async def test_a_licence_is_offered_found_agreed_and_recorded(
    browser: Browser, server: Server, shots: Path
) -> None:
    licensor = await sit_down(browser, server, shots, "sme@demo.zhirong.test")
    asker = await sit_down(browser, server, shots, "sme2@demo.zhirong.test")

    await _offers(licensor)
    inquiry = await _finds_and_inquires(asker)
    await _agrees_and_records(licensor)

    await asker.goto(inquiry)
    await asker.sees("双方于")
    await asker.click("查看许可与备案期限", role="link")
    await asker.sees(NUMBER)
    await asker.looks("recorded")
    phone = await sit_down(browser, server, shots, None, narrow=True)
    await phone.goto("/market?q=喷淋&kind=plain")
    await phone.sees(TITLE)
    await phone.looks("phone")
    assert licensor.problems + asker.problems + phone.problems == []

"""Off the straight way, in a real browser: sent back, retracted, asked, declared, refused.

Every turn is looked at from both sides: whoever has to act finds it, the other reads why and until
when.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Locator

from backend.kernel import clock
from tests.journeys import papers
from tests.journeys.browsing import Person, sit_down
from tests.journeys.server import PASSWORD, Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser-2")]
#: Of no other journey: those of a run share a server.
NUMBER = "Y2026009900003"
COUNTED = "Y2026009100001"
DEFECT = "申请表漏盖质权人公章"
REASON = "企业涉诉信息待核实。"


def _found(server: Server, who: str, path: str, firm: str, **where: str) -> dict[str, Any]:
    """The firm's one record in that state, as this person lists it."""
    with httpx.Client(base_url=server.api, timeout=60) as client:
        client.post("/session", json={"email": f"{who}.demo.zhirong.test", "password": PASSWORD})
        rows = client.get(path, params={"limit": 50, **where}).json()["items"]
    (row,) = [row for row in rows if firm in str(row.get("pledgor_name", row.get("applicant")))]
    return dict(row)


async def _opens(person: Person, button: str) -> Locator:
    await person.click(button)
    dialog = person.page.get_by_role("dialog")
    await dialog.wait_for()
    return dialog


async def _closes(dialog: Locator, button: str) -> None:
    await dialog.get_by_role("button", name=button).click()
    await dialog.wait_for(state="hidden")


async def _later(person: Person, path: str, text: str) -> None:
    """What the worker brings about shows on the page soon."""
    for _ in range(20):
        await person.goto(path)
        if await person.page.get_by_text(text).count():
            return
    raise AssertionError(f"{path} never says {text}")


# A decision: sent back, given anew, its offer taken back by two, another declined ---------------


async def _second_opinion(maker: Person, checker: Person, case: str) -> None:
    await maker.goto(f"/b/review/{case}")
    await maker.sees("不能复核自己的意见")
    assert await maker.page.get_by_role("button", name="同意并发出批复").count() == 0
    await maker.looks("own-opinion")
    await checker.goto(f"/b/review/{case}")
    await checker.page.get_by_role("radio", name=re.compile("退回经办")).check()
    await checker.fill(re.compile("复核意见"), "利率低于本行下限，请重新测算。")
    await checker.click("退回经办")
    await checker.sees("已退回经办")
    await maker.goto(f"/b/queue/{case}/decision")
    await maker.sees("上次意见被退回：利率低于本行下限")
    await maker.fill(re.compile("年化利率"), "4.05")
    await maker.looks("opinion-again")
    await maker.click(re.compile("提交复核"))
    await maker.page.wait_for_url(re.compile(f"/b/queue/{case}$"))
    await checker.goto(f"/b/review/{case}")
    await checker.sees("与第 1 版意见相比")
    await checker.page.locator("li", has_text="利率：3.85%").get_by_text("4.05%").wait_for()
    await checker.looks("second-opinion")
    await checker.page.get_by_role("radio", name=re.compile("同意")).first.check()
    await checker.click("同意并发出批复")
    await checker.sees("已批准待确认")


async def _retraction(maker: Person, checker: Person, firm: Person, case: str) -> None:
    left = maker.page.locator("dt", has_text="产品当期剩余额度").locator("+ dd")
    await maker.goto(f"/b/queue/{case}")
    before = await left.inner_text()
    dialog = await _opens(maker, "提议撤回批复")
    await dialog.get_by_label("理由").fill(REASON)
    await _closes(dialog, "提议撤回")
    await maker.sees("须由另一位复核执行")
    assert await maker.page.get_by_role("button", name="执行撤回").count() == 0
    await firm.goto(f"/e/loans/{case}")
    assert await firm.page.get_by_text(REASON).count() == 0
    await checker.goto(f"/b/queue/{case}")
    dialog = await _opens(checker, "执行撤回")
    await dialog.get_by_text(REASON).wait_for()
    await checker.looks("retraction")
    await _closes(dialog, "执行撤回")
    await checker.sees(re.compile("陈经办 提议，吴复核 执行"))
    await checker.looks("retracted")
    await maker.goto(f"/b/queue/{case}")
    assert await left.inner_text() != before
    await firm.goto(f"/e/loans/{case}")
    await firm.sees(f"银行撤回了批复。 理由：{REASON}")
    await firm.looks("retracted")


async def _declined_and_withdrawn(maker: Person, firm: Person, declined: str, taken: str) -> None:
    await firm.goto(f"/e/loans/{declined}")
    dialog = await _opens(firm, "谢绝")
    await dialog.get_by_label(re.compile("原因")).fill("利率高于预期。")
    await _closes(dialog, "谢绝报价")
    await firm.sees("您已谢绝报价。 理由：利率高于预期。")
    await maker.goto(f"/b/queue/{declined}")
    await maker.sees("企业谢绝，额度释放 · 理由：利率高于预期。")
    await maker.looks("declined")
    await firm.goto(f"/e/loans/{taken}")
    dialog = await _opens(firm, "撤回申请")
    await dialog.get_by_label(re.compile("原因")).fill("改用自有资金。")
    await firm.looks("withdraw")
    await _closes(dialog, "撤回申请")
    await firm.sees("申请已撤回。 理由：改用自有资金。")


# Questions, answers, a refusal ------------------------------------------------------------------


async def _asked_and_answered(maker: Person, firm: Person, case: str) -> None:
    await maker.goto(f"/b/queue/{case}")
    dialog = await _opens(maker, "要求补件")
    await dialog.get_by_label("要求").last.fill("2025 年度审计报告全文")
    await maker.looks("ask")
    await _closes(dialog, "发出补件要求")
    await maker.sees(re.compile("已请企业补件，.* 前答复；等待期间时限暂停"))
    await maker.sees("已暂停")
    await firm.goto(f"/e/loans/{case}")
    await firm.sees("时限暂停，等您补件")
    await firm.bring(papers.scan("审计报告"))
    await firm.fill(re.compile("说明"), "请见附件。")
    await firm.looks("answer")
    await firm.click("提交补件")
    await firm.sees(re.compile("银行应于 .* 前答复"))
    await maker.goto(f"/b/queue/{case}")
    await maker.sees("审计报告.pdf")
    await maker.sees("企业说明：请见附件。")
    assert await maker.page.get_by_text("已暂停").count() == 0
    await maker.looks("answered")


async def _refused(maker: Person, checker: Person, firm: Person, case: str) -> None:
    await maker.goto(f"/b/queue/{case}/decision")
    await maker.page.get_by_role("radio", name=re.compile("建议否决")).check()
    await maker.choose("原因代码", "无效宣告")
    await maker.fill("给企业的说明", "一项专利正被请求宣告无效，待决定后再申请。")
    await maker.click("提交复核")
    await maker.page.wait_for_url(re.compile(f"/b/queue/{case}$"))
    await checker.goto(f"/b/review/{case}")
    await checker.page.get_by_role("radio", name=re.compile("否决")).last.check()
    await checker.looks("refusal")
    await checker.click("否决申请")
    await checker.sees("已否决")
    await firm.goto(f"/e/loans/{case}")
    await firm.sees("一项专利正被请求宣告无效，待决定后再申请。")
    await firm.looks("refused")


# The pledge: reopened, a defect cured, a warning answered, registered ---------------------------


async def _confirmed(firm: Person, checker: Person, loan: str, pledge: str) -> None:
    await firm.goto(loan)
    await firm.page.locator("input[type=password]").fill(PASSWORD)
    await firm.click("确认本版条款")
    await firm.page.locator("input[type=password]").wait_for(state="detached")
    await checker.goto(pledge)
    dialog = await _opens(checker, "输入密码确认条款")
    await dialog.locator("input[type=password]").fill(PASSWORD)
    await _closes(dialog, "确认条款")


async def _reopened(desk: Person, firm: Person, loan: str, pledge: str) -> None:
    await desk.goto(pledge)
    dialog = await _opens(desk, "重新拟定条款")
    await dialog.get_by_label("理由").fill("担保范围须与主合同一致")
    await _closes(dialog, "重新拟定条款")
    await firm.goto(loan)
    await firm.sees("条款重新拟定，此前的确认失效")
    await firm.sees("担保范围须与主合同一致")
    await firm.looks("reopened")
    await desk.click("编辑条款")
    await desk.fill("担保范围", "主债权本金及利息")
    await desk.click("保存条款")
    await desk.page.get_by_role("button", name="编辑条款").wait_for()


async def _notes_defect(desk: Person, noted: str, cure_by: str) -> None:
    dialog = await _opens(desk, "记录补正通知")
    await dialog.get_by_label("补正内容").fill(DEFECT)
    await desk.date("通知日", noted)
    await desk.date("补正期限", cure_by)
    await desk.bring(papers.scan("补正通知书"), last=True)
    await desk.looks("defect-form")
    await _closes(dialog, "记录补正通知")


async def _filed_and_cured(desk: Person, firm: Person, loan: str, pledge: str) -> None:
    today = clock.today()
    await desk.goto(pledge)
    await _closes(await _opens(desk, "提交登记"), "提交登记")
    await _notes_defect(desk, today.isoformat(), (today + timedelta(days=14)).isoformat())
    for person, path in ((desk, pledge), (firm, loan)):
        await person.goto(path)
        for text in ("国知局要求补正", DEFECT, f"期限：{today + timedelta(days=14)}（含当日）"):
            await person.sees(text)
        await person.page.get_by_role("link", name="下载国知局通知书", exact=True).wait_for()
        await person.looks("defect")
    await _closes(await _opens(desk, "记录已补正"), "记录已补正")
    await desk.sees(re.compile("已提交，国知局应于"))


async def _warned_and_declared(people: tuple[Person, ...], loan: str, pledge: str) -> None:
    desk, checker, firm = people
    dialog = await _opens(desk, "记录国知局提示")
    await dialog.get_by_role("checkbox", name="11 无效宣告程序已启动").check()
    await desk.date("答复期限", (clock.today() + timedelta(days=10)).isoformat())
    await desk.bring(papers.scan("告知书"), last=True)
    await desk.looks("warning-form")
    await _closes(dialog, "记录国知局提示")
    await firm.goto(loan)
    await firm.sees("第 11 项：无效宣告程序已启动")
    await firm.looks("warned")
    await firm.page.locator("input[type=password]").fill(PASSWORD)
    await firm.click("声明继续办理")
    await firm.sees("您方已声明，等待银行声明。")
    await checker.goto(pledge)
    dialog = await _opens(checker, "声明继续")
    await dialog.locator("input[type=password]").fill(PASSWORD)
    await checker.looks("declaration")
    await _closes(dialog, "以密码声明继续")
    await checker.sees(re.compile("已提交，国知局应于"))
    await desk.goto(pledge)
    dialog = await _opens(desk, "记录登记结果")
    await dialog.get_by_label(re.compile("登记号")).fill(NUMBER)
    await desk.bring(papers.scan("登记通知书"), last=True)
    await _closes(dialog, "记录登记结果")
    await firm.goto(loan)
    await firm.sees(re.compile(f"登记号 {NUMBER}"))


async def _time_over(desk: Person, firm: Person, filed: dict[str, Any]) -> None:
    """A defect that nobody cured in time: no cure any more, CNIPA refuses, all go back."""
    loan, pledge = f"/e/loans/{filed['application_id']}", f"/b/pledges/{filed['id']}"
    over = clock.today() - timedelta(days=1)
    await desk.goto(pledge)
    await _notes_defect(desk, filed["filed_on"], over.isoformat())
    dialog = await _opens(desk, "记录已补正")
    await dialog.get_by_role("button", name="记录已补正").click()
    await desk.sees("补正期限已过。")
    await dialog.press("Escape")
    await dialog.wait_for(state="hidden")
    await firm.goto(loan)
    await firm.sees(f"期限 {over} 已过")
    await firm.looks("defect-over")
    dialog = await _opens(desk, "记录不予登记")
    await dialog.get_by_label("理由").fill("逾期未补正")
    await desk.bring(papers.scan("不予登记通知书"), last=True)
    await desk.looks("refusal-form")
    await _closes(dialog, "记录不予登记")
    await desk.sees(re.compile("逾期未补正，国知局于"))
    await desk.looks("refused")
    await _later(firm, loan, "审查中")
    await firm.sees(re.compile("逾期未补正，国知局于"))
    await firm.looks("pledge-refused")


async def _led_to_the_pledge(firm: Person, filed: dict[str, Any]) -> None:
    """A message of a pledge leads to the pledge, not to the list of loans."""
    await firm.goto("/notifications")
    await firm.page.get_by_role("link", name=re.compile(filed["number"])).first.click()
    await firm.page.wait_for_url(re.compile(f"/e/loans/{filed['application_id']}#pledge$"))
    await firm.page.locator("#pledge:focus").wait_for()
    await firm.looks("pledge-of-a-message")


async def _count_taken_back(verifier: Person) -> None:
    await verifier.goto("/d/register?q=" + COUNTED)
    await verifier.page.get_by_role("link", name=re.compile(COUNTED)).first.click()
    await verifier.sees("更正核验")
    dialog = await _opens(verifier, "更正核验")
    await verifier.choose("原因", "出质人不属本区")
    await dialog.get_by_role("textbox").fill("公报所载出质人不同")
    await verifier.looks("correction")
    await dialog.get_by_role("button").last.click()
    await dialog.wait_for(state="hidden")
    await verifier.sees("公报所载出质人不同")
    await verifier.looks("corrected")


async def test_off_the_straight_way(browser: Browser, server: Server, shots: Path) -> None:
    async def sits(email: str) -> Person:
        return await sit_down(browser, server, shots, f"{email}.demo.zhirong.test")

    chips, loans = "芯屿", "/loan-applications"
    maker, checker, desk = [await sits(f"{each}@bank") for each in ("maker", "checker", "desk")]
    firm = await sit_down(browser, server, shots, "sme@demo.zhirong.test")
    opined = _found(server, "maker@bank", loans, chips, state="opined")["id"]
    offered = _found(server, "maker@bank", loans, chips, state="offered")["id"]
    submitted = _found(server, "maker@bank3", loans, chips, state="submitted")["id"]
    await _second_opinion(maker, checker, opined)
    await _retraction(maker, checker, firm, offered)
    await _declined_and_withdrawn(maker, firm, opined, submitted)

    sensors = await sit_down(browser, server, shots, "sme5@demo.zhirong.test")
    drafted = _found(server, "desk@bank", "/pledges", "沐栩", state="draft")
    loan, pledge = f"/e/loans/{drafted['application_id']}", f"/b/pledges/{drafted['id']}"
    await _confirmed(sensors, checker, loan, pledge)
    await _reopened(desk, sensors, loan, pledge)
    await _confirmed(sensors, checker, loan, pledge)
    await _filed_and_cured(desk, sensors, loan, pledge)
    await _warned_and_declared((desk, checker, sensors), loan, pledge)

    everybody = (maker, checker, desk, firm, sensors)
    assert [each for person in everybody for each in person.problems] == []


async def test_refused_and_corrected(browser: Browser, server: Server, shots: Path) -> None:
    async def sits(email: str) -> Person:
        return await sit_down(browser, server, shots, f"{email}demo.zhirong.test")

    bio, desk = await sits("sme2@"), await sits("desk@bank.")
    filed = _found(server, "desk@bank", "/pledges", "澄脉", state="filed")
    await _time_over(desk, bio, filed)
    await _led_to_the_pledge(bio, filed)
    maker, checker = await sits("maker@bank2."), await sits("checker@bank2.")
    case = _found(server, "maker@bank2", "/loan-applications", "澄脉", state="in_review")["id"]
    await _asked_and_answered(maker, bio, case)
    await _refused(maker, checker, bio, case)
    verifier = await sits("verifier@")
    await _count_taken_back(verifier)

    everybody = (bio, desk, maker, checker, verifier)
    assert [each for person in everybody for each in person.problems] == []

"""The words of ordered appraisals in the list that leaves as a file."""

from backend.appraisal.states import Purpose, QuoteState, State
from backend.kernel.language import Words

STATES: Words[str] = Words(
    {
        State.OPEN: ("报价中", "Open for quotes"),
        State.ACCEPTED: ("已委托", "Ordered"),
        State.DELIVERED: ("已交付", "Delivered"),
        State.RETURNED: ("已退回", "Sent back"),
        State.CONFIRMED: ("已确认", "Confirmed"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
        State.EXPIRED: ("已过期", "Expired"),
    }
)
QUOTES: Words[str] = Words(
    {
        QuoteState.INVITED: ("待报价", "Invited"),
        QuoteState.QUOTED: ("已报价", "Quoted"),
        QuoteState.DECLINED: ("已谢绝", "Declined"),
        QuoteState.CHOSEN: ("已选定", "Chosen"),
        QuoteState.NOT_CHOSEN: ("未选定", "Not chosen"),
        QuoteState.ENDED: ("已结束", "Ended"),
    }
)
PURPOSES: Words[str] = Words(
    {
        Purpose.PLEDGE: ("质押融资", "Pledge"),
        Purpose.LICENCE: ("许可", "Licence"),
        Purpose.TRANSFER: ("转让", "Transfer"),
        Purpose.CONTRIBUTION: ("出资", "Contribution"),
        Purpose.REPORTING: ("财务报告", "Reporting"),
        Purpose.LITIGATION: ("诉讼", "Litigation"),
    }
)
REQUESTS = (
    ("编号", "Number"),
    ("状态", "State"),
    ("企业", "Firm"),
    ("委托方与付费方", "Orders and pays"),
    ("拟申请的银行", "Bank"),
    ("评估目的", "Purpose"),
    ("评估对象项数", "Rights"),
    ("评估对象", "Right appraised"),
    ("评估基准日", "Base date"),
    ("报价截止日", "Quotes due"),
    ("受邀机构数", "Invited"),
    ("待选报价数", "Quotes to choose from"),
    ("评估机构", "Appraiser"),
    ("报价状态", "State of the quote"),
    ("评估费（元）", "Fee (CNY)"),
    ("交付天数", "Days to deliver"),
    ("报价有效期至", "Quote valid until"),
    ("交付期限", "Report due"),
    ("形成的估值", "Valuation"),
    ("建立时间（北京时间）", "Opened (UTC+8)"),
)

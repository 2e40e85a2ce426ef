"""The words of the papers and of the exported list."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.language import Pair, Words, chinese, said
from backend.kernel.spreadsheet import yuan
from backend.lending.queries.applications import ExportRow
from backend.lending.states import RefusalReason, State

STATE_NAMES = Words(
    {
        State.DRAFT: ("草稿", "Draft"),
        State.SUBMITTED: ("已提交", "Submitted"),
        State.IN_REVIEW: ("审查中", "In review"),
        State.WAITING: ("待补件", "Waiting for documents"),
        State.OPINED: ("待复核", "Awaiting review"),
        State.OFFERED: ("已批准待确认", "Offered"),
        State.REFUSED: ("已否决", "Refused"),
        State.ACCEPTED: ("已接受", "Accepted"),
        State.DRAWABLE: ("待放款", "Ready to draw"),
        State.DRAWN: ("已放款", "Drawn"),
        State.CLOSED: ("已结清", "Closed"),
        State.DECLINED: ("已谢绝", "Declined"),
        State.RETRACTED: ("已撤回批复", "Offer retracted"),
        State.EXPIRED: ("已过期", "Expired"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
        State.COMMITTED_ELSEWHERE: ("已由他行承接", "Taken by another bank"),
    }
)

USE_WORDS: Mapping[str, Pair] = {
    "working_capital": ("流动资金", "Working capital"),
    "research_and_development": ("研发投入", "Research and development"),
    "patent_industrialisation": ("专利产业化", "Patent industrialisation"),
    "equipment": ("设备购置", "Equipment"),
    "refinancing": ("置换贷款", "Refinancing"),
    "other": ("其他用途", "Other"),
}
USES = chinese(USE_WORDS)

REASON_WORDS: Mapping[RefusalReason, Pair] = {
    RefusalReason.OWNER_MISMATCH: ("权利人与申请人不符", "Owner mismatch"),
    RefusalReason.NOT_IN_FORCE: ("专利不在有效状态", "Not in force"),
    RefusalReason.LATE_FEE: ("年费滞纳", "Annual fee late"),
    RefusalReason.RUNNING_PLEDGE: ("存在在先质押", "A pledge is running"),
    RefusalReason.SHORT_LIFE: ("剩余期限过短", "Too little life left"),
    RefusalReason.INVALIDATION: ("无效宣告进行中", "Invalidation proceedings"),
    RefusalReason.PRESERVED: ("被保全", "Preserved by a court"),
    RefusalReason.COOWNER_CONSENT: ("共有人未同意", "Co-owner's consent missing"),
    RefusalReason.WEAK_VALUE: ("价值支持不足", "Value too weak"),
    RefusalReason.WEAK_CASHFLOW: ("现金流不足", "Cash flow too weak"),
    RefusalReason.BAD_CREDIT: ("信用记录不符", "Bad credit"),
    RefusalReason.NEGATIVE_LIST: ("属于限制行业", "Negative list"),
    RefusalReason.USE_OF_FUNDS: ("资金用途不符", "Use of funds"),
    RefusalReason.COVER_FULL: ("额度已满", "Cover is full"),
    RefusalReason.NOT_ELIGIBLE_REGION: ("不在服务区域", "Region not eligible"),
}
REASONS = chinese(REASON_WORDS)

#: Fees have codes of the lender's making: one that is not known here bears its code.
FEES: Mapping[str, str] = {
    "interest": "利息",
    "valuation": "评估费",
    "valuation_fee": "评估费",
    "guarantee": "担保费",
    "guarantee_fee": "担保费",
    "premium": "保费",
    "insurance_premium": "保费",
    "registration_service": "登记服务费",
    "service_fee": "服务费",
    "other": "其他费用",
    "interest_subsidy": "贴息",
}

HEADINGS = (
    ("编号", "Number"),
    ("企业", "Firm"),
    ("银行", "Bank"),
    ("产品", "Product"),
    ("金额（元）", "Amount (CNY)"),
    ("期限（月）", "Term (months)"),
    ("知识产权（件）", "Rights"),
    ("状态", "State"),
    ("时限", "Due"),
    ("负责人", "Handler"),
    ("提交时间（北京时间）", "Submitted at (UTC+8)"),
    ("更新时间（北京时间）", "Updated at (UTC+8)"),
)


GUARANTEE: Pair = (
    "放款前，以本行为被保险人的本笔贷款保证保险保单须已出单并处于保险期间内。",
    "Before the drawdown a loan guarantee policy with this bank as the insured is issued and runs.",
)


def conditions(of: Mapping[str, Any]) -> list[str]:
    """The conditions of an opinion or an offer as a paper has them, with what a tick stands for."""
    return _conditions(of, GUARANTEE[0])


def spoken_conditions(of: Mapping[str, Any]) -> list[str]:
    """The same in the reader's language, as far as they are not the bank's own words."""
    return _conditions(of, said(*GUARANTEE))


def _conditions(of: Mapping[str, Any], guarantee: str) -> list[str]:
    return [*of["conditions"], *([guarantee] if of["guarantee_required"] else [])]


def listed(row: ExportRow) -> tuple[object, ...]:
    """The cells of an application below `HEADINGS`."""
    return (
        row.number,
        row.applicant,
        row.lender,
        row.product,
        yuan(row.amount_fen),
        row.term_months,
        row.rights,
        STATE_NAMES[row.state],
        row.due_on,
        row.assignee,
        row.submitted_at,
        row.updated_at,
    )

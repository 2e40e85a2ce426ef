"""The words of the papers and of the exported list."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.spreadsheet import yuan
from backend.lending.queries.applications import ExportRow
from backend.lending.states import RefusalReason, State

STATE_NAMES: Mapping[State, str] = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已提交",
    State.IN_REVIEW: "审查中",
    State.WAITING: "待补件",
    State.OPINED: "待复核",
    State.OFFERED: "已批准待确认",
    State.REFUSED: "已否决",
    State.ACCEPTED: "已接受",
    State.DRAWABLE: "待放款",
    State.DRAWN: "已放款",
    State.CLOSED: "已结清",
    State.DECLINED: "已谢绝",
    State.RETRACTED: "已撤回批复",
    State.EXPIRED: "已过期",
    State.WITHDRAWN: "已撤回",
    State.COMMITTED_ELSEWHERE: "已由他行承接",
}

USES: Mapping[str, str] = {
    "working_capital": "流动资金",
    "research_and_development": "研发投入",
    "patent_industrialisation": "专利产业化",
    "equipment": "设备购置",
    "refinancing": "置换贷款",
    "other": "其他用途",
}

REASONS: Mapping[RefusalReason, str] = {
    RefusalReason.OWNER_MISMATCH: "权利人与申请人不符",
    RefusalReason.NOT_IN_FORCE: "专利不在有效状态",
    RefusalReason.LATE_FEE: "年费滞纳",
    RefusalReason.RUNNING_PLEDGE: "存在在先质押",
    RefusalReason.SHORT_LIFE: "剩余期限过短",
    RefusalReason.INVALIDATION: "无效宣告进行中",
    RefusalReason.PRESERVED: "被保全",
    RefusalReason.COOWNER_CONSENT: "共有人未同意",
    RefusalReason.WEAK_VALUE: "价值支持不足",
    RefusalReason.WEAK_CASHFLOW: "现金流不足",
    RefusalReason.BAD_CREDIT: "信用记录不符",
    RefusalReason.NEGATIVE_LIST: "属于限制行业",
    RefusalReason.USE_OF_FUNDS: "资金用途不符",
    RefusalReason.COVER_FULL: "额度已满",
    RefusalReason.NOT_ELIGIBLE_REGION: "不在服务区域",
}

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
    "编号",
    "企业",
    "银行",
    "产品",
    "金额（元）",
    "期限（月）",
    "知识产权（件）",
    "状态",
    "时限",
    "负责人",
    "提交时间（北京时间）",
    "更新时间（北京时间）",
)


GUARANTEE = "放款前，以本行为被保险人的本笔贷款保证保险保单须已出单并处于保险期间内。"


def conditions(of: Mapping[str, Any]) -> list[str]:
    """The conditions of an opinion or an offer in words, with what a tick stands for."""
    return [*of["conditions"], *([GUARANTEE] if of["guarantee_required"] else [])]


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

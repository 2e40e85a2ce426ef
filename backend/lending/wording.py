"""The words of the platform: its consent text for lenders without one, and the exported list's."""

from collections.abc import Iterable, Mapping

from backend.kernel.spreadsheet import BOM, line, yuan
from backend.lending.queries.applications import ExportRow
from backend.lending.states import State

PLATFORM_VERSION = "P1"

_TEXT = (
    "本企业同意：为审查本次贷款申请，向{lender}提供本申请冻结的企业信息、知识产权信息、估值信息及所列文件；"
    "{lender}仅可为本次申请之目的查阅上述资料。"
    "撤回申请时授权立即终止；被拒绝时，授权于拒绝之日起 90 日后终止。"
    "征信查询授权由{lender}另以其自有文本取得，本平台不代为授权。"
)


def consent_text(lender: str) -> str:
    return _TEXT.format(lender=lender)


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


def applications_csv(rows: Iterable[ExportRow]) -> str:
    """The list as a file."""
    lines = [line(HEADINGS)]
    lines += [
        line(
            (
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
        )
        for row in rows
    ]
    return BOM + "".join(lines)

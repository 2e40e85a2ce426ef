"""The words of the lists as files: headings and causes, in the reader's language."""

import json
from collections.abc import Mapping
from typing import Any

from backend.identity.states import Role
from backend.kernel.auth import in_words
from backend.kernel.events import EventRow
from backend.kernel.language import Pair, Words, joined, said
from backend.kernel.spreadsheet import yuan
from backend.oversight.queries import EntryRow
from backend.oversight.states import Part

HEADINGS: tuple[Pair, ...] = (
    ("登记号", "Registration number"),
    ("平台编号", "Platform's number"),
    ("生效日", "Effective on"),
    ("录入时间（北京时间）", "Recorded at (UTC+8)"),
    ("计入金额（元）", "Counted amount (CNY)"),
    ("原因", "Cause"),
    ("说明", "Explanation"),
    ("出质人", "Pledgor"),
    ("银行", "Bank"),
    ("产业", "Industry"),
    ("街镇", "Street"),
    ("口径版本", "Rule version"),
    ("核验人", "Verified by"),
)

LINE_HEADINGS: tuple[Pair, ...] = (
    ("编号或期间", "Number or days"),
    ("生效日", "Effective on"),
    ("名称或来源", "Name or source"),
    ("原因", "Cause"),
)
MONEY: Pair = ("计入金额（元）", "Counted amount (CNY)")
PIECES: Pair = ("数量", "Quantity")

MONTH: Pair = ("月份", "Month")
MONTH_MONEY: tuple[Pair, ...] = (
    ("当月（元）", "In the month (CNY)"),
    ("月末累计（元）", "Reached at its end (CNY)"),
)
MONTH_PIECES: tuple[Pair, ...] = (
    ("当月", "In the month"),
    ("月末累计", "Reached at its end"),
)
MONTH_SIGNED: tuple[Pair, ...] = (
    ("完成率（%）", "Of the target (%)"),
    ("报表状态", "Sheet"),
    ("签署后数据", "Figures since"),
    ("首签", "First signature"),
    ("首签时间（北京时间）", "First signed at (UTC+8)"),
    ("复签", "Second signature"),
    ("复签时间（北京时间）", "Second signed at (UTC+8)"),
)
MOVED: Pair = ("有变动", "Moved")

CAUSES: Mapping[str, str] = Words(
    {
        "registration": ("登记", "Registration"),
        "change": ("变更增额", "Rise by a change"),
        "correction": ("核验更正", "Correction"),
        "revocation": ("撤销冲减", "Revocation"),
        "stated": ("填报", "Stated"),
        "entry": ("入库", "Entry"),
    }
)
SHEET_STATES: Mapping[str, str] = Words(
    {
        "running": ("本月未结束", "Month not over"),
        "open": ("未签署", "Not signed"),
        "waiting": ("已首签", "Signed once"),
        "signed": ("已封账", "Closed"),
    }
)
PARTS: Mapping[Part, str] = Words(
    {
        Part.SHEET: ("报表各行", "Lines of the sheet"),
        Part.ADDED: ("签署后新增", "Came since"),
        Part.GONE: ("不再计入", "No longer count"),
    }
)
UNKNOWN: Pair = ("未知", "Unknown")

AUDIT_HEADINGS: tuple[Pair, ...] = (
    ("序号", "Sequence"),
    ("时间（北京时间）", "Time (UTC+8)"),
    ("操作人", "Person"),
    ("角色", "Roles"),
    ("机构", "Organisation"),
    ("操作", "Event"),
    ("对象", "Subject"),
    ("对象编号", "Subject ID"),
    ("内容", "Facts"),
    ("变更前", "Before"),
    ("变更后", "After"),
    ("地址", "Address"),
    ("请求编号", "Request ID"),
)

ROLE_NAMES: Mapping[str, str] = Words(
    {
        Role.ADMIN: ("管理员", "Admin"),
        Role.HANDLER: ("经办", "Handler"),
        Role.SIGNATORY: ("签署人", "Signatory"),
        Role.MAKER: ("经办", "Maker"),
        Role.CHECKER: ("复核", "Checker"),
        Role.PLEDGE_DESK: ("质押登记岗", "Pledge desk"),
        Role.OFFICER: ("经办", "Officer"),
        Role.VERIFIER: ("核验", "Verifier"),
        Role.OPERATOR: ("运营", "Operator"),
        Role.BROKER: ("保险经纪", "Insurance broker"),
        Role.CONFIRMER: ("确认人", "Confirmer"),
        Role.UNDERWRITER: ("核保", "Underwriter"),
        Role.TARIFF_CHECKER: ("费率复核", "Tariff checker"),
        Role.VALUER: ("评估人员", "Valuer"),
        Role.SIGNER: ("签字评估师", "Signing appraiser"),
    }
)


def entry_cells(row: EntryRow, *, industry: str) -> tuple[object, ...]:
    return (
        row.registration_number,
        row.number,
        row.effective_on,
        row.recorded_at,
        yuan(row.amount_fen),
        CAUSES.get(row.cause, row.cause),
        row.reason,
        row.pledgor_name,
        row.bank or said(*UNKNOWN),
        industry,
        row.street or said(*UNKNOWN),
        row.rule_version,
        row.counted_by_name,
    )


def audit_cells(row: EventRow) -> tuple[object, ...]:
    return (
        row.seq,
        row.occurred_at,
        in_words(row.actor_name, row.actor_id),
        joined(ROLE_NAMES.get(role, role) for role in row.actor_roles or ()),
        row.organisation_name,
        row.name,
        row.subject,
        str(row.subject_id),
        _facts(row.payload),
        _facts(row.before),
        _facts(row.after),
        row.address,
        row.request_id,
    )


def _facts(facts: Mapping[str, Any] | None) -> str | None:
    return json.dumps(facts, ensure_ascii=False) if facts else None

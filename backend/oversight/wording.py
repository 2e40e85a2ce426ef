"""The words of the exports: headings and causes as officials read them."""

import json
from collections.abc import Mapping
from typing import Any

from backend.identity.states import Role
from backend.kernel.events import EventRow
from backend.kernel.spreadsheet import yuan
from backend.oversight.queries import EntryRow

HEADINGS = (
    "登记号",
    "平台编号",
    "生效日",
    "录入时间（北京时间）",
    "计入金额（元）",
    "原因",
    "说明",
    "出质人",
    "银行",
    "产业",
    "街镇",
    "口径版本",
    "核验人",
)

CAUSES = {
    "registration": "登记",
    "change": "变更增额",
    "correction": "核验更正",
    "revocation": "撤销冲减",
    "stated": "填报",
    "entry": "入库",
}

SHEET_STATES: Mapping[str, str] = {
    "running": "本月未结束",
    "open": "未签署",
    "waiting": "已首签",
    "signed": "已封账",
}

AUDIT_HEADINGS = (
    "序号",
    "时间（北京时间）",
    "操作人",
    "角色",
    "机构",
    "操作",
    "对象",
    "对象编号",
    "内容",
    "变更前",
    "变更后",
    "地址",
    "请求编号",
)


ROLE_NAMES: Mapping[str, str] = {
    Role.ADMIN: "管理员",
    Role.HANDLER: "经办",
    Role.SIGNATORY: "签署人",
    Role.MAKER: "经办",
    Role.CHECKER: "复核",
    Role.PLEDGE_DESK: "质押登记岗",
    Role.OFFICER: "经办",
    Role.VERIFIER: "核验",
    Role.OPERATOR: "运营",
    Role.BROKER: "保险经纪",
    Role.CONFIRMER: "确认人",
    Role.UNDERWRITER: "核保",
    Role.TARIFF_CHECKER: "费率复核",
    Role.VALUER: "评估人员",
    Role.SIGNER: "签字评估师",
}


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
        row.bank or "未知",
        industry,
        row.street or "未知",
        row.rule_version,
        row.counted_by_name,
    )


def audit_cells(row: EventRow) -> tuple[object, ...]:
    return (
        row.seq,
        row.occurred_at,
        row.actor_name,
        "、".join(ROLE_NAMES.get(role, role) for role in row.actor_roles or ()),
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

"""The words of the exports: headings and causes as officials read them."""

import csv
import io
from collections.abc import Iterable

from backend.oversight.queries import EntryRow

HEADINGS = (
    "登记号",
    "平台编号",
    "生效日",
    "录入时间（UTC）",
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
}

INDUSTRIES = {
    "integrated_circuits": "集成电路",
    "artificial_intelligence": "人工智能",
    "biomedicine": "生物医药",
    "civil_aviation": "民用航空",
    "other": "其他",
}

#: A spreadsheet would take a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str | None) -> str:
    """The text, so that no spreadsheet runs it."""
    if not text:
        return ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def yuan(fen: int) -> str:
    """Exactly, with two decimals, as a number that a spreadsheet can add."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def entries_csv(rows: Iterable[EntryRow]) -> bytes:
    """The entries as a CSV that Chinese Excel opens without asking."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow(
            (
                neutral(row.registration_number),
                neutral(row.number),
                row.effective_on.isoformat(),
                row.recorded_at.isoformat(timespec="seconds"),
                yuan(row.amount_fen),
                CAUSES.get(row.cause, row.cause),
                neutral(row.reason),
                neutral(row.pledgor_name),
                neutral(row.bank or "未知"),
                INDUSTRIES.get(row.industry, row.industry),
                neutral(row.street or "未知"),
                row.rule_version,
                neutral(row.counted_by_name),
            )
        )
    return out.getvalue().encode("utf-8-sig")

"""Which column of a workbook of registrations holds what; the unit of its amounts. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from backend.portfolio import service as portfolio

NUMBER, REGISTERED, CANCELLED = "number", "registered_on", "cancelled_on"
PLEDGORS, PLEDGOR_CODES, DIVISION = "pledgors", "pledgor_codes", "division"
STREET, ADDRESS = "street", "address"
PLEDGEES, PLEDGEE_CODES = "pledgees", "pledgee_codes"
PATENTS, AMOUNT, CLAIM, LOAN = "patents", "secured_fen", "claim_kind", "loan_reference"

#: Each as it may be headed; among them those of our template.
HEADINGS: dict[str, tuple[str, ...]] = {
    NUMBER: (
        "登记号", "质押登记号", "登记编号", "质押登记编号", "质押合同登记号",
        "专利权质押合同登记号", "专利权质押登记号", "Registration number", "Registration no",
    ),
    REGISTERED: (
        "登记日", "登记日期", "登记生效日", "质押登记日", "质押登记日期", "质押登记生效日",
        "Registered on", "Registration date",
    ),
    PLEDGORS: ("出质人", "出质人名称", "出质人姓名或名称", "出质企业", "企业名称", "Pledgor"),
    PLEDGOR_CODES: (
        "出质人信用代码", "出质人统一社会信用代码", "统一社会信用代码", "信用代码", "出质人代码",
        "Pledgor code",
    ),
    DIVISION: ("出质人区划", "出质人行政区划", "行政区划代码", "行政区划", "Pledgor division"),
    STREET: ("出质人街镇", "街镇", "所属街镇", "Pledgor street"),
    ADDRESS: ("出质人地址", "注册地址", "住所", "Pledgor address"),
    PLEDGEES: ("质权人", "质权人名称", "贷款银行", "银行", "金融机构", "Pledgee"),
    PLEDGEE_CODES: ("质权人信用代码", "质权人统一社会信用代码", "质权人代码", "Pledgee code"),
    PATENTS: (
        "专利号", "专利号/申请号", "出质专利号", "质押专利号", "专利", "Patents", "Patent numbers",
    ),
    AMOUNT: (
        "被担保债权数额", "被担保债权", "担保债权数额", "债权数额", "债权金额", "担保金额",
        "质押金额", "登记金额", "质押登记金额", "Secured amount",
    ),
    CLAIM: ("债权种类", "担保方式", "债权类型", "Kind of claim"),
    CANCELLED: ("注销日", "注销日期", "解除日", "解除日期", "质押解除日", "Cancelled on"),
    LOAN: ("贷款合同号", "主合同号", "借款合同号", "借款合同编号", "Loan reference"),
}  # fmt: skip
NEEDED = (NUMBER, REGISTERED, PLEDGORS, PLEDGEES, PATENTS, AMOUNT)
#: A title or a note may stand above the headings.
LOOKED_AT = 10

_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
UNITS = (
    ("亿元", 10**8), ("万元", 10**4), ("10,000", 10**4), ("元", 1), ("CNY", 1), ("RMB", 1),
    ("yuan", 1),
)  # fmt: skip
_UNIT_IN_CELL = (("亿元", 10**8), ("万元", 10**4), ("亿", 10**8), ("万", 10**4), ("元", 1))


_MEANING = MappingProxyType(
    {portfolio.heading_key(name): field for field, names in HEADINGS.items() for name in names}
)


def _meaning(cell: str) -> str | None:
    bare = _UNIT_AT_END.sub("", _IN_BRACKETS.sub("", cell))
    return _MEANING.get(portfolio.heading_key(cell)) or _MEANING.get(portfolio.heading_key(bare))


_UNIT_AT_END = re.compile(r"[/\s]*(?:亿元|万元|元|CNY.*|RMB.*)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each field stands, and how many yuan one of the amounts' column is, if it says so."""

    at: dict[str, int]
    headings: list[str]
    yuan: int | None

    def get(self, row: Sequence[str], field: str) -> str:
        place = self.at.get(field)
        return "" if place is None or place >= len(row) else row[place].strip()


def headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Which of the first rows holds the headings (if none is known, the fullest) and its fields."""
    first = [(n, _found(row), sum(bool(c.strip()) for c in row)) for n, row in enumerate(rows)]
    at, found, _ = max(first[:LOOKED_AT], key=lambda each: (len(each[1]), each[2], -each[0]))
    return at, found


def missing(found: Mapping[str, int]) -> list[str]:
    """What a registration needs and nothing was found for."""
    return [field for field in NEEDED if field not in found]


def settled(header: Sequence[str], found: Mapping[str, int]) -> Columns:
    told = [cell.strip() for cell in header]
    told += [""] * (max(found.values()) + 1 - len(told))
    return Columns(at=dict(found), headings=told, yuan=_unit(told[found[AMOUNT]]))


def _found(row: Sequence[str]) -> dict[str, int]:
    """Fields by heading; the first column of a meaning counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        field = _meaning(cell)
        if field is not None:
            found.setdefault(field, place)
    return found


def _unit(text: str) -> int | None:
    return next((yuan for name, yuan in UNITS if name in text), None)


def amount(text: str, *, yuan: int | None) -> Decimal | None:
    """The amount in fen; None when it is none, `LookupError` when nothing says the unit."""
    plain = re.sub(r"[\s,，￥¥]", "", text).removeprefix("人民币")
    for name, factor in _UNIT_IN_CELL:
        if plain.endswith(name):
            plain, yuan = plain.removesuffix(name), factor
            break
    if not re.fullmatch(r"[0-9]{1,16}(?:\.[0-9]{1,10})?", plain):
        return None
    if yuan is None:
        raise LookupError
    return Decimal(plain) * yuan * 100

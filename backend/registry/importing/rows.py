"""A row of a workbook as a registration made elsewhere, or what is wrong with it. Pure."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from stdnum.cn import ric

from backend.portfolio import service as portfolio
from backend.registry import rules
from backend.registry.importing import columns as col
from backend.registry.importing.columns import Columns

LONGEST_NUMBER, LONGEST_NAME, LONGEST_STREET = 40, 200, 60
LONGEST_ADDRESS, LONGEST_LOAN = 2000, 120
MOST_PATENTS = 500
MOST_PARTIES = 20
MOST_FEN = 10**15
_BETWEEN = re.compile(r"[;；、\n\r]+")
_BETWEEN_NUMBERS = re.compile(r"[;；、,，\n\r]+")
_BETWEEN_CODES = re.compile(r"\s*[;；、,，\s]\s*")
#: As an export of ours writes a text that a spreadsheet would take for a formula.
_NEUTRALISED = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
SINGLE, MAXIMUM = "single", "max_amount"
CLAIMS = {
    "": SINGLE, "一般": SINGLE, "一般债权": SINGLE, "普通债权": SINGLE, "单笔": SINGLE,
    "单笔债权": SINGLE, "主债权": SINGLE, "single": SINGLE,
    "最高额": MAXIMUM, "最高额债权": MAXIMUM, "最高额质押": MAXIMUM, "max_amount": MAXIMUM,
    "maximum amount": MAXIMUM,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with a field of a row; `value` is what stood there."""

    field: str
    code: str
    value: str = ""
    facts: dict[str, str] = dataclasses.field(default_factory=dict)

    def packed(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A registration as a row states it; days and fen as JSON holds them."""

    number: str
    registered_on: str
    secured_fen: int
    pledgors: list[dict[str, str | None]]
    pledgees: list[dict[str, str | None]]
    patents: list[str]
    claim_kind: str
    cancelled_on: str | None
    loan_reference: str | None

    def packed(self) -> dict[str, Any]:
        return asdict(self)

    def differs(self, other: "Facts") -> list[str]:
        """The fields, besides the patents, in which two rows of one number are not the same."""
        mine, others = self.packed(), other.packed()
        return [name for name in mine if name != "patents" and mine[name] != others[name]]

    def with_patents(self, more: Sequence[str]) -> "Facts":
        return replace(self, patents=list(dict.fromkeys([*self.patents, *more])))


@dataclass(kw_only=True)
class Row:
    """A row as it stood, what was read of it, and what is wrong."""

    line: int
    cells: list[str]
    number: str | None = None
    facts: Facts | None = None
    problems: list[Problem] = dataclasses.field(default_factory=list)
    #: The row of the same registration that stands for all of them.
    joined_to: int | None = None
    differs: list[str] = dataclasses.field(default_factory=list)
    pledge: Any = None

    def refuse(self, problem: Problem) -> None:
        self.problems.append(problem)

    @property
    def verdict(self) -> str:
        if self.problems:
            return "refused"
        return "ready" if self.pledge is None else "known"


def clean(cells: Iterable[str], columns: Columns) -> list[str]:
    """The cells as they may be kept: a person's identity number is none of our business."""
    kept = [_NEUTRALISED.sub("", cell.replace("\x00", "")) for cell in cells]
    for name in (col.PLEDGOR_CODES, col.PLEDGEE_CODES):
        place = columns.at.get(name, len(kept))
        if place < len(kept):
            codes = _BETWEEN_CODES.split(kept[place].strip())
            kept[place] = "；".join("" if ric.is_valid(code) else code for code in codes)
    return kept


def read(line: int, cells: Sequence[str], columns: Columns, *, today: date) -> Row:
    """Everything that is wrong with a row is said at once."""
    row = Row(line=line, cells=clean(cells, columns))
    told = _Reader(row, columns)
    number = rules.tidy_number(told.text(col.NUMBER, longest=LONGEST_NUMBER))
    registered = told.day(col.REGISTERED, today=today, needed=True)
    cancelled = told.day(col.CANCELLED, today=today, needed=False)
    if registered and cancelled and cancelled < registered:
        told.wrong(col.CANCELLED, "before_registration", earliest=registered.isoformat())
    fen = told.fen(columns.yuan)
    pledgors = told.parties(col.PLEDGORS, col.PLEDGOR_CODES)
    pledgees = told.parties(col.PLEDGEES, col.PLEDGEE_CODES)
    place = told.place()
    claim = CLAIMS.get(told.text(col.CLAIM, needed=False).casefold())
    if claim is None:
        told.wrong(col.CLAIM, "claim_unknown")
    patents = told.patents()
    loan = told.text(col.LOAN, longest=LONGEST_LOAN, needed=False) or None
    row.number = number[:LONGEST_NUMBER] or None
    if row.problems or registered is None or fen is None or claim is None:
        return row
    row.facts = Facts(
        number=number,
        registered_on=registered.isoformat(),
        secured_fen=fen,
        pledgors=[{**each, **place} for each in pledgors],
        pledgees=pledgees,
        patents=patents,
        claim_kind=claim,
        cancelled_on=None if cancelled is None else cancelled.isoformat(),
        loan_reference=loan,
    )
    return row


class _Reader:
    def __init__(self, row: Row, columns: Columns) -> None:
        self.row, self.columns = row, columns

    def value(self, name: str) -> str:
        return self.columns.get(self.row.cells, name)

    def wrong(self, name: str, code: str, value: str | None = None, **facts: str) -> None:
        told = self.value(name) if value is None else value
        self.row.refuse(Problem(field=name, code=code, value=told[:LONGEST_NAME], facts=facts))

    def text(self, name: str, *, longest: int = LONGEST_NAME, needed: bool = True) -> str:
        value = self.value(name)
        if needed and not value:
            self.wrong(name, "missing")
        elif len(value) > longest:
            self.wrong(name, "too_long", most=str(longest))
        return value

    def day(self, name: str, *, today: date, needed: bool) -> date | None:
        value = self.text(name, needed=needed)
        if not value:
            return None
        found = portfolio.day(value)
        if found is None:
            self.wrong(name, "date_wrong")
        elif found > today:
            self.wrong(name, "date_ahead", latest=today.isoformat())
        return found

    def fen(self, yuan: int | None) -> int | None:
        value = self.text(col.AMOUNT)
        if not value:
            return None
        try:
            found = col.amount(value, yuan=yuan)
        except LookupError:
            self.wrong(col.AMOUNT, "unit_missing")
            return None
        if found is None or found <= 0 or found % 1:
            self.wrong(col.AMOUNT, "amount_wrong")
            return None
        if found > MOST_FEN:
            self.wrong(col.AMOUNT, "amount_too_large")
            return None
        return int(found)

    def parties(self, names: str, codes: str) -> list[dict[str, str | None]]:
        self.each(names, LONGEST_NAME)
        told = [name.strip() for name in _BETWEEN.split(self.value(names)) if name.strip()]
        if self.value(names) and not told:
            self.wrong(names, "missing")
        if len(told) > MOST_PARTIES:
            self.wrong(names, "too_many", most=str(MOST_PARTIES))
        given = self.codes(codes)
        if given and len(given) != len(told):
            self.wrong(codes, "codes_and_names_differ", names=str(len(told)), codes=str(len(given)))
            given = []
        return [
            {"name": name, "code": code or None}
            for name, code in zip(told, given or [""] * len(told), strict=True)
        ]

    def each(self, names: str, longest: int) -> None:
        """Needed, and every one of it no longer than may be."""
        if not self.value(names):
            self.wrong(names, "missing")
        elif any(len(name) > longest for name in _BETWEEN.split(self.value(names))):
            self.wrong(names, "too_long", most=str(longest))

    def codes(self, name: str) -> list[str]:
        """Of persons nothing was kept: a gap between two codes stands for one."""
        if not self.value(name):
            return []
        told = [code.upper() for code in _BETWEEN_CODES.split(self.value(name))]
        for code in told:
            if code and not rules.is_credit_code(code):
                self.wrong(name, "code_wrong", code)
        return told

    def place(self) -> dict[str, str | None]:
        division = self.value(col.DIVISION)
        if division and not re.fullmatch(r"[0-9]{6}", division):
            self.wrong(col.DIVISION, "division_wrong")
        return {
            "division": division or None,
            "street": self.text(col.STREET, longest=LONGEST_STREET, needed=False) or None,
            "address": self.text(col.ADDRESS, longest=LONGEST_ADDRESS, needed=False) or None,
        }

    def patents(self) -> list[str]:
        value = self.value(col.PATENTS)
        told = [text.strip() for text in _BETWEEN_NUMBERS.split(value) if text.strip()]
        if not told:
            self.wrong(col.PATENTS, "missing")
        if len(told) > MOST_PATENTS:
            self.wrong(col.PATENTS, "too_many", most=str(MOST_PATENTS))
            return []
        found: list[str] = []
        for text in told:
            number, refusal = portfolio.number_told(text)
            if number is None or refusal is not None:
                self.wrong(col.PATENTS, "patent_wrong", text)
            else:
                found.append(number)
        return list(dict.fromkeys(found))


def join(rows: Sequence[Row]) -> None:
    """Rows of one number are one registration if they say the same but for the patents."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.number is not None:
            groups.setdefault(row.number, []).append(row)
    for head, *others in groups.values():
        for row in others:
            row.joined_to = head.line
        _judge([head, *others])


def _judge(group: Sequence[Row]) -> None:
    head = group[0]
    if len(group) == 1:
        return
    sound = [row.facts for row in group if row.facts is not None]
    if len(sound) < len(group):
        wrong = next(row.line for row in group if row.facts is None)
        _refuse_rest(group, lambda row: row.facts is not None, "row_of_it_refused", line=str(wrong))
        return
    fields = sorted({name for each in sound for name in sound[0].differs(each)})
    if fields:
        lines = "、".join(str(row.line) for row in group)
        _refuse_rest(group, lambda _: True, "rows_differ", lines=lines, fields=" ".join(fields))
        return
    head.facts = sound[0].with_patents([text for each in sound for text in each.patents])


def _refuse_rest(
    group: Sequence[Row], chosen: Callable[[Row], bool], code: str, **facts: str
) -> None:
    for row in group:
        if chosen(row):
            row.refuse(Problem(field=col.NUMBER, code=code, value=row.number or "", facts=facts))

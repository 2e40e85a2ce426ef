"""Columns of registrations that no heading names: what each probably is, by its content. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from backend.portfolio import service as portfolio
from backend.registry import rules
from backend.registry.importing import columns as col

SHOWN_ROWS = 5
LONGEST_SHOWN = 120
SAMPLE = 50
LIKELY = 0.4
_NUMBER = re.compile(r"[YＹ]?[0-9]{10,16}", re.IGNORECASE)
_LENDER = re.compile("银行|担保|小额贷款|信托|融资租赁|保理|bank", re.IGNORECASE)
_FIRM = re.compile("(?:公司|集团|厂|研究院|研究所|大学|中心|ltd|inc|co)[.）)]?$", re.IGNORECASE)


def _is_day(text: str) -> bool:
    return portfolio.day(text) is not None and (len(text) == 8 or not text.isdigit())  # noqa: PLR2004


def _is_patent(text: str) -> bool:
    first = re.split(r"[;；、,，\s]", text)[0]
    return portfolio.number_told(first)[0] is not None


def _is_amount(text: str) -> bool:
    return col.amount(text, yuan=1) is not None


#: In this order: what was taken for one thing is not another.
TESTS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        col.PATENTS: _is_patent,
        col.PLEDGOR_CODES: lambda text: rules.is_credit_code(text.upper()),
        col.NUMBER: lambda text: _NUMBER.fullmatch(text) is not None,
        col.REGISTERED: _is_day,
        col.PLEDGEES: lambda text: _LENDER.search(text) is not None,
        col.PLEDGORS: lambda text: _FIRM.search(text) is not None,
        col.AMOUNT: _is_amount,
    }
)


def asked(
    header: Sequence[str], sample: Sequence[Sequence[str]], found: Mapping[str, int]
) -> dict[str, object]:
    """The header, a few rows and the suggestions, for a person to answer."""
    width = max(len(row) for row in (header, *sample[:SAMPLE]))
    return {
        "width": width,
        "header": [cell[:LONGEST_SHOWN] for cell in header],
        "sample": [[cell[:LONGEST_SHOWN] for cell in row] for row in sample[:SHOWN_ROWS]],
        "fields": list(col.HEADINGS),
        "needed": list(col.NEEDED),
        "suggested": [
            {"field": field, "column": place, "by": by}
            for field, (place, by) in _suggested(sample[:SAMPLE], found, width).items()
        ],
    }


def _suggested(
    sample: Sequence[Sequence[str]], found: Mapping[str, int], width: int
) -> dict[str, tuple[int, str]]:
    told = {field: (place, "header") for field, place in found.items()}
    for field, test in TESTS.items():
        if field in told:
            continue
        taken = {place for place, _ in told.values()}
        shares = {at: _share(sample, at, test) for at in range(width) if at not in taken}
        best = max(shares, key=lambda at: (shares[at], -at), default=None)
        if best is not None and shares[best] >= LIKELY:
            told[field] = best, "content"
    return told


def _share(sample: Sequence[Sequence[str]], at: int, test: Callable[[str], bool]) -> float:
    filled = [row[at].strip() for row in sample if at < len(row) and row[at].strip()]
    return sum(test(cell) for cell in filled) / len(filled) if filled else 0.0

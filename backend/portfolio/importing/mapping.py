"""Columns that nobody has named yet: what they probably are, and whether an answer will do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from types import MappingProxyType

from backend.kernel.errors import InvalidField
from backend.portfolio.importing import apart, cells, columns, formats, numberlike
from backend.portfolio.importing.columns import Columns
from backend.portfolio.importing.formats import MappingNeeded, Recognised
from backend.portfolio.names import is_organisation, looks_like_address

#: What a person may say that a column of a table of patents is.
FIELDS = (
    columns.PUBLICATION, columns.APPLICATION, columns.TITLE, columns.FILED, columns.ANNOUNCED,
    columns.GRANTED, columns.PATENTEE, columns.INVENTORS, columns.ADDRESS, columns.CLASSES,
)  # fmt: skip
NUMBERS = frozenset({columns.PUBLICATION, columns.APPLICATION, apart.NUMBER})
SHOWN_ROWS = 5
LONGEST_SHOWN = 120
LIKELY = 0.4

_TESTS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        columns.PUBLICATION: numberlike.is_publication_like,
        columns.APPLICATION: numberlike.is_application,
        columns.CLASSES: cells.has_classes,
        columns.FILED: cells.is_day,
        columns.ANNOUNCED: cells.is_day,
        columns.GRANTED: cells.is_day,
        columns.ADDRESS: looks_like_address,
        columns.PATENTEE: is_organisation,
    }
)


def fields(table: Recognised) -> tuple[str, ...]:
    """What a person may say that a column of this table is."""
    known = apart.BY_FORMAT.get(table.format)
    return FIELDS if known is None else known.fields


def answering(answer: Mapping[str, int] | None, table: Recognised) -> Mapping[str, int] | None:
    """An earlier answer to this header, if it was about rights of this table's kind."""
    return answer if answer and set(answer) <= set(fields(table)) else None


def asked(needed: MappingNeeded) -> dict[str, object]:
    """The header, a few rows and the suggestions, as they are kept until somebody answers."""
    table = needed.table
    shown = [
        [cell[:LONGEST_SHOWN].replace("\x00", "") for cell in row]
        for row in needed.sample[:SHOWN_ROWS]
    ]
    return {
        "width": table.columns.width,
        "header": [cell.replace("\x00", "")[:LONGEST_SHOWN] for cell in table.header],
        "sample": shown,
        "fields": list(fields(table)),
        "suggested": suggested(table, needed.sample),
    }


def suggested(table: Recognised, sample: Sequence[Sequence[str]]) -> dict[str, dict[str, object]]:
    """A column per field: by the header where the content allows it, else by the content."""
    if table.format in apart.BY_FORMAT:
        known, at = fields(table), table.columns.at
        return {name: {"column": at[name], "by": "header"} for name in known if name in at}
    hints = columns.hinted(table.header)
    found: dict[str, dict[str, object]] = {}
    taken: set[int] = set()

    def take(name: str, place: int, by: str) -> None:
        found[name] = {"column": place, "by": by}
        taken.add(place)

    for name in FIELDS:
        if name in hints and hints[name] not in taken and _allows(name, hints[name], sample):
            take(name, hints[name], "header")
    for name, test in _TESTS.items():
        if name in found:
            continue
        shares = {
            place: columns.share(sample, place, test)
            for place in range(table.columns.width)
            if place not in taken
        }
        best = max(shares, key=lambda place: (shares[place], -place), default=None)
        if best is not None and shares[best] >= LIKELY:
            take(name, best, "content")
    return found


def _allows(name: str, place: int, sample: Sequence[Sequence[str]]) -> bool:
    """A header that the content contradicts outright is not followed."""
    test = _TESTS.get(name)
    filled = any(place < len(row) and row[place].strip() for row in sample)
    lenient = name in {columns.PATENTEE, columns.ADDRESS}
    return test is None or lenient or not filled or columns.share(sample, place, test) > 0


def signature(table: Recognised) -> bytes:
    """What an answer is remembered by: the header, or only the width where there is none."""
    return signature_of(table.header or [str(table.columns.width)])


def signature_of(header: Sequence[str]) -> bytes:
    told = [columns.plain(cell) for cell in header]
    return blake2b("\x1f".join(told).encode(), digest_size=16).digest()


def check(answer: Mapping[str, int], *, width: int, known: Sequence[str] = FIELDS) -> None:
    """Refuse unknown fields, columns that are not there or used twice, and a missing number."""
    check_columns(answer, width=width, known=known)
    if apart.NUMBER in known and apart.NUMBER not in answer:
        raise InvalidField("columns", "Name the column of the registration numbers.")
    if not NUMBERS & set(answer):
        raise InvalidField("columns", "Name the column of the application or publication numbers.")


def check_columns(answer: Mapping[str, int], *, width: int, known: Sequence[str]) -> None:
    """Refuse unknown fields and columns that are not there or used twice."""
    taken: dict[int, str] = {}
    for name, place in answer.items():
        if name not in known:
            raise InvalidField(f"columns.{name}", f"One of: {', '.join(known)}.")
        if not 0 <= place < width:
            raise InvalidField(f"columns.{name}", f"A column from 0 to {width - 1}.")
        if place in taken:
            raise InvalidField(f"columns.{name}", "Each column means one thing.")
        taken[place] = name


def named(needed: MappingNeeded, answer: Mapping[str, int]) -> Recognised:
    """The table with the columns that a person named."""
    table = needed.table
    found = replace(table, columns=Columns(table.columns.width, dict(answer)))
    formats.settle_details(found, needed.sample)
    return found

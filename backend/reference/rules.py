"""What a version of a reference table may be. Pure."""

from datetime import date, timedelta

from backend.kernel.errors import RuleBroken

#: Rows that a table holds at most.
MOST_ROWS = 2_000
MOST_BYTES = 2 * 1024 * 1024


class ReferenceNotAhead(RuleBroken):
    """`first`: the first day that would pass."""

    code = "reference.not_ahead"
    title = "Days that have begun keep what was in force: a version begins on this day or later"


class ReferenceRowsRefused(RuleBroken):
    """`rows`: for each fault its row, its column with its heading, and what would pass."""

    code = "reference.rows_refused"
    title = "Some rows are refused, so the version is not taken"


class ReferenceUnchanged(RuleBroken):
    code = "reference.unchanged"
    title = "These rows are in force on that day already"


class ReasonNotListed(RuleBroken):
    """`list`: which one; `passing`: what it offers that day."""

    code = "reference.reason_not_listed"
    title = "This reason is not on its list that day"


class ReferenceFileTooLarge(RuleBroken):
    """`limit_bytes`, `most_rows`: what is taken."""

    code = "reference.file_too_large"
    title = "The workbook is larger than is taken"


def first_day(ahead: int, *, today: date) -> date:
    return today + timedelta(days=ahead)


def check_ahead(valid_from: date, *, ahead: int, today: date) -> None:
    first = first_day(ahead, today=today)
    if valid_from < first:
        raise ReferenceNotAhead(field="valid_from", first=first.isoformat())

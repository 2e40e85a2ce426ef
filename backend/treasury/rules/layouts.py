"""What a layout must say before statements are read by it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from backend.kernel.errors import Conflict, RuleBroken
from backend.treasury.states import Field


class LayoutIncomplete(RuleBroken):
    code = "treasury.layout_incomplete"
    title = "A layout says where day, balance and amounts stand, and how the sides are marked"


class HeadingTwice(RuleBroken):
    code = "treasury.heading_twice"
    title = "A heading is of one field"


class LayoutDatedBack(RuleBroken):
    code = "treasury.layout_dated_back"
    title = "A version holds from today or later, and after the one before it"


class LayoutProposed(Conflict):
    code = "treasury.layout_proposed"
    title = "A version of this layout waits to be published already"


class LayoutDecided(Conflict):
    code = "treasury.layout_decided"
    title = "This proposal has been decided"


class LayoutUntried(Conflict):
    code = "treasury.layout_untried"
    title = "A layout is published once it has read a sample"


def check_mapping(mapping: Mapping[str, Any]) -> None:
    """Enough is said to read a statement, and nothing twice."""
    headings: Mapping[str, Sequence[str]] = mapping["headings"]
    two = {Field.CREDIT, Field.DEBIT} <= headings.keys()
    amounts = (Field.CREDIT, Field.DEBIT) if two else (Field.AMOUNT, Field.MARK)
    lacking = [str(f) for f in (Field.BOOKED_ON, Field.BALANCE, *amounts) if f not in headings]
    if not two:
        lacking += [name for name in ("credit_marks", "debit_marks") if not mapping[name]]
    if lacking:
        raise LayoutIncomplete(f"Missing: {', '.join(lacking)}.", missing=lacking)
    of: dict[str, str] = {}
    for field, names in headings.items():
        for name in names:
            if of.setdefault(name, field) != field:
                raise HeadingTwice(f"“{name}” is {of[name]} and {field}.", heading=name)
    both = set(mapping["credit_marks"]) & set(mapping["debit_marks"])
    if both:
        raise HeadingTwice(f"“{min(both)}” marks both sides.", heading=min(both))


def check_layout_follows(valid_from: date, *, last: Mapping[str, Any] | None, today: date) -> None:
    earliest = today if last is None else max(today, last["valid_from"] + timedelta(days=1))
    if valid_from < earliest:
        raise LayoutDatedBack(f"From {earliest} on would pass.", earliest=earliest.isoformat())


def check_layout_undecided(asked: Mapping[str, Any]) -> None:
    if asked["decided_at"] is not None:
        raise LayoutDecided(f"{asked['decided_by_name']} decided it.")

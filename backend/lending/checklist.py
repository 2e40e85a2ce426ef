"""Which papers a product asks for, and how a firm's vault stands to them. Pure.

A requirement is data of a product's version. For one firm on one day it names placeholders: of the
last years for a paper of a year, one per right for a paper of a right, or one of the firm itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from backend.documents.service import PlaceholderView, Slot
from backend.documents.states import Kind
from backend.lending.snapshots import Snapshot

#: From this day on (month, day) the year that is over is asked for: accounts are due by then.
ACCOUNTS_DUE = (5, 1)
#: lending.md §5: accounts of three years, or since the firm was founded.
MOST_YEARS = 5


class Per(StrEnum):
    """What a placeholder is about."""

    FIRM = "firm"
    YEAR = "year"
    RIGHT = "right"


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a product's checklist.

    `years`: of a paper of a year, how many of the last ones. `max_age_days`: how old the paper's
    own date may be when it is handed over; None: any age.
    """

    kind: Kind
    per: Per = Per.FIRM
    years: int = 1
    required: bool = False
    max_age_days: int | None = None


class Standing(StrEnum):
    PRESENT = "present"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A requirement for one placeholder of one firm."""

    slot: Slot
    required: bool
    max_age_days: int | None

    def outdated(self, dated_on: date, *, on: date) -> bool:
        """Whether a paper of this date is too old to be handed over on a day."""
        return self.max_age_days is not None and dated_on + timedelta(self.max_age_days) < on


@dataclass(frozen=True, kw_only=True)
class Item:
    """How the vault stands to a line now; `view` is None where there is no placeholder."""

    line: Line
    view: PlaceholderView | None
    standing: Standing

    @property
    def file_id(self) -> UUID | None:
        filled = None if self.view is None else self.view.filled
        return None if filled is None else filled.file_id


def lines(
    requirements: Sequence[Requirement],
    *,
    established_on: date,
    right_labels: Sequence[str],
    on: date,
) -> tuple[Line, ...]:
    """The placeholders that these requirements name on a day, each once, in their order.

    Of two requirements that name the same one, the stricter holds.
    """
    found: dict[Slot, Line] = {}
    for each in requirements:
        for slot in _slots(each, established_on=established_on, right_labels=right_labels, on=on):
            line = Line(slot=slot, required=each.required, max_age_days=each.max_age_days)
            found[slot] = _stricter(found.get(slot), line)
    return tuple(found.values())


def lines_of(requirements: Sequence[Requirement], taken: Snapshot, *, on: date) -> tuple[Line, ...]:
    """The same, for what a snapshot says of the firm and its rights."""
    return lines(
        requirements,
        established_on=taken.firm.established_on,
        right_labels=[right.label for right in taken.rights],
        on=on,
    )


def _slots(
    each: Requirement, *, established_on: date, right_labels: Sequence[str], on: date
) -> list[Slot]:
    if each.per is Per.YEAR:
        newest = on.year - 1 if (on.month, on.day) >= ACCOUNTS_DUE else on.year - 2
        years = range(newest, newest - each.years, -1)
        return [Slot(kind=each.kind, year=y) for y in years if y >= established_on.year]
    if each.per is Per.RIGHT:
        return [Slot(kind=each.kind, subject=subject_of(label)) for label in right_labels]
    return [Slot(kind=each.kind)]


def subject_of(right_label: str) -> str:
    """A patent's number as it stays: the letters before it come only with the grant."""
    return right_label.removeprefix("ZL").strip()


def _stricter(before: Line | None, line: Line) -> Line:
    if before is None:
        return line
    ages = [age for age in (before.max_age_days, line.max_age_days) if age is not None]
    return Line(
        slot=line.slot,
        required=before.required or line.required,
        max_age_days=min(ages, default=None),
    )


def stand(
    wanted: Sequence[Line], vault: Mapping[Slot, PlaceholderView], *, on: date
) -> tuple[Item, ...]:
    """What is there, missing, or too old on a day."""
    return tuple(
        Item(
            line=line,
            view=vault.get(line.slot),
            standing=_standing(line, vault.get(line.slot), on=on),
        )
        for line in wanted
    )


def _standing(line: Line, view: PlaceholderView | None, *, on: date) -> Standing:
    filled = None if view is None else view.filled
    if filled is None:
        return Standing.MISSING
    return Standing.OUTDATED if line.outdated(filled.dated_on, on=on) else Standing.PRESENT

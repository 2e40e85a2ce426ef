"""What troubles a right under a loan, and what that leaves of a value by a lender's rules. Pure."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from backend.criteria.facts import Worth, add_months
from backend.kernel.errors import Conflict, RuleBroken
from backend.kernel.money import WHOLE, Fen
from backend.monitoring.states import Cause
from backend.portfolio.states import ENDINGS, RESTORED

CutBp = Annotated[int, Meta(ge=0, le=WHOLE)]
_ENDED = frozenset({"lapsed_fee", "abandoned", "invalid"})
#: Without the end of the term, which is a cause of its own.
_GAZETTED = {code for code, how in ENDINGS.items() if how in _ENDED}
_MOVED = "TR01"


class RulesBackdated(RuleBroken):
    code = "monitoring.rules_backdated"
    title = "Rules take effect today or later"


class NothingToAnswer(Conflict):
    code = "monitoring.nothing_to_answer"
    title = "The bank asks for no new value of this loan's rights"


class ValueDoesNotServe(RuleBroken):
    code = "monitoring.value_does_not_serve"
    title = "The value is not one of exactly this loan's rights that stands today"


class ValueBeforeEvent(RuleBroken):
    """`since`: the day of the latest event that is asked about."""

    code = "monitoring.value_before_event"
    title = "The value's base date lies before what happened"


class Watch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lender's own: how long a value is good for, and what each event takes off it."""

    validity_months: Annotated[int, Meta(ge=1, le=60)]
    invalidation_bp: CutBp
    ended_bp: CutBp
    transfer_bp: CutBp
    expiry_bp: CutBp

    def cut(self, cause: Cause) -> int:
        """An old value is not cut; it is to be made anew."""
        return 0 if cause is Cause.AGE else int(getattr(self, f"{cause}_bp"))


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What was read of an extract; None where nobody read it."""

    as_of: date
    status: str | None
    owners: tuple[str, ...] | None
    invalidation_pending: bool | None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one right, as its lender may know it."""

    right_id: UUID
    expires_on: date | None
    extracts: tuple[Extract, ...] = ()
    #: Code and day of each notice of the gazette.
    gazette: tuple[tuple[str, date], ...] = ()
    #: The lender's own statement whether invalidation proceedings are pending.
    stated: tuple[tuple[bool, date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """`since`: the day from which it is known; of no right where the value is too old."""

    cause: Cause
    right_id: UUID | None
    since: date


def troubles(known: Known, *, owner: str, today: date) -> list[Trouble]:
    """What stands against this right today, each cause once."""
    found = {
        Cause.INVALIDATION: _pending(known),
        Cause.ENDED: _ended(known),
        Cause.TRANSFER: _moved(known, owner=owner),
        Cause.EXPIRY: known.expires_on
        if known.expires_on is not None and known.expires_on <= today
        else None,
    }
    return [
        Trouble(cause=cause, right_id=known.right_id, since=since)
        for cause, since in found.items()
        if since is not None
    ]


def too_old(base_date: date, watch: Watch, *, today: date) -> Trouble | None:
    last = add_months(base_date, watch.validity_months)
    return Trouble(cause=Cause.AGE, right_id=None, since=last) if today > last else None


def _since(days: Sequence[tuple[date, bool]]) -> date | None:
    """The first day of the yes that still stands; a day's later word counts."""
    first: date | None = None
    for day, holds in sorted(days, key=lambda each: each[0]):
        first = (first or day) if holds else None
    return first


def _pending(known: Known) -> date | None:
    told = [
        (each.as_of, each.invalidation_pending)
        for each in known.extracts
        if each.invalidation_pending is not None
    ]
    return _since([*told, *((day, holds) for holds, day in known.stated)])


def _ended(known: Known) -> date | None:
    told = [
        (each.as_of, each.status in _ENDED) for each in known.extracts if each.status is not None
    ]
    news = [
        (day, code in _GAZETTED) for code, day in known.gazette if code in {*_GAZETTED, RESTORED}
    ]
    return _since([*told, *news])


def _moved(known: Known, *, owner: str) -> date | None:
    told = [
        (each.as_of, _plain(owner) not in {_plain(name) for name in each.owners})
        for each in known.extracts
        if each.owners is not None
    ]
    return _since([*told, *((day, True) for code, day in known.gazette if code == _MOVED)])


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def left(found: Sequence[Trouble], watch: Watch) -> dict[UUID, Fraction]:
    """What is left of each troubled right's value; several cuts multiply."""
    shares: dict[UUID, Fraction] = {}
    for each in found:
        if each.right_id is not None:
            share = Fraction(WHOLE - watch.cut(each.cause), WHOLE)
            shares[each.right_id] = shares.get(each.right_id, Fraction(1)) * share
    return shares


def after(
    whole: Worth, per_right: Mapping[UUID, Worth] | None, shares: Mapping[UUID, Fraction]
) -> Worth:
    """The value after the cuts, rounded down; the whole bears the lowest share of its rights."""
    if per_right is None:
        low = min(shares.values(), default=Fraction(1))
        return Worth(
            low=Fen(floor(whole.low * low)),
            central=Fen(floor(whole.central * low)),
            high=Fen(floor(whole.high * low)),
        )
    one = Fraction(1)

    def total(end: str) -> Fen:
        return Fen(floor(sum(getattr(v, end) * shares.get(i, one) for i, v in per_right.items())))

    return Worth(low=total("low"), central=total("central"), high=total("high"))


def in_order(
    found: Sequence[Trouble], known: Collection[tuple[Cause, UUID | None]]
) -> list[Trouble]:
    """As it became known: what was told before, then by the day since when it holds."""
    causes = list(Cause)
    return sorted(
        found,
        key=lambda each: (
            (each.cause, each.right_id) not in known, each.since, causes.index(each.cause)
        ),
    )  # fmt: skip


def steps(
    whole: Worth, per_right: Mapping[UUID, Worth] | None, found: Sequence[Trouble], watch: Watch
) -> list[tuple[Worth, Worth]]:
    """The value before and after each, where each comes on top of those before it."""
    values = [after(whole, per_right, left(found[:n], watch)) for n in range(len(found) + 1)]
    return list(pairwise(values))


def check_rules(*, valid_from: date, today: date) -> None:
    if valid_from < today:
        raise RulesBackdated(field="valid_from", today=today.isoformat())

"""Families told by imports, grants abroad, and inventions of high value, with their evidence."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import InvalidField
from backend.portfolio import families, measures, merit
from backend.portfolio.families import Grant, Overseas, Verdict
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.importing.rows import Row
from backend.portfolio.industries import Industries
from backend.portfolio.industry_classes import industries
from backend.portfolio.measures import Rule
from backend.portfolio.merit import Evidence, HighValue, Judged
from backend.portfolio.queries import families as queries
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.service.views import is_in_force
from backend.portfolio.states import Ownership, PatentKind

T = TypeVar("T")
PAGE = 500


@dataclass(frozen=True, kw_only=True)
class Relative:
    """A publication of the same family; `teller` is None where only its number is known."""

    number: str
    published_on: date | None
    teller: str | None
    abroad: bool
    granted: bool


@dataclass(frozen=True, kw_only=True)
class Quality:
    """A right's family and whether it is an invention of high value; None of other kinds."""

    relatives: list[Relative]
    in_force: bool | None
    judged: list[Judged]
    high_value: bool | None
    rule: Rule
    #: Whose firms' awards are decided, and whether this firm is one of them.
    awards_of: str
    awards_decided: bool


@dataclass(frozen=True, kw_only=True)
class Known:
    """The day whose knowledge a figure is, and the first of which it is known; None: every day."""

    on: date
    since: date | None

    @property
    def by(self) -> datetime | None:
        """The moment by which it was known; None of today, which is as it stands."""
        return None if self.on == clock.today() else clock.end_of_day(self.on)


@dataclass(frozen=True, kw_only=True)
class Coverage(Generic[T]):
    """What the platform itself knows of a target: a figure, what it is the count of, the rule."""

    counted: int
    by: dict[str, int]
    page: list[T]
    next: str | None
    total: int | str
    rule: Rule
    known: Known


@dataclass(frozen=True, kw_only=True)
class HighValued:
    """An invention of the district in force, held by a proven owner."""

    right_id: UUID
    label: str
    title: str
    firm_name: str
    judged: list[Judged]


async def link(told: Sequence[tuple[UUID, Row]], *, teller: str, today: date) -> None:
    """Keep which rights are of one family, as the rows of an import name it."""
    named: dict[UUID, frozenset[str]] = {}
    days: dict[UUID, date] = {}
    for right_id, row in told:
        own = None if row.publication is None else row.publication.text
        keys = families.keys_of(row.family, own=own)
        if keys:
            named[right_id] = named.get(right_id, frozenset()) | keys
            days[right_id] = row.published_on or today
    if not named:
        return
    keys = frozenset().union(*named.values())
    of_key, of_right = await queries.known(sorted(keys), list(named))
    linked = families.link(named, of_key=of_key, of_right=of_right)
    await queries.write(linked, told=days, teller=teller)


async def quality(asset_id: UUID, *, by: Actor) -> Quality:
    """The family of a right that the firm holds, and the criteria of high value one by one."""
    by.require(Permission.VIEW_FIRM)
    today = clock.today()
    fees = await fee_tables()
    rule, switches = await measures.high_value(today)
    _, overseas = await measures.overseas(today)
    classes = await industries(today)
    row = await queries.quality(asset_id, firm=by.organisation_id)
    held = held_right(row, today=today, fees=fees)
    relatives = [
        Relative(
            number=number,
            published_on=day,
            teller=teller,
            abroad=families.is_abroad(number, overseas),
            granted=families.is_grant(number, overseas),
        )
        for number, day, teller in [
            *row["relatives"],
            *((each, None, None) for each in row["unseen"]),
        ]
    ]
    judged, in_force, high = [], None, None
    if held.right.kind is PatentKind.INVENTION and held.right.granted_on is not None:
        judged = _judge(row, held, switches, overseas, classes, today=today)
        in_force = _in_force(held, today=today)
        high = in_force and merit.is_high(judged)
    return Quality(
        relatives=relatives,
        in_force=in_force,
        judged=judged,
        high_value=high,
        rule=rule,
        awards_of=switches.division,
        awards_decided=row["division"] == switches.division,
    )


async def overseas_grants(
    *, as_known_on: date | None, cursor: str | None, limit: int, by: Actor
) -> Coverage[Grant]:
    """Publications abroad of families that the district's firms hold, and which of them count."""
    by.require(Permission.VIEW_DISTRICT)
    known = await _known(as_known_on)
    today = known.on
    fees = await fee_tables()
    rule, switches = await measures.overseas(today)
    found: dict[str, Grant] = {}
    async for row in _of_division(switches.division, abroad=True, known=known):
        held = held_right(row, today=today, fees=fees)
        proven = held.holding.ownership is not Ownership.DECLARED
        for number, day, teller in row["relatives"]:
            if not families.is_abroad(number, switches):
                continue
            grant = Grant(
                number=number,
                published_on=day,
                family=row["family"],
                teller=teller,
                verdict=families.verdict(number, day, proven=proven, rule=switches),
                right_label=held.right.label,
                firm_id=held.holding.firm_id,
                firm_name=row["firm_name"],
            )
            if number not in found or grant.verdict is Verdict.COUNTS:
                found[number] = grant
    ordered = sorted(found.values(), key=lambda each: each.number)
    page, following = _cut(ordered, cursor, limit, key=lambda each: each.number)
    by_verdict = {str(each): sum(g.verdict is each for g in ordered) for each in Verdict}
    return Coverage(
        counted=families.counted(ordered, switches.unit),
        by=by_verdict,
        page=page,
        next=following,
        total=pages.total_of(len(ordered)),
        rule=rule,
        known=known,
    )


async def high_value(
    *, as_known_on: date | None, cursor: str | None, limit: int, by: Actor
) -> tuple[Coverage[HighValued], HighValue]:
    """Inventions in force of the district's proven owners that meet a criterion, each once."""
    by.require(Permission.VIEW_DISTRICT)
    known = await _known(as_known_on)
    today = known.on
    fees = await fee_tables()
    rule, switches = await measures.high_value(today)
    _, overseas = await measures.overseas(today)
    classes = await industries(today)
    found: dict[UUID, HighValued] = {}
    async for row in _of_division(switches.division, abroad=False, known=known):
        held = held_right(row, today=today, fees=fees)
        if held.holding.ownership is Ownership.DECLARED or not _in_force(held, today=today):
            continue
        judged = _judge(row, held, switches, overseas, classes, today=today)
        if merit.is_high(judged):
            found[held.right.id] = HighValued(
                right_id=held.right.id,
                label=held.right.label,
                title=held.right.title,
                firm_name=row["firm_name"],
                judged=judged,
            )
    ordered = sorted(found.values(), key=lambda each: each.label)
    page, following = _cut(ordered, cursor, limit, key=lambda each: each.label)
    by_criterion = {
        str(each): sum(
            any(j.criterion is each and j.answer is merit.Answer.MET for j in h.judged)
            for h in ordered
        )
        for each in merit.Criterion
    }
    return Coverage(
        counted=len(ordered),
        by=by_criterion,
        page=page,
        next=following,
        total=pages.total_of(len(ordered)),
        rule=rule,
        known=known,
    ), switches


async def division_of_high_value() -> str:
    """Whose inventions of high value are counted today."""
    _, switches = await measures.high_value(clock.today())
    return switches.division


def _cut(
    ordered: Sequence[T], cursor: str | None, limit: int, *, key: Callable[[T], str]
) -> tuple[list[T], str | None]:
    """A page of what is ordered by a text that each bears alone."""
    after = None if cursor is None else pages.decode_cursor(cursor, str)[0]
    rest = [each for each in ordered if after is None or key(each) > after]
    return pages.cut(rest[: limit + 1], limit, key=lambda each: (key(each),))


async def _known(day: date | None) -> Known:
    known = Known(on=clock.known_on(day), since=await queries.first_known_day())
    if known.since is not None and known.on < known.since:
        raise InvalidField(
            "as_known_on", f"A day from {known.since} on: what was overwritten before is not known."
        )
    return known


async def _of_division(
    division: str, *, abroad: bool, known: Known
) -> AsyncIterator[dict[str, Any]]:
    after: UUID | None = None
    while True:
        rows = await queries.of_division(
            division, abroad=abroad, known_by=known.by, after=after, limit=PAGE
        )
        for row in rows:
            yield row
        if len(rows) < PAGE:
            return
        after = rows[-1]["id"]


def _judge(
    row: Mapping[str, Any],
    held: HeldRight,
    rule: HighValue,
    overseas: Overseas,
    classes: Industries,
    *,
    today: date,
) -> list[Judged]:
    proven = held.holding.ownership is not Ownership.DECLARED
    abroad = None
    if row["family"] is not None:
        abroad = [
            Evidence(text=number, source=teller, day=day)
            for number, day, teller in row["relatives"]
            if families.is_grant(number, overseas)
        ]
    pledges = None
    if proven:  # whoever pasted a number is not told what others secured with it
        pledges = [
            Evidence(text=number or "", source="register", day=day, amount_fen=amount)
            for number, day, amount in row["pledged_for"]
        ]
    known = merit.Invention(
        classes=held.right.classes,
        filing_on=held.right.filing_on,
        abroad=abroad,
        pledges=pledges,
        awards=[Evidence(text=title, source=kind, day=day) for title, kind, day in row["awards"]],
    )
    return merit.judge(known, rule, classes, today=today)


def _in_force(held: HeldRight, *, today: date) -> bool:
    """Of an invention nothing bad is known."""
    return is_in_force(held.right, held.facts, today=today) is not False

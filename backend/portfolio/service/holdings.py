"""A firm's portfolio: suggestions, holdings, missing numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.listed import EVERY
from backend.portfolio import joining, resolution, rules
from backend.portfolio.events import (
    ApplicationNumberSupplied,
    HoldingRemoved,
    HoldingsAdded,
    RightsJoined,
)
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.key_industries import check_listed
from backend.portfolio.names import keys
from backend.portfolio.numbers import Application, NumberInvalid, read, read_application
from backend.portfolio.queries import assets as queries
from backend.portfolio.queries import families as family_queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.service.evidence import openable
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.service.rights import create_unproven, known_right, number_in
from backend.portfolio.service.views import (
    FeeYearView,
    RightView,
    fee_years,
    right_view,
)
from backend.portfolio.states import Ownership, PatentKind, Source
from backend.portfolio.tables import Asset

Sort = Literal["added_at", "title", "filing_on", "expires_on"]


@dataclass(frozen=True, kw_only=True)
class Addition:
    """How a right came into the portfolio; `file_name` of an import, None for pasted numbers."""

    at: datetime
    by: str | None
    import_id: UUID | None
    file_name: str | None


class Happened(NamedTuple):
    """An event of the timeline."""

    name: str
    occurred_at: datetime
    actor_id: UUID
    actor_name: str
    organisation_name: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A holding with everything that is known of its right."""

    held: HeldRight
    publications: list[str]
    fees: list[FeeYearView]
    openable: set[UUID]
    added: Addition
    timeline: list[Happened]


@dataclass(frozen=True, kw_only=True)
class Added:
    """What a request to add came to."""

    added: list[HeldRight]
    held_before: list[UUID]
    refused: list[NumberInvalid]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filter and order of a list of holdings; `pledged`: in a live pledge or not."""

    q: str | None = None
    kind: PatentKind | None = None
    industry: str | None = None
    source: Source | None = None
    pledged: bool | None = None
    sort: Sort = "added_at"


async def suggestions(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[RightView], str | None, int | str]:
    """Granted patents whose patentee bears the firm's name, present or former; not yet held."""
    by.require(Permission.VIEW_FIRM)
    by.require_verified()
    firm = await identity.organisation(by.organisation_id)
    after = pages.decode_cursor(cursor, UUID)[0] if cursor else None
    rows, total = await right_queries.suggested(
        firm.id, keys=keys([firm.name, *firm.former_names]), after=after, limit=limit
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["id"],))
    today = clock.today()
    fees = await fee_tables()
    return (
        [right_view(row, today=today, fees=fees) for row in page],
        following,
        pages.total_of(total),
    )


async def add_assets(right_ids: Sequence[UUID], *, numbers: Sequence[str], by: Actor) -> Added:
    """Take rights into the firm's portfolio, by id or by number; what it holds stays as it is."""
    by.require(Permission.PREPARE)
    if len(right_ids) + len(numbers) > rules.MAX_NUMBERS:
        raise rules.TooManyNumbers(limit=rules.MAX_NUMBERS)
    refused: list[NumberInvalid] = []
    async with transaction():
        wanted = await _choosable(right_ids, by=by)
        for text in numbers:
            try:
                number = read(text, this_year=clock.today().year)
            except NumberInvalid as error:
                refused.append(error)
                continue
            wanted.append(await known_right(number) or await create_unproven(number, by=by))
        wanted = list(dict.fromkeys(wanted))
        await right_queries.lock(wanted)
        before = await queries.of_rights(wanted, firm=by.organisation_id)
        fresh = [right_id for right_id in wanted if right_id not in before]
        await queries.add(
            [
                Asset(
                    id=uuid4(),
                    created_at=clock.now(),
                    firm=by.organisation_id,
                    right_id=right_id,
                    declared=dumps({}),
                    added_by=by.user_id,
                )
                for right_id in fresh
            ]
        )
        if fresh:
            await emit(
                HoldingsAdded(
                    subject_id=by.organisation_id,
                    parties=(by.organisation_id,),
                    right_ids=tuple(fresh),
                ),
                by=by,
                after={"holdings": len(fresh)},
            )
        rows = await queries.of_rights(fresh, firm=by.organisation_id)
        today = clock.today()
        fees = await fee_tables()
        added = [held_right(rows[right_id], today=today, fees=fees) for right_id in fresh]
    return Added(added=added, held_before=[row["id"] for row in before.values()], refused=refused)


async def _choosable(right_ids: Sequence[UUID], *, by: Actor) -> list[UUID]:
    """Rights of the reference may be taken by id; what others only declared does not exist."""
    found = await right_queries.by_ids(right_ids)
    held = await queries.of_rights([row["id"] for row in found.values()], firm=by.organisation_id)
    chosen = []
    for asked in right_ids:
        row = found.get(asked)
        if row is None or (row["source"] == Source.DECLARED and row["id"] not in held):
            raise NotFound("There is no such patent in the reference.")
        chosen.append(row["id"])
    return chosen


async def assets(
    wanted: Wanted, *, cursor: str | None = None, limit: int = pages.DEFAULT_LIMIT, by: Actor
) -> tuple[list[HeldRight], str | None, int | str]:
    """The firm's holdings, page by page."""
    by.require(Permission.VIEW_FIRM)
    await check_listed([wanted.industry] if wanted.industry else [])
    after = None
    if cursor is not None:
        value, asset_id = pages.decode_cursor(cursor, queries.SORTS[wanted.sort][1], UUID)
        after = (value, asset_id)
    rows, total = await queries.page(
        by.organisation_id, where=_filter(wanted), sort=wanted.sort, after=after, limit=limit
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["sorted_by"], row["id"]))
    today = clock.today()
    fees = await fee_tables()
    return (
        [held_right(row, today=today, fees=fees) for row in page],
        following,
        pages.total_of(total),
    )


async def count_assets(wanted: Wanted, *, by: Actor) -> int:
    """How many there are, exactly."""
    by.require(Permission.VIEW_FIRM)
    await check_listed([wanted.industry] if wanted.industry else [])
    return await queries.count(by.organisation_id, where=_filter(wanted), up_to=EVERY)


def _filter(wanted: Wanted) -> queries.Filter:
    compact = _beginning_of_number(wanted.q)
    return queries.Filter(
        like=f"%{right_queries.escaped(wanted.q)}%" if wanted.q else None,
        number=f"{right_queries.escaped(compact)}%" if compact else None,
        kind=wanted.kind,
        industry=wanted.industry,
        source=wanted.source,
        pledged=wanted.pledged,
    )


def _beginning_of_number(q: str | None) -> str:
    """What a stored number would have to begin with for this search."""
    known = number_in(q)
    if known is not None:
        return known
    return (q or "").upper().replace(" ", "").removeprefix("ZL").split(".")[0]


async def detail(asset_id: UUID, *, by: Actor) -> Detail:
    """One holding with everything that is known of its right."""
    by.require(Permission.VIEW_FIRM)
    row = await queries.asset(asset_id, firm=by.organisation_id)
    today = clock.today()
    fees = await fee_tables(row["fee_tables"])
    held = held_right(row, today=today, fees=fees)
    return Detail(
        held=held,
        publications=row["publications"],
        fees=fee_years(row, held.facts, today=today, fees=fees),
        openable=openable(held.facts, by=by),
        added=Addition(
            at=row["added_at"],
            by=row["added_by"],
            import_id=row["import_run"],
            file_name=row["file_name"],
        ),
        timeline=[Happened(*event) for event in row["timeline"]],
    )


async def remove(asset_id: UUID, *, by: Actor) -> None:
    """Undo a holding that nothing rests on; the right itself, and what others hold of it, stays."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await queries.lock(asset_id, firm=by.organisation_id)
        uses = await queries.uses(row["right_id"], firm=by.organisation_id)
        if uses:
            numbers = ", ".join(use["number"] for use in uses)
            raise rules.AssetInUse(f"It is named in {numbers}; withdraw that first.", uses=uses)
        now = clock.now()
        await queries.remove(asset_id, at=now, by=by.user_id)
        await emit(
            HoldingRemoved(
                subject_id=asset_id, parties=(by.organisation_id,), right_id=row["right_id"]
            ),
            by=by,
            before={"removed_at": None},
            after={"removed_at": now},
        )


async def supply_application_number(asset_id: UUID, *, number: str, by: Actor) -> HeldRight:
    """Give a right that is known by its publication number only its application number.

    On a right of the reference only a proven owner may; the number then counts as declared, and
    any higher source overrides it.
    """
    by.require(Permission.PREPARE)
    async with transaction():
        await right_queries.take_turn()
        asset = await queries.lock(asset_id, firm=by.organisation_id)
        application = read_application(number, this_year=clock.today().year)
        found = await right_queries.known(
            bodies=[application.body], publications=[], ids=[asset["right_id"]]
        )
        right = next(each for each in found if each.id == asset["right_id"])
        other = next((each for each in found if each is not right), None)
        await _check_supply(right, application, asset_id=asset_id, by=by)
        if other is not None and _is_other_grant(right, other):
            if other.values["application_source"] != Source.DECLARED:
                raise rules.NumberTaken(publication_no=other.values["publication_no"])
            # Somebody had only declared that number there; an owner is proven here.
            resolution.give_up_number(other)
            await right_queries.save([other], at=clock.now())
            other = None
        if other is None:
            resolution.supply(right, application, Source.DECLARED)
            await right_queries.save([right], at=clock.now())
        else:
            await join_rights(other, right, by=by)
        await emit(
            ApplicationNumberSupplied(
                subject_id=(other or right).id,
                parties=(by.organisation_id,),
                application_no=application.text,
            ),
            by=by,
            before={"application_no": None},
            after={"application_no": application.text},
        )
        # Held twice until now, once under each number: one holding is left.
        rows = await queries.of_rights([(other or right).id], firm=by.organisation_id)
        held = rows[(other or right).id]
        return held_right(held, today=clock.today(), fees=await fee_tables())


async def _check_supply(
    right: resolution.Right, application: Application, *, asset_id: UUID, by: Actor
) -> None:
    if right.body is not None:
        raise rules.NumberKnown(application_no=right.body)
    filed = right.values["filing_on"]
    if application.kind != right.values["kind"] or (filed and application.year < filed.year):
        raise rules.NumbersContradict(
            f"{application.text} does not fit {right.values['publication_no']}.",
            kind=str(right.values["kind"]),
            filing_on=filed and filed.isoformat(),
        )
    if right.values["source"] == Source.DECLARED:
        return
    row = await queries.asset(asset_id, firm=by.organisation_id)
    fees = await fee_tables(row["fee_tables"])
    holding = held_right(row, today=clock.today(), fees=fees).holding
    if holding.ownership is Ownership.DECLARED:
        raise rules.HoldingUnproven("Your name is not proven among this right's owners.")


def _is_other_grant(right: resolution.Right, other: resolution.Right) -> bool:
    """A grant is announced under one number: another one is another patent's."""
    own = {number for number, granting in right.publications.items() if granting}
    granted = {number for number, granting in other.publications.items() if granting}
    return bool(own and granted and own != granted)


async def join_rights(winner: resolution.Right, loser: resolution.Right, *, by: Actor) -> None:
    """Make one right of two: holdings, facts and publications move to the winner.

    Refused while each of them stands in a live pledge: one patent would be pledged twice.
    """
    if await right_queries.are_pledged_apart(winner.id, loser.id):
        raise rules.PledgedTwice(
            "Both numbers are in live pledges; end one of them, then try again.",
            publication_no=loser.values["publication_no"],
            application_no=winner.body,
        )
    joining.join(winner, loser)
    await right_queries.save([loser, winner], at=clock.now())
    await right_queries.move_to(winner.id, loser=loser.id, at=clock.now(), by=by.user_id)
    await family_queries.move_member(winner.id, loser=loser.id)
    await emit(
        RightsJoined(subject_id=winner.id, joined_id=loser.id),
        by=by,
        before={"publication_no": loser.values["publication_no"]},
        after={"publication_no": winner.values["publication_no"]},
    )

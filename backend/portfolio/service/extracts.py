"""Register extracts as they were read: what differs for a firm, and the task when they lapse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.portfolio import comparing, resolution, rules
from backend.portfolio.comparing import FieldRead
from backend.portfolio.events import (
    ExtractDiffers,
    ExtractsLapsed,
    ExtractsLapsing,
    ExtractTaskDone,
)
from backend.portfolio.names import keys
from backend.portfolio.queries import extracts as queries
from backend.portfolio.service.views import (
    FactView,
    facts_of,
    label_of,
    ownership_of,
)
from backend.portfolio.states import ENDINGS, RESTORED, FactKind, Ownership, ReadingState
from backend.portfolio.tables import ExtractReading, RightFact
from backend.portfolio.validity import Validity, is_near, lapses_on


@dataclass(frozen=True, kw_only=True)
class Before:
    """What stood of a right before an extract was read, and who held it as a proven owner."""

    right_id: UUID
    known: dict[str, Any]
    proven: frozenset[UUID]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An extract as it was read of a firm's right; `proves_until`: its last day."""

    id: UUID
    asset_id: UUID
    label: str
    title: str
    as_of: date
    read_by: str
    read_for: str
    read_at: datetime
    document_id: UUID | None
    #: None: the officer did not read who owns it.
    names_holder: bool | None
    differing: int
    fields: list[FieldRead]
    proves_until: date
    #: Still valid, and its lapse has been announced.
    lapsing: bool
    state: ReadingState
    because: str | None
    note: str | None
    ended_by: str | None
    ended_at: datetime | None


async def extract_validity() -> tuple[Validity, ...]:
    """The dated rows of how long extracts prove something, the oldest first."""
    return tuple(Validity(**row) for row in await queries.validity())


async def before(right: resolution.Right) -> Before:
    """Asked before the extract is kept."""
    rows = await queries.holdings(right.id)
    today = clock.today()
    facts = facts_of(right.id, rows[0]) if rows else []
    return Before(
        right_id=right.id,
        known=comparing.known_before(
            right.values,
            _read_so_far(facts),
            pledged=await queries.is_pledged(right.id),
            ended=_ended(facts),
        ),
        proven=frozenset(
            row["id"]
            for row in rows
            if ownership_of(row, facts, today=today) is not Ownership.DECLARED
        ),
    )


def _read_so_far(facts: Sequence[FactView]) -> dict[str, Any]:
    """Of every field what the newest extract says in which it was read."""
    found: dict[str, Any] = {}
    for fact in facts:  # newest first
        if fact.kind is FactKind.REGISTER_EXTRACT:
            found = {**fact.payload, **found}
    return found


def _ended(facts: Sequence[FactView]) -> str | None:
    """How the right ended by the gazette's newest word, unless an extract's came after it."""
    for fact in facts:  # newest first
        if fact.kind is FactKind.REGISTER_EXTRACT and "status" in fact.payload:
            return None
        if fact.kind is FactKind.GAZETTE_EVENT:
            code = fact.payload["code"]
            if code == RESTORED or code in ENDINGS:
                return ENDINGS.get(code)
    return None


async def read(
    stood: Before, fact: RightFact, payload: Mapping[str, Any], *, firm_id: UUID | None, by: Actor
) -> None:
    """Put the extract before every firm that it concerns: proven before or by it, the one in
    whose matter it was read, and the one whose paper it is."""
    fields = comparing.compare(payload, stood.known)
    differing = comparing.differing(fields)
    owners = set(keys(payload.get("owners", ())))
    scan_of = await queries.depositor(fact.document_id)
    for row in await queries.holdings(stood.right_id):
        named = not owners.isdisjoint(keys(row["firm_names"]))
        concerned = named or row["id"] in stood.proven or row["firm"] in {firm_id, scan_of}
        newest = await queries.newest_day(row["id"])
        if not concerned or (newest is not None and newest > fact.as_of):
            continue
        await queries.renew(row["id"], at=clock.now())
        await queries.add(
            ExtractReading(
                id=uuid4(),
                created_at=clock.now(),
                asset=row["id"],
                fact=fact.id,
                fields=dumps([msgspec.to_builtins(each) for each in fields]),
                differing=differing,
                names_holder=named if owners else None,
                state=ReadingState.VALID.value,
            )
        )
        if differing:
            await emit(
                ExtractDiffers(
                    subject_id=row["id"],
                    parties=(row["firm"],),
                    label=label_of({**row, "id": row["right_id"]}),
                    differing=differing,
                    as_of=fact.as_of.isoformat(),
                ),
                by=by,
            )


async def raise_extract_tasks() -> None:
    """Every night, firm by firm, each in a transaction: run twice, it changes nothing."""
    for firm in await queries.firms():
        async with transaction():
            await _raise(firm)


async def _raise(firm: UUID) -> None:
    rows = await queries.open_of(firm)
    gone = [row["reading_id"] for row in rows if row["removed_at"] is not None]
    if gone:
        await queries.end_removed(gone, at=clock.now())
    today = clock.today()
    valid = [
        row for row in rows if row["removed_at"] is None and row["state"] == ReadingState.VALID
    ]
    lapsed = [row for row in valid if _state(row) is ReadingState.LAPSED]
    if lapsed:
        await queries.lapse([row["reading_id"] for row in lapsed], list(map(_lapse, lapsed)))
        await emit(
            ExtractsLapsed(
                subject_id=firm,
                parties=(firm,),
                extracts=len(lapsed),
                label=label_of({**lapsed[0], "id": lapsed[0]["right_id"]}),
            ),
            by=SYSTEM,
        )
    near = [row for row in valid if row not in lapsed and _is_news(row, today=today)]
    if near:
        await queries.notice(
            [row["reading_id"] for row in near], list(map(_last_day, near)), on=today
        )
        first = min(near, key=_lapse)
        await emit(
            ExtractsLapsing(
                subject_id=firm,
                parties=(firm,),
                extracts=len(near),
                label=label_of({**first, "id": first["right_id"]}),
                first_lapses_on=_lapse(first).isoformat(),
            ),
            by=SYSTEM,
        )


async def extracts(  # a filter and a page
    *,
    state: ReadingState | None,
    differing: bool | None,
    lapsing: bool | None,
    asset_id: UUID | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[Reading], str | None, int | str]:
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id,
        state=state,
        differing=differing,
        lapsing=lapsing,
        asset_id=asset_id,
        after=after,
        limit=limit,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["read_at"], row["reading_id"]))
    return [_view(row, by=by) for row in page], following, pages.total_of(total)


async def end_extract_task(reading_id: UUID, *, note: str, by: Actor) -> Reading:
    """The firm needs no newer extract, and says why."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await queries.one(reading_id, firm=by.organisation_id, lock=True)
        if row is None:
            raise NotFound("There is no such extract.")
        if row["state"] == ReadingState.DONE and row["note"] == note:
            return _view(row, by=by)  # said again
        if _state(row) is not ReadingState.LAPSED:
            raise rules.ExtractNotLapsed(f"It is {row['state']}.", state=row["state"])
        await queries.lapse([reading_id], [_lapse(row)])
        await queries.complete(reading_id, note=note, by=by.user_id, name=by.name, at=clock.now())
        await emit(
            ExtractTaskDone(subject_id=row["id"], parties=(by.organisation_id,), note=note),
            by=by,
            before={"state": "lapsed"},
            after={"state": "done"},
        )
        done = await queries.one(reading_id, firm=by.organisation_id)
    assert done is not None  # noqa: S101 - locked above
    return _view(done, by=by)


def _state(row: Mapping[str, Any]) -> ReadingState:
    """From its day on an extract has lapsed, though the night that says so is still to come."""
    kept = ReadingState(row["state"])
    past = row["names_holder"] is not False and _lapse(row) <= clock.today()
    return ReadingState.LAPSED if kept is ReadingState.VALID and past else kept


def _lapse(row: Mapping[str, Any]) -> date:
    return lapses_on(row["read_of"], row["valid_days"])


def _last_day(row: Mapping[str, Any]) -> date:
    return _lapse(row) - timedelta(days=1)


def _is_news(row: Mapping[str, Any], *, today: date) -> bool:
    """Whether it is time to tell, once, that a valid extract will soon have lapsed."""
    return (
        row["noticed_on"] is None
        and row["names_holder"] is not False
        and is_near(_lapse(row), row["notice_days"], today=today)
    )


def _view(row: Mapping[str, Any], *, by: Actor) -> Reading:
    scan = next(
        (
            fact
            for fact in facts_of(row["right_id"], row)
            if fact.id == row["fact"] and by.organisation_id in {fact.bank_id, fact.scan_of}
        ),
        None,
    )
    return Reading(
        id=row["reading_id"],
        asset_id=row["id"],
        label=label_of({**row, "id": row["right_id"]}),
        title=row["title"] or str(loads(row["declared"]).get("title") or ""),
        as_of=row["read_of"],
        read_by=row["read_by"],
        read_for=row["read_for"],
        read_at=row["read_at"],
        document_id=None if scan is None else scan.document_id,
        names_holder=row["names_holder"],
        differing=row["differing"],
        fields=msgspec.convert(loads(row["fields"]), list[FieldRead]),
        proves_until=_last_day(row),
        lapsing=_state(row) is ReadingState.VALID and row["noticed_on"] is not None,
        state=_state(row),
        because=row["because"],
        note=row["note"],
        ended_by=row["ended_by_name"],
        ended_at=row["ended_at"],
    )

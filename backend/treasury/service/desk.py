"""The suspense desk: what people say a line is for; one proposes, another confirms."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.states import Book, Source
from backend.treasury import events, queries, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.states import Direction, LineState, MatchKind
from backend.treasury.tables import Match


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which lines; None is all."""

    statement_id: UUID | None = None
    state: LineState | None = None
    direction: Direction | None = None
    reason: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What a line, or a part of it, is for; no amount is all that waits."""

    kind: MatchKind
    charge_id: UUID | None
    amount: Fen | None
    note: str


async def line_page(wanted: Wanted, *, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The lines of a statement in its order; of all accounts, newest first."""
    by.require(Permission.HANDLE_MONEY)
    in_order = wanted.statement_id is not None
    if wanted.statement_id is not None and await queries.statement(wanted.statement_id) is None:
        raise NotFound
    after = None
    if cursor is not None:
        first, last = pages.decode_cursor(cursor, int if in_order else date, UUID)
        after = (first, last)
    filters = (
        wanted.statement_id,
        wanted.state,
        wanted.direction,
        wanted.reason,
        wanted.text and wanted.text.lower(),
    )
    rows, total = await queries.line_page(
        filters=filters, oldest_first=in_order, after=after, limit=limit
    )
    place = "seq" if in_order else "booked_on"
    cut, following = pages.cut(rows, limit, key=lambda row: (row[place], row["id"]))
    return cut, following, pages.total_of(total)


async def line(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.line(line_id)
    if row is None:
        raise NotFound
    return row


async def _locked(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    if not await queries.lock_line(line_id):
        raise NotFound
    return await line(line_id, by=by)


async def propose_match(line_id: UUID, proposed: Proposed, *, by: Actor) -> dict[str, Any]:
    """Say what a waiting line is for; nothing moves before somebody else confirms."""
    async with transaction():
        row = await _locked(line_id, by=by)
        rules.check_named(proposed.kind, names_charge=proposed.charge_id is not None)
        amount = Fen(row["left_fen"]) if proposed.amount is None else proposed.amount
        rules.check_none_open(row)
        rules.check_waits(row, kind=proposed.kind, amount=amount)
        await _check_charge(proposed.charge_id, row, by=by)
        match = Match(
            id=uuid4(),
            created_at=clock.now(),
            line=line_id,
            kind=proposed.kind,
            charge=proposed.charge_id,
            amount_fen=amount,
            note=proposed.note,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_match(match)
        await emit(
            events.MatchProposed(subject_id=line_id, kind=proposed.kind, amount_fen=amount),
            by=by,
            after={"charge": proposed.charge_id, "note": proposed.note},
        )
    return await line(line_id, by=by)


async def _check_charge(charge_id: UUID | None, row: dict[str, Any], *, by: Actor) -> None:
    """The charge is of the account's book, and takes money."""
    if charge_id is None:
        return
    charge = await payments.charge(charge_id, by=by)
    rules.check_book(charge, book=row["book"])
    payments.check_takes(charge)


async def confirm_match(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Confirm what somebody else proposed: the money goes there."""
    async with transaction():
        row = await _locked(line_id, by=by)
        match = await _open(line_id)
        rules.check_four_eyes(match, by=by.user_id)
        amount = Fen(match["amount_fen"])
        rules.check_waits(row, kind=match["kind"], amount=amount)
        await _check_charge(match["charge"], row, by=by)
        await queries.decide_match(
            match["id"], confirmed=True, by=by.user_id, name=by.name, at=clock.now()
        )
        moved = payments.Moved(
            source=Source.BANK,
            external_id=str(match["id"]),
            amount=amount,
            occurred_on=row["booked_on"],
        )
        if match["charge"] is not None:
            await payments.allocate(match["charge"], moved, by=by)
        else:
            await payments.spend(moved, by=by)
        state = LineState.SETTLED if amount == row["left_fen"] else LineState.SUSPENSE
        await queries.record_line(line_id, state=state, charge=match["charge"])
        await emit(
            events.MatchConfirmed(subject_id=line_id, kind=match["kind"], amount_fen=amount),
            by=by,
            before={"state": row["state"]},
            after={"state": state, "charge": match["charge"]},
        )
    return await line(line_id, by=by)


async def refuse_match(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was proposed, or take one's own proposal back; the line waits on."""
    async with transaction():
        await _locked(line_id, by=by)
        match = await _open(line_id)
        await queries.decide_match(
            match["id"], confirmed=False, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(
            events.MatchRefused(
                subject_id=line_id, kind=match["kind"], amount_fen=match["amount_fen"]
            ),
            by=by,
        )
    return await line(line_id, by=by)


async def _open(line_id: UUID) -> dict[str, Any]:
    match = await queries.open_match(line_id)
    if match is None:
        raise rules.NothingProposed("Propose first what the line is for.")
    return match


def open_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the line now."""
    if row["state"] != LineState.SUSPENSE or not reader.may(Permission.HANDLE_MONEY):
        return []
    if row["match_id"] is None and row["left_fen"]:
        fee = row["amount_fen"] < 0 and row["book"] == Book.OWN
        return ["match"] if row["amount_fen"] > 0 or fee else []
    if row["match_id"] is None:
        return []
    return ["refuse"] if row["proposed_by"] == reader.user_id else ["confirm", "refuse"]

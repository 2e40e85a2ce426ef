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
from backend.treasury.service.bounces import check_returns, take_back
from backend.treasury.service.orders import pay_otherwise
from backend.treasury.states import NAMES, YUAN, Direction, LineState, MatchKind
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
    """What a line, or a part of it, is for; no amount is all that fits."""

    kind: MatchKind
    amount: Fen | None
    note: str
    charge_id: UUID | None = None
    order_id: UUID | None = None
    counter_line_id: UUID | None = None
    gateway_payout: str | None = None
    payee_id: UUID | None = None
    purpose: str | None = None
    yuan_line_id: UUID | None = None
    yuan_fen: Fen | None = None
    evidence: str | None = None

    def named(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in sorted(frozenset().union(*NAMES.values()))}


async def line_page(
    wanted: Wanted,
    *,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> Rows:
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
        filters=filters, oldest_first=in_order, after=after, limit=limit, counted=counted
    )
    place = "seq" if in_order else "booked_on"
    cut, following = pages.cut(rows, limit, key=lambda row: (row[place], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def line(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.line(line_id)
    if row is None:
        raise NotFound
    return row


async def _locked(line_id: UUID, *others: UUID | None, by: Actor) -> dict[str, Any]:
    """The line, and those that it meets; in one order for all who lock several."""
    by.require(Permission.HANDLE_MONEY)
    for each in sorted({line_id, *(other for other in others if other is not None)}):
        if not await queries.lock_line(each) and each == line_id:
            raise NotFound
    return await line(line_id, by=by)


async def propose_match(line_id: UUID, proposed: Proposed, *, by: Actor) -> dict[str, Any]:
    """Say what a waiting line is for; nothing moves before somebody else confirms."""
    async with transaction():
        row = await _locked(line_id, proposed.counter_line_id, proposed.yuan_line_id, by=by)
        rules.check_named(proposed.kind, proposed.named())
        amount = Fen(await _whole(row, proposed)) if proposed.amount is None else proposed.amount
        rules.check_none_open(row)
        rules.check_waits(row, kind=proposed.kind, amount=amount)
        rules.check_free(row, amount=amount)
        await _check_fits(row, proposed, amount=amount, by=by)
        await _check_other_free(proposed, amount=amount)
        match = Match(
            id=uuid4(),
            created_at=clock.now(),
            line=line_id,
            kind=proposed.kind,
            charge=proposed.charge_id,
            pay_order=proposed.order_id,
            counter=proposed.counter_line_id,
            payout=proposed.gateway_payout,
            payee=proposed.payee_id,
            purpose=proposed.purpose,
            yuan_line=proposed.yuan_line_id,
            yuan_fen=proposed.yuan_fen,
            evidence=proposed.evidence,
            amount_fen=amount,
            note=proposed.note,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_match(match)
        await emit(
            events.MatchProposed(
                subject_id=line_id,
                kind=proposed.kind,
                amount_fen=amount,
                currency=row["currency"],
            ),
            by=by,
            after={**proposed.named(), "note": proposed.note},
        )
    return await line(line_id, by=by)


async def _whole(row: dict[str, Any], proposed: Proposed) -> int:
    """As much of the line as what is named takes."""
    left = rules.free(row) or int(row["left_fen"])
    if proposed.order_id is not None:
        order = await queries.order(proposed.order_id)
        return left if order is None else min(left, order["paid_fen"] or order["amount_fen"])
    if proposed.counter_line_id is not None:
        other = await queries.line(proposed.counter_line_id)
        return left if other is None else min(left, rules.free(other)) or left
    return left


async def _check_other_free(proposed: Proposed, *, amount: Fen) -> None:
    """Of a line that is met, too, as much is proposed for nothing else."""
    if proposed.counter_line_id is not None:
        rules.check_free(await queries.line(proposed.counter_line_id) or {}, amount=amount)


async def _check_fits(row: dict[str, Any], proposed: Proposed, *, amount: Fen, by: Actor) -> None:
    """What is named takes this amount of this line now."""
    if proposed.charge_id is not None:
        charge = await payments.charge(proposed.charge_id, by=by)
        rules.check_book(charge, book=row["book"])
        payments.check_takes(charge)
        told = await payments.unconfirmed(charge_id=charge["id"])
        left = payments.open_amount(charge["state"], charge["amount_fen"], kept=charge["kept"])
        rules.check_reported(told, amount=amount, left=left)
    elif proposed.order_id is not None:
        await _check_order(proposed.order_id, proposed.kind, row, amount=amount)
    elif proposed.counter_line_id is not None:
        other = await queries.line(proposed.counter_line_id)
        rules.check_meets(row, other, amount=amount)
        if proposed.yuan_line_id is not None:
            yuan = await queries.line(proposed.yuan_line_id)
            rules.check_converted(row, yuan, yuan_fen=proposed.yuan_fen or 0)
    elif proposed.gateway_payout is not None:
        parts = await payments.payout_under_way(proposed.gateway_payout)
        payments.check_payout(parts["amount_fen"], told=amount)
    elif proposed.payee_id is not None:
        held = await payments.held(Book.CLIENT, proposed.purpose or "", proposed.payee_id)
        rules.check_held(amount, held=held)
    elif proposed.kind is MatchKind.BETWEEN:
        owed = await payments.between(Book(row["book"]))
        rules.check_between(owed, amount=amount, out=row["amount_fen"] < 0)


async def _check_order(
    order_id: UUID, kind: MatchKind, row: dict[str, Any], *, amount: Fen
) -> None:
    if kind is MatchKind.BOUNCED:
        await check_returns(order_id, row, amount=amount)
    else:
        rules.check_payable(await queries.order(order_id), row, amount=amount)


def _proposed(match: dict[str, Any]) -> Proposed:
    return Proposed(
        kind=MatchKind(match["kind"]),
        amount=Fen(match["amount_fen"]),
        note=match["note"],
        charge_id=match["charge"],
        order_id=match["pay_order"],
        counter_line_id=match["counter"],
        gateway_payout=match["payout"],
        payee_id=match["payee"],
        purpose=match["purpose"],
        yuan_line_id=match["yuan_line"],
        yuan_fen=None if match["yuan_fen"] is None else Fen(match["yuan_fen"]),
        evidence=match["evidence"],
    )


async def confirm_match(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Confirm what somebody else proposed: the money goes there."""
    async with transaction():
        seen = await line(line_id, by=by)
        others = (seen["match_counter"], seen["match_yuan_line"], seen["match_order_line"])
        row = await _locked(line_id, *others, by=by)
        match = await _open(line_id)
        rules.check_four_eyes(match, by=by.user_id)
        proposed, amount = _proposed(match), Fen(match["amount_fen"])
        rules.check_waits(row, kind=proposed.kind, amount=amount)
        await _check_fits(row, proposed, amount=amount, by=by)
        await queries.decide_match(
            match["id"], confirmed=True, by=by.user_id, name=by.name, at=clock.now()
        )
        await _move(row, proposed, match_id=match["id"], amount=amount, by=by)
        state = LineState.SETTLED if amount == row["left_fen"] else LineState.SUSPENSE
        await queries.record_line(line_id, state=state, charge=match["charge"])
        if proposed.counter_line_id is not None:
            await _end_counter(proposed.counter_line_id)
        await emit(
            events.MatchConfirmed(
                subject_id=line_id,
                kind=match["kind"],
                amount_fen=amount,
                currency=row["currency"],
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state, **proposed.named()},
        )
    return await line(line_id, by=by)


async def _move(
    row: dict[str, Any], proposed: Proposed, *, match_id: UUID, amount: Fen, by: Actor
) -> None:
    """Out of suspense to where it belongs; two lines that meet have met there already."""
    book = Book(row["book"])
    moved = payments.Moved(
        source=Source.BANK,
        external_id=str(match_id),
        amount=amount,
        occurred_on=row["booked_on"],
    )
    if proposed.charge_id is not None:
        if await payments.recognise(proposed.charge_id, moved, by=by) is None:
            await payments.allocate(proposed.charge_id, moved, by=by)
    elif proposed.order_id is not None:
        how = take_back if proposed.kind is MatchKind.BOUNCED else pay_otherwise
        await how(proposed.order_id, row, match_id=match_id, amount=amount, by=by)
    elif proposed.gateway_payout is not None:
        await payments.arrive(proposed.gateway_payout, moved, book=book, by=by)
    elif proposed.payee_id is not None:
        await payments.hand_over(
            moved, purpose=proposed.purpose or "", payee=proposed.payee_id, by=by
        )
    elif proposed.kind is MatchKind.BETWEEN:
        await payments.pass_between(moved, book=book, out=row["amount_fen"] < 0, by=by)
    elif proposed.kind is MatchKind.FEE and row["currency"] == YUAN:
        await (payments.spend if book is Book.OWN else payments.bear)(moved, by=by)


async def _end_counter(line_id: UUID) -> None:
    other = await queries.line(line_id)
    if other is not None and not other["left_fen"]:
        await queries.record_line(line_id, state=LineState.SETTLED, charge=None)


async def refuse_match(line_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was proposed, or take one's own proposal back; the line waits on."""
    async with transaction():
        row = await _locked(line_id, by=by)
        match = await _open(line_id)
        await queries.decide_match(
            match["id"], confirmed=False, by=by.user_id, name=by.name, at=clock.now()
        )
        await emit(
            events.MatchRefused(
                subject_id=line_id,
                kind=match["kind"],
                amount_fen=match["amount_fen"],
                currency=row["currency"],
            ),
            by=by,
        )
    return await line(line_id, by=by)


async def _open(line_id: UUID) -> dict[str, Any]:
    match = await queries.open_match(line_id)
    if match is None:
        raise rules.NothingProposed("Propose first what the line is for.")
    return match


async def gateway_payouts(*, limit: int, by: Actor) -> tuple[list[dict[str, Any]], int]:
    """What the gateway has sent and no line has been tied to."""
    return await payments.payout_page(limit=limit, by=by)


def open_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the line now."""
    if row["state"] != LineState.SUSPENSE or not reader.may(Permission.HANDLE_MONEY):
        return []
    if row["match_id"] is None:
        return ["match"] if rules.free(row) else []
    return ["refuse"] if row["proposed_by"] == reader.user_id else ["confirm", "refuse"]

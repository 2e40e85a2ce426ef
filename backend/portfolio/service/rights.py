"""Rights as other modules ask for them: views, locks, holdings, numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, language, pages
from backend.kernel.auth import Actor
from backend.kernel.db import loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.portfolio import resolution, wording
from backend.portfolio.events import RightCreated
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.names import key
from backend.portfolio.numbers import Application, Number, NumberInvalid, read
from backend.portfolio.queries import assets as asset_queries
from backend.portfolio.queries import rights as queries
from backend.portfolio.rules import RightUnknown
from backend.portfolio.service.views import (
    FactView,
    Holding,
    RightView,
    facts_of,
    ownership_of,
    right_view,
)
from backend.portfolio.states import Source


async def views(right_ids: Sequence[UUID], firm_id: UUID | None = None) -> dict[UUID, RightView]:
    """The rights by the ids that were asked.

    Of a right that no source describes: what this firm declared, else what its only holder did.
    """
    today = clock.today()
    found = await queries.by_ids(right_ids, firm=firm_id)
    fees = await fee_tables()
    return {
        asked: right_view(
            row,
            today=today,
            declared=loads(row["declared"]),
            facts=facts_of(row["id"], row),
            fees=fees,
        )
        for asked, row in found.items()
    }


async def lock_rights(right_ids: Sequence[UUID]) -> None:
    """Hold these rights until the end of the transaction, in an order that cannot deadlock."""
    wanted = set(right_ids)
    if not set(await queries.lock(list(wanted))) >= wanted:
        raise RightUnknown("There is no such patent.")


async def check_holdings(right_ids: Sequence[UUID], firm_id: UUID) -> dict[UUID, Holding]:
    """The firm's holdings of all these rights; 404 when it lacks one of them."""
    held = await asset_queries.of_asked(right_ids, firm=firm_id)
    if not held.keys() >= set(right_ids):
        raise NotFound("There is no such patent in the firm's portfolio.")
    today = clock.today()
    return {
        asked: holding_of(row, facts_of(row["right_id"], row), today=today)
        for asked, row in held.items()
    }


def holding_of(row: Mapping[str, Any], facts: Sequence[FactView], *, today: date) -> Holding:
    """A holding out of its row and the facts of its right, with its ownership worked out."""
    return Holding(
        asset_id=row["id"],
        right_id=row["right_id"],
        firm_id=row["firm"],
        added_at=row["added_at"],
        ownership=ownership_of(row, facts, today=today),
    )


async def right_by_number(number_text: str, by: Actor) -> UUID:
    """The right of a number in any usual spelling; an unknown one is kept as unproven."""
    number = read(number_text, this_year=clock.today().year)
    async with transaction():
        found = await known_right(number)
        return found or await create_unproven(number, by=by)


def number_told(text: str) -> tuple[str | None, str | None]:
    """A number in its one spelling, or why it is none; nothing is looked up or kept."""
    try:
        return read(text, this_year=clock.today().year).text, None
    except NumberInvalid as refusal:
        return None, str(refusal.reason)


def number_refused(text: str) -> tuple[str, str] | None:
    """In the reader's words why a text is no number and what would pass; None when it is one."""
    try:
        read(text, this_year=clock.today().year)
    except NumberInvalid as refusal:
        told = language.current()
        return (
            wording.reason(str(refusal.reason), language=told),
            wording.would_pass(refusal.passing, language=told),
        )
    return None


async def known_rights(texts: Sequence[str]) -> dict[str, UUID]:
    """The rights of sound numbers in any usual spelling, by spelling; nothing is created."""
    this_year = clock.today().year
    keys = {text: _key(read(text, this_year=this_year)) for text in texts}
    found = await queries.by_numbers(list(set(keys.values())))
    return {text: found[known] for text, known in keys.items() if known in found}


def _key(number: Number) -> str:
    return number.body if isinstance(number, Application) else number.text


def name_key(name: str) -> str:
    """A party's name as names are compared here."""
    return key(name)


async def known_right(number: Number) -> UUID | None:
    if isinstance(number, Application):
        return await queries.by_number(body=number.body, publication=None)
    return await queries.by_number(body=None, publication=number.text)


async def create_unproven(number: Number, *, by: Actor) -> UUID:
    """Keep a number that the reference does not know: owner unproven, expiry unknown."""
    await queries.take_turn()
    found = await known_right(number)  # somebody may have been faster
    if found is not None:
        return found
    right = resolution.blank(uuid4())
    if isinstance(number, Application):
        resolution.supply(right, number, Source.DECLARED)
    else:
        resolution.add_publication(right, number, None, Source.DECLARED)
    right.put(kind=number.kind)
    await queries.save([right], at=clock.now())
    await emit(
        RightCreated(subject_id=right.id, parties=(by.organisation_id,), number=number.text),
        by=by,
        after={"number": number.text, "source": str(Source.DECLARED)},
    )
    return right.id


async def search(
    *,
    q: str | None,
    ipc: str | None,
    applicant: str | None,
    cursor: str | None,
    limit: int,
) -> tuple[list[RightView], str | None, int | str]:
    """The reference patents by words of the title or a number, class, applicant."""
    number = number_in(q)
    after = None
    if cursor is not None:
        moment, right_id = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, right_id)
    rows, total = await queries.search(
        like=None if not q or number else f"%{queries.escaped(q)}%",
        number=number,
        ipc=None if not ipc else f"{queries.escaped(ipc.replace(' ', '').upper())}%",
        applicant=None if not applicant else f"%{queries.escaped(key(applicant))}%",
        after=after,
        limit=limit,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    today = clock.today()
    fees = await fee_tables()
    return (
        [right_view(row, today=today, fees=fees) for row in page],
        following,
        pages.total_of(total),
    )


def number_in(q: str | None) -> str | None:
    """The key of the number that a search text is, if it is one."""
    if not q:
        return None
    try:
        number = read(q, this_year=clock.today().year)
    except NumberInvalid:
        return None
    return number.body if isinstance(number, Application) else number.text

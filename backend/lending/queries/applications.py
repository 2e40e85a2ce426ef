"""Every statement about applications, their rights, clocks, consents and requests."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads, stream
from backend.lending.states import COMMITTED, FINAL, OPEN, State


@dataclass(frozen=True, kw_only=True)
class ApplicationRow:
    """An application as it is stored."""

    id: UUID
    created_at: datetime
    number: str
    state: State
    version: int
    applicant: UUID
    lender: UUID
    product: UUID
    product_version: UUID
    request: UUID
    copied_from: UUID | None
    amount_fen: int
    term_months: int
    use_of_funds: str
    right_ids: tuple[UUID, ...]
    snapshot: dict[str, Any]
    document_ids: tuple[UUID, ...]
    valuation: UUID | None
    drafted_by: UUID
    submitted_by: UUID | None
    submitted_at: datetime | None
    assignee: UUID | None
    answer_days: int
    due_on: date | None
    return_reason: str | None
    refusal_code: str | None
    refusal_sentence: str | None
    refusal_words: str | None
    pledge: UUID | None
    drawn_fen: int | None
    drawn_on: date | None
    drawn_by: UUID | None
    loan_contract: str | None
    updated_at: datetime


_NAMES = tuple(field.name for field in fields(ApplicationRow))
_COLUMNS = ", ".join(f"a.{name}" for name in _NAMES)
_JSON = frozenset({"snapshot"})
#: A standing clock sorts after every running one, and what is over after both.
_STANDS, _OVER = date(9999, 12, 30), date(9999, 12, 31)
_FINAL = ", ".join(f"'{state}'" for state in sorted(FINAL | {State.DRAWN}))

#: From the name of an order to its expression, the kind of its value, and whether it rises.
SORTS: Mapping[str, tuple[str, type, bool]] = {
    "deadline": (
        (
            f"CASE WHEN a.state IN ({_FINAL}) THEN date '{_OVER}' "
            f"ELSE coalesce(a.due_on, date '{_STANDS}') END"
        ),
        date,
        True,
    ),
    "amount": ("a.amount_fen", int, False),
    "updated": ("a.updated_at", datetime, False),
}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose applications there are for the caller: one firm's, or one bank's once submitted."""

    applicant: UUID | None = None
    lender: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    states: tuple[str, ...] = ()
    assignees: tuple[UUID, ...] = ()
    groups: tuple[UUID, ...] = ()
    unassigned: bool = False
    like: str | None = None
    overdue_on: date | None = None
    request_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What lies with the banks, as asked for; what is drawn, as paid."""

    open: int
    open_fen: int
    drawn: int
    drawn_fen: int


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """A line of the exported list."""

    number: str
    state: State
    applicant: str
    lender: str
    product: str
    amount_fen: int
    term_months: int
    rights: int
    assignee: str | None
    due_on: date | None
    submitted_at: datetime | None
    updated_at: datetime


def _row(row: Mapping[str, Any]) -> ApplicationRow:
    values = {name: row[name] for name in _NAMES}
    return ApplicationRow(
        **{
            **values,
            "state": State(row["state"]),
            "right_ids": tuple(row["right_ids"]),
            "document_ids": tuple(row["document_ids"]),
            "snapshot": loads(row["snapshot"]),
        }
    )


_SCOPED = (
    "($1::uuid IS NULL OR a.applicant = $1) "
    "AND ($2::uuid IS NULL OR (a.lender = $2 AND a.submitted_at IS NOT NULL))"
)


async def application(
    application_id: UUID, *, scope: Scope, lock: bool = False
) -> ApplicationRow | None:
    """One application of the scope; locked until the end of the transaction if asked."""
    row = await fetch_one(
        f"SELECT {_COLUMNS} FROM lending_application a WHERE {_SCOPED} AND a.id = $3"
        + (" FOR UPDATE" if lock else ""),
        scope.applicant,
        scope.lender,
        application_id,
    )
    return None if row is None else _row(row)


async def lock_all(ids: Sequence[UUID]) -> list[ApplicationRow]:
    """Lock these, in the order of their ids, which is everybody's order."""
    rows = await fetch(
        f"SELECT {_COLUMNS} FROM lending_application a "
        "WHERE a.id = ANY($1::uuid[]) ORDER BY a.id FOR UPDATE",
        list(ids),
    )
    return [_row(row) for row in rows]


async def open_on_rights(right_ids: Sequence[UUID]) -> list[UUID]:
    """The open applications, of whomever, that share one of these rights.

    Two rights may have turned out to be one since an application named them.
    """
    rows = await fetch(
        "SELECT DISTINCT r.application FROM lending_application_right r "
        "JOIN lending_application a ON a.id = r.application "
        "JOIN portfolio_right p ON p.id = r.patent "
        "WHERE coalesce(p.merged_into, p.id) = ANY($1::uuid[]) AND a.state = ANY($2::varchar[])",
        list(right_ids),
        sorted(OPEN),
    )
    return [row["application"] for row in rows]


async def committed_rights(right_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these rights that stand in a committed application."""
    rows = await fetch(
        "SELECT coalesce(p.merged_into, p.id) AS id FROM lending_application_right r "
        "JOIN portfolio_right p ON p.id = r.patent "
        "WHERE coalesce(p.merged_into, p.id) = ANY($1::uuid[]) AND r.committed ORDER BY 1",
        list(right_ids),
    )
    return [row["id"] for row in rows]


async def standing_for(request_id: UUID, product_id: UUID) -> UUID | None:
    """The application of this request for this product that is not over, if there is one."""
    found = await fetch_value(
        "SELECT id FROM lending_application WHERE request = $1 AND product = $2 AND state NOT IN "
        "('refused', 'closed', 'declined', 'retracted', 'expired', 'withdrawn', "
        "'committed_elsewhere')",
        request_id,
        product_id,
    )
    return None if found is None else UUID(str(found))


async def add(values: Mapping[str, Any], *, right_ids: Sequence[UUID]) -> ApplicationRow:
    names = list(values)
    marks = ", ".join(f"${n}" for n in range(1, len(names) + 1))
    await execute(
        f"INSERT INTO lending_application ({', '.join(names)}) VALUES ({marks})",
        *(_stored(name, values[name]) for name in names),
    )
    await set_rights(values["id"], right_ids)
    found = await application(values["id"], scope=Scope())
    if found is None:
        raise RuntimeError("An inserted application is not there.")
    return found


async def set_rights(application_id: UUID, right_ids: Sequence[UUID]) -> None:
    """Name the rights of a draft anew, in their order."""
    await execute("DELETE FROM lending_application_right WHERE application = $1", application_id)
    for position, right_id in enumerate(right_ids):
        await execute(
            "INSERT INTO lending_application_right (id, application, patent, committed, position) "
            "VALUES ($1, $2, $3, false, $4)",
            uuid4(),
            application_id,
            right_id,
            position,
        )


async def change(application_id: UUID, *, at: datetime, **values: Any) -> ApplicationRow:
    """Write these columns of a locked application; its version counts up."""
    names = list(values)
    sets = "".join(f", {name} = ${n}" for n, name in enumerate(names, start=3))
    row = await fetch_one(
        "UPDATE lending_application a SET version = a.version + 1, updated_at = $2"
        f"{sets} WHERE a.id = $1 RETURNING {_COLUMNS}",
        application_id,
        at,
        *(_stored(name, values[name]) for name in names),
    )
    if row is None:
        raise RuntimeError("A locked application is gone.")
    return _row(row)


def _stored(name: str, value: Any) -> Any:
    if name in _JSON:
        return dumps(value)
    if isinstance(value, State):
        return value.value
    return list(value) if isinstance(value, tuple) else value


#: What $1 to $9 ask for.
_MATCHING = (
    "FROM lending_application a "
    "JOIN identity_organisation f ON f.id = a.applicant "
    "JOIN identity_organisation l ON l.id = a.lender "
    "LEFT JOIN identity_member m ON m.id = a.assignee "
    f"WHERE {_SCOPED} "
    "AND (cardinality($3::varchar[]) = 0 OR a.state = ANY($3)) "
    "AND (cardinality($4::uuid[]) = 0 OR a.assignee = ANY($4)) "
    "AND (NOT $5 OR a.assignee IS NULL) "
    "AND ($6::text IS NULL OR a.number ILIKE $6 OR f.name ILIKE $6 OR l.name ILIKE $6 "
    "     OR a.snapshot->'product'->>'name' ILIKE $6) "
    "AND ($7::date IS NULL OR a.due_on < $7) "
    "AND ($8::uuid IS NULL OR a.request = $8) "
    "AND (cardinality($9::uuid[]) = 0 "
    "     OR lending_group_of(a.lender, a.product, a.snapshot->'firm') = ANY($9)) "
)


def _asked(scope: Scope, where: Filter) -> list[Any]:
    return [
        scope.applicant,
        scope.lender,
        list(where.states),
        list(where.assignees),
        where.unassigned,
        where.like,
        where.overdue_on,
        where.request_id,
        list(where.groups),
    ]


async def count(*, scope: Scope, where: Filter, up_to: int) -> int:
    """How many applications, counted to one more than `up_to`."""
    counted = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_MATCHING} LIMIT {up_to + 1}) AS counted",
        *_asked(scope, where),
    )
    return int(counted)


async def summary(*, scope: Scope) -> Summary:
    rows = await fetch(
        "SELECT count(*) FILTER (WHERE a.state = ANY($3)) AS open, "
        "coalesce(sum(a.amount_fen) FILTER (WHERE a.state = ANY($3)), 0)::bigint AS open_fen, "
        "count(*) FILTER (WHERE a.state = $4) AS drawn, "
        "coalesce(sum(a.drawn_fen) FILTER (WHERE a.state = $4), 0)::bigint AS drawn_fen "
        f"FROM lending_application a WHERE {_SCOPED}",
        scope.applicant,
        scope.lender,
        sorted(OPEN),
        State.DRAWN,
    )
    return Summary(**rows[0])


async def exported(*, scope: Scope, where: Filter, sort: str) -> AsyncIterator[ExportRow]:
    """The columns of the list in one statement: one state of things."""
    expression, _, rises = SORTS[sort]
    order = "" if rises else " DESC"
    async for row in stream(
        "SELECT a.number, a.state, f.name AS applicant, l.name AS lender, "
        "a.snapshot->'product'->>'name' AS product, a.amount_fen, a.term_months, "
        "cardinality(a.right_ids) AS rights, m.name AS assignee, a.due_on, a.submitted_at, "
        f"a.updated_at {_MATCHING}"
        f"ORDER BY {expression}{order}, a.id{order}",
        *_asked(scope, where),
    ):
        yield ExportRow(**{**row, "state": State(row["state"])})


async def page(
    *,
    scope: Scope,
    where: Filter,
    sort: str,
    after: tuple[Any, UUID] | None,
    limit: int,
) -> list[tuple[ApplicationRow, Any]]:
    """Up to `limit + 1` applications with what they are sorted by."""
    expression, _, rises = SORTS[sort]
    place = f"AND ({expression}, a.id) {'>' if rises else '<'} ($10, $11) " if after else ""
    order = "" if rises else " DESC"
    rows = await fetch(
        f"SELECT {_COLUMNS}, {expression} AS sorted_by {_MATCHING} {place}"
        f"ORDER BY {expression}{order}, a.id{order} LIMIT {limit + 1}",
        *_asked(scope, where),
        *(after or ()),
    )
    return [(_row(row), row["sorted_by"]) for row in rows]


def escaped(text: str) -> str:
    """Text for the inside of a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def exposure(*, applicant: UUID, lender: UUID, besides: UUID) -> list[dict[str, Any]]:
    """What this bank has committed to or lent this firm, other than this application."""
    return await fetch(
        "SELECT a.id, a.number, a.state, coalesce(a.drawn_fen, o.amount_fen) AS amount_fen "
        "FROM lending_application a JOIN lending_offer o "
        "ON o.application = a.id AND o.state = 'accepted' "
        "WHERE a.applicant = $1 AND a.lender = $2 AND a.id <> $3 AND a.state = ANY($4::varchar[]) "
        "ORDER BY a.number",
        applicant,
        lender,
        besides,
        sorted(COMMITTED),
    )


async def of_pledge(pledge_id: UUID, *, application_id: UUID) -> ApplicationRow | None:
    """The application that this pledge secures now, locked."""
    row = await fetch_one(
        f"SELECT {_COLUMNS} FROM lending_application a "
        "WHERE a.id = $1 AND a.pledge = $2 FOR UPDATE",
        application_id,
        pledge_id,
    )
    return None if row is None else _row(row)


async def with_answer_due() -> list[UUID]:
    """Whose clock runs."""
    rows = await fetch(
        "SELECT a.id FROM lending_application a WHERE a.due_on IS NOT NULL ORDER BY a.id"
    )
    return [row["id"] for row in rows]


async def newly_overdue(today: date, *, limit: int) -> list[ApplicationRow]:
    """Whose answer time is over and who have not been told of it since the clock last started."""
    rows = await fetch(
        f"SELECT {_COLUMNS} FROM lending_application a "
        "WHERE a.due_on < $1 AND NOT EXISTS (SELECT FROM kernel_event e "
        "WHERE e.subject = 'loan_application' AND e.subject_id = a.id "
        "AND e.name = 'lending.application_overdue' AND e.occurred_at >= ("
        "SELECT max(s.started_at) FROM lending_clock_stretch s WHERE s.application = a.id)) "
        "ORDER BY a.id LIMIT $2 FOR UPDATE OF a SKIP LOCKED",
        today,
        limit,
    )
    return [_row(row) for row in rows]

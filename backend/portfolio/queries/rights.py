"""Rights and their publications: finding, locking, writing in sets, joining."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import connection, dumps, execute, fetch, fetch_value
from backend.kernel.pages import COUNTED
from backend.portfolio.queries.facts import known_of
from backend.portfolio.resolution import EMPTY, Right
from backend.portfolio.telling import Telling, unpacked

COLUMNS = tuple(EMPTY)
_LIST = ", ".join(COLUMNS)
# Whoever makes rights or moves their numbers waits here for his turn.
_WRITERS = 7_015_001


async def take_turn() -> None:
    """Until the end of the transaction nobody else makes rights or moves numbers."""
    await execute("SELECT pg_advisory_xact_lock($1)", _WRITERS)


async def known(
    *, bodies: Sequence[str], publications: Sequence[str], ids: Sequence[UUID] = ()
) -> list[Right]:
    """The rights that bear one of these numbers, locked, with all their publications."""
    found = await fetch(
        "SELECT id FROM portfolio_right WHERE application_body = ANY($1::varchar[]) "
        "UNION SELECT right_id FROM portfolio_publication WHERE number = ANY($2::varchar[]) "
        "UNION SELECT coalesce(merged_into, id) FROM portfolio_right WHERE id = ANY($3::uuid[])",
        list(bodies),
        list(publications),
        list(ids),
    )
    wanted = [row["id"] for row in found]
    if not wanted:
        return []
    rows = await fetch(
        f"SELECT id, {_LIST} FROM portfolio_right "
        "WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
        wanted,
    )
    rights = {row.pop("id"): row for row in rows}
    known_rights = {right_id: Right(right_id, values) for right_id, values in rights.items()}
    for row in await fetch(
        "SELECT number, right_id, granting FROM portfolio_publication "
        "WHERE right_id = ANY($1::uuid[])",
        wanted,
    ):
        known_rights[row["right_id"]].publications[row["number"]] = row["granting"]
    for row in await fetch(
        "SELECT right_id, teller, source, at, told FROM portfolio_telling "
        "WHERE right_id = ANY($1::uuid[])",
        wanted,
    ):
        known_rights[row["right_id"]].tellings[row["teller"]] = _telling(row)
    return list(known_rights.values())


async def save(rights: Iterable[Right], *, at: datetime) -> None:
    """Write made and changed rights; whoever gave a number away goes first."""
    told = list(rights)
    touched = [right for right in told if right.fresh or right.changed]
    stored = [right for right in touched if not right.fresh]
    await _update([right for right in stored if right.body is None])
    await _update([right for right in stored if right.body is not None])
    fresh = [right for right in touched if right.fresh]
    async with connection() as current:
        if fresh:
            await current.copy_records_to_table(
                "portfolio_right",
                columns=["id", "created_at", *COLUMNS],
                records=[
                    (right.id, at, *(right.values[name] for name in COLUMNS)) for right in fresh
                ],
            )
        added = [(number, right.id, *rest) for right in touched for number, *rest in right.added]
        if added:
            await current.copy_records_to_table(
                "portfolio_publication",
                columns=["number", "right_id", "granting", "published_on", "source"],
                records=added,
            )
    await _save_tellings(told)
    for right in touched:
        right.fresh = right.changed = False
        right.added.clear()


async def _save_tellings(rights: Sequence[Right]) -> None:
    told = [
        (right.id, teller, str(each.source), datetime.fromisoformat(each.at), each.packed())
        for right in rights
        for teller, each in right.tellings.items()
        if each.changed
    ]
    if not told:
        return
    made = {right.id for right in rights if right.fresh}
    first = [each for each in told if each[0] in made]
    if first:
        async with connection() as current:
            await current.copy_records_to_table(
                "portfolio_telling",
                columns=["right_id", "teller", "source", "at", "told"],
                records=first,
            )
    await _tell_again([each for each in told if each[0] not in made])
    for right in rights:
        for each in right.tellings.values():
            each.changed = False


async def _tell_again(told: Sequence[tuple[UUID, str, str, datetime, str]]) -> None:
    if not told:
        return
    await execute(
        "INSERT INTO portfolio_telling (right_id, teller, source, at, told) "
        "SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[]) "
        "ON CONFLICT (right_id, teller) DO UPDATE SET at = excluded.at, told = excluded.told",
        *(list(column) for column in zip(*told, strict=True)),
    )


async def tellings_of(right_id: UUID) -> dict[str, Telling]:
    """What each source tells of a right, by teller."""
    rows = await fetch(
        "SELECT teller, source, at, told FROM portfolio_telling WHERE right_id = $1", right_id
    )
    return {row["teller"]: _telling(row) for row in rows}


def _telling(row: Mapping[str, Any]) -> Telling:
    return unpacked(row["source"], row["at"].isoformat(), row["told"])


async def _update(rights: Sequence[Right]) -> None:
    if not rights:
        return
    told = ", ".join(f"{name} = told.{name}" for name in COLUMNS)
    await execute(
        f"UPDATE portfolio_right stored SET {told} "
        "FROM jsonb_populate_recordset(NULL::portfolio_right, $1::jsonb) AS told "
        "WHERE stored.id = told.id",
        dumps([{"id": right.id, **right.values} for right in rights]),
    )


async def move_to(winner: UUID, *, loser: UUID, at: datetime, by: UUID) -> None:
    """Everything that hung on `loser` hangs on `winner` from now on."""
    await execute(
        "UPDATE portfolio_publication SET right_id = $1 WHERE right_id = $2", winner, loser
    )
    await execute(
        "UPDATE portfolio_right_fact SET right_id = $1 WHERE right_id = $2", winner, loser
    )
    await execute(
        "UPDATE portfolio_asset a SET removed_at = $3, removed_by = $4 WHERE a.right_id = $2 "
        "AND a.removed_at IS NULL AND EXISTS (SELECT 1 FROM portfolio_asset other "
        "WHERE other.firm = a.firm AND other.right_id = $1 AND other.removed_at IS NULL)",
        winner,
        loser,
        at,
        by,
    )
    await execute("UPDATE portfolio_asset SET right_id = $1 WHERE right_id = $2", winner, loser)
    await execute("DELETE FROM portfolio_telling WHERE right_id = $1", loser)
    await execute(
        "UPDATE portfolio_right SET merged_into = $1 WHERE merged_into = $2", winner, loser
    )


async def are_pledged_apart(one: UUID, other: UUID) -> bool:
    """Whether each of these rights stands in a live pledge already."""
    pledged = await fetch_value(
        "SELECT count(DISTINCT right_id) FROM portfolio_pledged_right "
        "WHERE right_id = ANY($1::uuid[])",
        [one, other],
    )
    return bool(pledged == 2)  # noqa: PLR2004 - both


async def lock(ids: Sequence[UUID]) -> list[UUID]:
    """Lock rights in the order of their ids, joined ones through the one that counts."""
    rows = await fetch(
        "SELECT id FROM portfolio_right WHERE id = ANY($1::uuid[]) OR id IN "
        "(SELECT merged_into FROM portfolio_right WHERE id = ANY($1::uuid[])) "
        "ORDER BY id FOR UPDATE",
        list(ids),
    )
    return [row["id"] for row in rows]


async def by_ids(ids: Sequence[UUID], *, firm: UUID | None = None) -> dict[UUID, dict[str, Any]]:
    """The rights that count for these ids, by the id that was asked.

    With everything known of it, and what its holder declared: the firm asked for, else the only
    one there is.
    """
    rows = await fetch(
        f"SELECT asked.id AS asked, r.id, {_prefixed('r')}, {known_of('r')}, "
        "(SELECT CASE WHEN count(*) = 1 THEN min(a.declared::text) END FROM portfolio_asset a "
        "WHERE a.right_id = r.id AND a.removed_at IS NULL AND a.firm = coalesce($2, a.firm)) "
        "AS declared "
        "FROM portfolio_right asked JOIN portfolio_right r "
        "ON r.id = coalesce(asked.merged_into, asked.id) WHERE asked.id = ANY($1::uuid[])",
        list(ids),
        firm,
    )
    return {row.pop("asked"): row for row in rows}


async def by_number(*, body: str | None, publication: str | None) -> UUID | None:
    found: UUID | None = await fetch_value(
        "SELECT id FROM portfolio_right WHERE application_body = $1 "
        "UNION ALL SELECT right_id FROM portfolio_publication WHERE number = $2 LIMIT 1",
        body,
        publication,
    )
    return found


async def by_numbers(numbers: Sequence[str]) -> dict[str, UUID]:
    """The rights of these application bodies and publication numbers, as far as they are known."""
    rows = await fetch(
        "SELECT application_body AS number, id FROM portfolio_right "
        "WHERE application_body = ANY($1::varchar[]) "
        "UNION ALL SELECT number, right_id FROM portfolio_publication "
        "WHERE number = ANY($1::varchar[])",
        list(numbers),
    )
    return {row["number"]: row["id"] for row in rows}


async def by_registration(kind: str, number: str) -> UUID | None:
    """The right that is no patent and bears this number in its own register."""
    found: UUID | None = await fetch_value(
        "SELECT id FROM portfolio_right WHERE kind = $1 AND registration_no = $2", kind, number
    )
    return found


async def registered(numbers: Sequence[tuple[str, str]]) -> dict[str, UUID]:
    """The rights that are no patents and bear these numbers, each with its kind, by number."""
    rows = await fetch(
        "SELECT r.id, r.registration_no FROM portfolio_right r "
        "JOIN unnest($1::varchar[], $2::varchar[]) AS asked (kind, number) "
        "ON r.kind = asked.kind AND r.registration_no = asked.number",
        [kind for kind, _ in numbers],
        [number for _, number in numbers],
    )
    return {row["registration_no"]: row["id"] for row in rows}


async def suggested(
    firm: UUID, *, keys: Sequence[str], after: UUID | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Granted rights of the reference whose patentee bears one of these names, not yet held."""
    where = (
        "r.patentee_keys && $2::text[] AND r.grant_source IN ('register_extract', 'gazette') "
        "AND r.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM portfolio_asset a "
        "WHERE a.right_id = r.id AND a.firm = $1 AND a.removed_at IS NULL)"
    )
    rows = await fetch(
        f"SELECT r.id, {_prefixed('r')} FROM portfolio_right r WHERE {where} "
        "AND ($3::uuid IS NULL OR r.id > $3) ORDER BY r.id LIMIT $4",
        firm,
        list(keys),
        after,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM portfolio_right r WHERE {where} "
        f"LIMIT {COUNTED + 1}) AS counted",
        firm,
        list(keys),
    )
    return rows, int(total)


async def search(
    *,
    like: str | None,
    number: str | None,
    ipc: str | None,
    applicant: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """The reference, newest first: never what only a firm has declared."""
    where = (
        "r.source <> 'declared' AND r.merged_into IS NULL "
        "AND ($1::text IS NULL OR r.title ILIKE $1) "
        "AND ($2::text IS NULL OR r.application_body = $2 OR r.id IN "
        "(SELECT right_id FROM portfolio_publication WHERE number = $2)) "
        "AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM unnest(r.classes) AS c "
        "WHERE replace(c, ' ', '') LIKE $3)) "
        "AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM unnest(r.applicant_keys || "
        "r.patentee_keys) AS name WHERE name LIKE $4))"
    )
    rows = await fetch(
        f"SELECT r.id, r.created_at, {_prefixed('r')} FROM portfolio_right r "
        f"WHERE {where} AND ($5::timestamptz IS NULL OR (r.created_at, r.id) < ($5, $6)) "
        "ORDER BY r.created_at DESC, r.id DESC LIMIT $7",
        like,
        number,
        ipc,
        applicant,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM portfolio_right r WHERE {where} "
        f"LIMIT {COUNTED + 1}) AS counted",
        like,
        number,
        ipc,
        applicant,
    )
    return rows, int(total)


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in COLUMNS)


def escaped(text: str) -> str:
    """A text to stand inside a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

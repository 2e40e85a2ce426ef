"""Statements about families, rules of counting, and what makes an invention one of high value."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import connection, execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import NotFound
from backend.portfolio.families import Linked
from backend.portfolio.queries.assets import FROM, HOLDING

_MEMBER = "(SELECT m.family FROM portfolio_family_member m WHERE m.right_id = r.id)"
#: A holding with its family and the amounts of its pledges.
_QUALITY = f"""{HOLDING}, firm.name AS firm_name, {_MEMBER} AS family,
  ARRAY(SELECT ROW(p.number, p.published_on, o.teller) FROM portfolio_family_member o
    JOIN portfolio_publication p ON p.right_id = o.right_id
    WHERE o.family = {_MEMBER} AND o.right_id <> r.id ORDER BY p.number) AS relatives,
  ARRAY(SELECT ROW(g.registration_number, g.registered_on, g.secured_fen)
    FROM portfolio_pledge_amount g WHERE g.right_id = r.id
    ORDER BY g.secured_fen DESC, g.registration_number) AS pledged_for,
  ARRAY(SELECT ROW(w.title, w.kind, w.awarded_on) FROM portfolio_award w
    JOIN portfolio_asset h ON h.id = w.asset WHERE h.right_id = r.id AND w.state = 'confirmed'
    ORDER BY w.awarded_on, w.id) AS awards"""
#: What a family is known to have by its number only.
_UNSEEN = f"""ARRAY(SELECT substr(k.key, 8) FROM portfolio_family_key k
    WHERE k.family = {_MEMBER} AND k.key LIKE 'number:%' AND NOT EXISTS (SELECT
    FROM portfolio_publication p WHERE p.number = substr(k.key, 8)) ORDER BY k.key) AS unseen"""
#: For one statement these tables are as they were known before the moment `$4`.
_AS_KNOWN = "WITH " + ", ".join(
    f"{table} AS NOT MATERIALIZED (SELECT * FROM {table}_known($4))"
    for table in (
        "portfolio_right",
        "portfolio_asset",
        "portfolio_right_fact",
        "portfolio_publication",
        "portfolio_family_member",
        "portfolio_award",
        "portfolio_pledge_amount",
        "identity_organisation",
    )
)


async def known(
    keys: Sequence[str], right_ids: Sequence[UUID]
) -> tuple[dict[str, UUID], dict[UUID, UUID]]:
    """The families of these keys and of these rights."""
    by_key = await fetch(
        "SELECT key, family FROM portfolio_family_key WHERE key = ANY($1::text[])", list(keys)
    )
    by_right = await fetch(
        "SELECT right_id, family FROM portfolio_family_member WHERE right_id = ANY($1::uuid[])",
        list(right_ids),
    )
    return (
        {row["key"]: row["family"] for row in by_key},
        {row["right_id"]: row["family"] for row in by_right},
    )


async def write(linked: Linked, *, told: Mapping[UUID, date], teller: str) -> None:
    for loser, winner in linked.merged.items():
        await merge(winner, loser)
    await execute(
        "INSERT INTO portfolio_family_key (key, family) "
        "SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING",
        list(linked.keys),
        list(linked.keys.values()),
    )
    async with connection() as current:
        await current.executemany(
            "INSERT INTO portfolio_family_member (right_id, family, teller, as_of) "
            "VALUES ($1, $2, $3, $4) ON CONFLICT (right_id) DO UPDATE "
            "SET teller = excluded.teller, as_of = excluded.as_of "
            "WHERE portfolio_family_member.as_of < excluded.as_of",
            [(right, family, teller, told[right]) for right, family in linked.rights.items()],
        )


async def merge(winner: UUID, loser: UUID) -> None:
    """Two families turned out to be one."""
    for table in ("portfolio_family_key", "portfolio_family_member"):
        await execute(f"UPDATE {table} SET family = $1 WHERE family = $2", winner, loser)


async def move_member(winner: UUID, *, loser: UUID) -> None:
    """Two rights turned out to be one: of two families one is left."""
    rows = await fetch(
        "SELECT right_id, family FROM portfolio_family_member WHERE right_id = ANY($1::uuid[])",
        [winner, loser],
    )
    family = {row["right_id"]: row["family"] for row in rows}
    if loser not in family:
        return
    if winner in family:
        await execute("DELETE FROM portfolio_family_member WHERE right_id = $1", loser)
        if family[winner] != family[loser]:
            await merge(family[winner], family[loser])
        return
    await execute(
        "UPDATE portfolio_family_member SET right_id = $1 WHERE right_id = $2", winner, loser
    )


async def quality(asset_id: UUID, *, firm: UUID) -> dict[str, Any]:
    row = await fetch_one(
        f"SELECT {_QUALITY}, {_UNSEEN}, firm.division {FROM} "
        "WHERE a.id = $1 AND a.firm = $2 AND a.removed_at IS NULL",
        asset_id,
        firm,
    )
    if row is None:
        raise NotFound("There is no such patent in your portfolio.")
    return row


async def first_known_day() -> date | None:
    """From which day on it is known how things stood; None: from the first."""
    found: date | None = await fetch_value("SELECT day FROM portfolio_known_from")
    return found


async def of_division(
    division: str, *, abroad: bool, known_by: datetime | None, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Holdings of a district's verified firms: those with a family, or all granted inventions.

    As they are, or as they were known before a moment.
    """
    which = (
        f"{_MEMBER} IS NOT NULL" if abroad else "r.kind = 'invention' AND r.granted_on IS NOT NULL"
    )
    then = () if known_by is None else (known_by,)
    return await fetch(
        f"{_AS_KNOWN if then else ''} SELECT {_QUALITY} {FROM} "
        "WHERE firm.division = $1 AND firm.verified_at IS NOT NULL "
        f"AND a.removed_at IS NULL AND {which} AND ($2::uuid IS NULL OR a.id > $2) "
        "ORDER BY a.id LIMIT $3",
        division,
        after,
        limit,
        *then,
    )

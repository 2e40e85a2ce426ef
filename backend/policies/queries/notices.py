"""Statements about the words of the broker's notice, by version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED


async def in_force(on: date) -> dict[str, Any]:
    """Of those that have begun, the one written last."""
    found = await fetch_one(
        "SELECT * FROM policies_broker_text WHERE from_on <= $1 ORDER BY seq DESC LIMIT 1", on
    )
    if found is None:
        raise RuntimeError("No words of the notice are in force.")
    return found


async def newest() -> dict[str, Any]:
    """The one written last, whether it has begun or not."""
    found = await fetch_one("SELECT * FROM policies_broker_text ORDER BY seq DESC LIMIT 1")
    if found is None:
        raise RuntimeError("The notice has no words.")
    return found


async def of_year(year: int) -> int:
    """How many versions bear this year."""
    found = await fetch_value(
        "SELECT count(*) FROM policies_broker_text WHERE version LIKE $1", f"{year}.%"
    )
    return int(found)


async def add(proposal: Mapping[str, Any], *, version: str, at: datetime) -> UUID:
    """The version that an accepted proposal makes."""
    text_id = uuid4()
    await execute(
        "INSERT INTO policies_broker_text (id, created_at, version, from_on, paragraphs, "
        "author_name, accepted_by_name, reason, proposal) SELECT $1, $2, $3, valid_from, "
        "rules -> 'paragraphs', proposed_by_name, decided_by_name, reason, id "
        "FROM policies_notice_proposal WHERE id = $4",
        *(text_id, at, version, proposal["id"]),
    )
    return text_id


async def page(*, before: int | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Up to so many and one more, the one written last first; how many there are.

    `replaced_on`: the first day of one that was written later; `given`: notices with these words.
    """
    rows = await fetch(
        "SELECT t.*, (SELECT min(n.from_on) FROM policies_broker_text n WHERE n.seq > t.seq) "
        "AS replaced_on, (SELECT count(*) FROM (SELECT 1 FROM policies_broker_page g "
        "WHERE g.version = t.version LIMIT $3) AS counted) AS given "
        "FROM policies_broker_text t WHERE $1::bigint IS NULL OR t.seq < $1 "
        "ORDER BY t.seq DESC LIMIT $2",
        *(before, limit + 1, COUNTED + 1),
    )
    return rows, int(await fetch_value("SELECT count(*) FROM policies_broker_text"))

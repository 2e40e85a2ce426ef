"""Dated facts of rights."""

from collections.abc import Mapping
from typing import Any

from backend.portfolio.tables import RightFact

#: What stands in each row of `facts`; `scan_of` is the organisation that deposited the document,
#: `valid_days` the working days for which an extract proves something.
FACT = (
    "id", "right_id", "kind", "as_of", "payload", "document_id", "bank_id", "created_at",
    "recorded_by_name", "scan_of", "valid_days",
)  # fmt: skip


def known_of(right: str) -> str:
    """Two columns on the right `right`: its recorded facts, newest first, as `facts`, and the
    day on which the gazette first announced its grant, as `announced_on`."""
    stored = ", ".join(f"fact.{name}" for name in FACT[:-2])
    return (
        f"ARRAY(SELECT ROW({stored}, scan.organisation, "
        "CASE fact.kind WHEN 'register_extract' THEN portfolio_extract_days(fact.as_of) END) "
        "FROM portfolio_right_fact fact "
        "LEFT JOIN documents_file scan ON scan.id = fact.document_id "
        f"WHERE fact.right_id = {right}.id "
        "ORDER BY fact.as_of DESC, fact.created_at DESC, fact.id) AS facts, "
        "(SELECT min(announced.published_on) FROM portfolio_publication announced "
        f"WHERE announced.right_id = {right}.id AND announced.granting "
        "AND announced.source = 'gazette') AS announced_on"
    )


def facts_in(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts of a row that was asked for `known_of`."""
    return [dict(zip(FACT, fact, strict=True)) for fact in row["facts"]]


async def add(fact: RightFact) -> None:
    await RightFact.insert(fact)

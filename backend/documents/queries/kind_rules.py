"""Statements about what documents of each kind may be, and since when."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from backend.documents.rules import Limits
from backend.documents.states import Kind, Macros
from backend.documents.tables import KindRule
from backend.kernel.db import execute, fetch, fetch_value

_IN_FORCE = "valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)"
_LIMITS = ", ".join(each.name for each in fields(Limits))


async def in_force(kind: Kind, *, at: datetime) -> Limits:
    """The rule of that moment; the migration gave every kind one."""
    return (await all_in_force(at=at, kind=kind))[0]


async def all_in_force(*, at: datetime, kind: Kind | None = None) -> list[Limits]:
    """The rule of every kind (or of one), by kind."""
    rows = await fetch(
        f"SELECT {_LIMITS} FROM documents_kind_rule WHERE {_IN_FORCE} "
        'AND ($2::text IS NULL OR kind = $2) ORDER BY kind COLLATE "C"',
        at,
        None if kind is None else kind.value,
    )
    return [_limits(row) for row in rows]


def _limits(row: Mapping[str, Any]) -> Limits:
    return Limits(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "media_types": frozenset(row["media_types"]),
            "macros": Macros(row["macros"]),
        }
    )


async def history() -> list[dict[str, Any]]:
    """Every version of every kind, the latest of each first, with who set it and what it let in."""
    return await fetch(
        "SELECT r.*, m.name AS set_by_name, (SELECT count(*) FROM documents_file f "
        "WHERE f.kind = r.kind AND f.rule_version = r.version) AS files "
        "FROM documents_kind_rule r LEFT JOIN identity_member m ON m.id = r.set_by "
        'ORDER BY r.kind COLLATE "C", r.version DESC'
    )


async def lock(kind: Kind) -> int:
    """Let one at a time set the rule of a kind, until the transaction ends; its last version."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('documents.kind_rule:' || $1::text, 0))",
        kind.value,
    )
    last = await fetch_value(
        "SELECT max(version) FROM documents_kind_rule WHERE kind = $1", kind.value
    )
    return int(last)


async def end(kind: Kind, *, at: datetime) -> None:
    """End what is in force then; what was to begin later never begins."""
    await execute(
        "UPDATE documents_kind_rule SET valid_to = greatest(valid_from, $2) "
        "WHERE kind = $1 AND (valid_to IS NULL OR valid_to > greatest(valid_from, $2))",
        kind.value,
        at,
    )


async def add(rule: KindRule) -> None:
    await rule.save()

"""Everybody's word on a right that a firm holds: the sources', an extract's, its own file's."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.portfolio import resolution, telling
from backend.portfolio.queries import assets as queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.service.views import facts_of
from backend.portfolio.states import FactKind, Source
from backend.portfolio.telling import Provenance, Telling

#: Each group of columns that an extract may have said, by the column that names the source.
_BY_EXTRACT = {
    "owner_source": "patentees", "grant_source": "granted_on", "expiry_source": "expires_on",
}  # fmt: skip


async def sources(asset_id: UUID, *, by: Actor) -> list[Provenance]:
    """Field by field: whose word stands, what the others say, and where they contradict."""
    by.require(Permission.VIEW_FIRM)
    row = await queries.asset(asset_id, firm=by.organisation_id)
    tellings = await right_queries.tellings_of(row["right_id"])
    if not tellings and row["source"] != Source.DECLARED:
        tellings[telling.EARLIER] = resolution.columns_telling(row)
    extract = _extract(row)
    if extract is not None:
        tellings[str(Source.REGISTER_EXTRACT)] = extract
    own = {name: value for name, value in loads(row["declared"]).items() if name in telling.FIELDS}
    if own:
        tellings[telling.OWN_FILE] = _told(
            Source.DECLARED, own, clock.shanghai_date(row["added_at"])
        )
    return telling.provenance(tellings)


def _extract(row: Mapping[str, Any]) -> Telling | None:
    said = {
        name: row[name].isoformat() if isinstance(row[name], date) else row[name]
        for column, name in _BY_EXTRACT.items()
        if row[column] == Source.REGISTER_EXTRACT
    }
    if not said:
        return None
    newest = next(
        fact for fact in facts_of(row["right_id"], row) if fact.kind is FactKind.REGISTER_EXTRACT
    )
    owned = row["owner_source"] == Source.REGISTER_EXTRACT
    return _told(Source.REGISTER_EXTRACT, said, row["owner_as_of"] if owned else newest.as_of)


def _told(source: Source, said: Mapping[str, Any], day: date) -> Telling:
    found = Telling(source, f"{day.isoformat()}T00:00:00+00:00")
    found.hear(said, as_of=day.isoformat(), at=found.at)
    return found

"""A case as its officer read it, and who moved it since."""

from collections.abc import Mapping
from typing import Any

from backend.kernel.auth import Actor
from backend.kernel.events import EventRow, history
from backend.kernel.stale import Changed, who
from backend.lending import rules
from backend.lending.events import (
    ApplicationAssigned,
    ApplicationTakenIn,
    DocumentsAnswered,
    DocumentsRequested,
)
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import reading

#: What changes a line of the case, where its state says nothing of it.
_MOVED_BY = {
    "assignee": (ApplicationAssigned.name, ApplicationTakenIn.name),
    "request": (DocumentsRequested.name, DocumentsAnswered.name),
    "documents": (DocumentsAnswered.name,),
}


async def check_case(row: ApplicationRow, seen: Mapping[str, object] | None, *, by: Actor) -> None:
    """Refuse what is decided on a case that stands no more as it was read."""
    if seen is None:
        return
    [view] = await reading.views([row], by=by)
    current = {
        "state": row.state.value,
        "assignee": view.assignee_name,
        "request": None if view.open_request is None else view.open_request["n"],
        "documents": [each.name for each in view.documents],
    }
    if seen == current:
        return
    events = await history("loan_application", row.id)
    changed = {name: _last(name, events, reader=by) for name in current}
    raise rules.CaseMoved(
        "Read the case as it stands, then decide.",
        seen=seen,
        current=current,
        changed={name: told for name, told in changed.items() if told is not None},
    )


def _last(name: str, events: list[EventRow], *, reader: Actor) -> Changed | None:
    found = next((each for each in reversed(events) if _moves(name, each)), None)
    if found is None:
        return None
    person = who(found.actor_name, found.organisation_name, found.organisation_id, reader=reader)
    return person, found.occurred_at


def _moves(name: str, event: EventRow) -> bool:
    if name != "state":
        return event.name in _MOVED_BY[name]
    before: dict[str, Any] = event.before or {}
    after: dict[str, Any] = event.after or {}
    return before.get("state") != after.get("state")

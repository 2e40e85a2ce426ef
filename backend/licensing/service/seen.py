"""An inquiry as one side read it, and what the other did since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.events import EventRow, history
from backend.kernel.stale import Changed, who
from backend.licensing import refusals
from backend.licensing.events import LicenceProposed
from backend.licensing.queries import inquiries as queries

_INQUIRY = LicenceProposed.subject


@dataclass(frozen=True, kw_only=True)
class InquirySeen:
    """`proposal`: the number of the newest; `last_message`: the newest of the thread."""

    state: str
    proposal: int
    last_message: UUID | None


async def check_read(row: Mapping[str, Any], seen: InquirySeen | None, *, by: Actor) -> None:
    """Refuse the end of a thread in which something was said or proposed since."""
    if seen is None:
        return
    told = {each["id"]: each for each in await queries.messages(row["id"])}
    last = next(reversed(told.values()), None)
    events = await history(_INQUIRY, row["id"])
    before: dict[str, Any] = {"state": seen.state}
    current: dict[str, Any] = {"state": row["state"]}
    changed: dict[str, Changed] = {}
    if events:
        changed["state"] = _by(events[-1], reader=by)
    if last is not None and last["id"] != seen.last_message:
        read = told.get(seen.last_message) if seen.last_message else None
        before["message"] = None if read is None else read["text"]
        current["message"] = last["text"]
        person = who(
            last["author_name"], last["organisation_name"], last["organisation"], reader=by
        )
        changed["message"] = (person, last["created_at"])
    if row["proposed_n"] != seen.proposal:
        lines, deal = _deals(row, seen.proposal, events, reader=by)
        before, current = before | lines[0], current | lines[1]
        changed |= deal
    if before != current or row["proposed_n"] != seen.proposal:
        raise refusals.InquiryMoved(
            "Read what came since, then answer.",
            seen=before,
            current=current,
            changed=changed,
            newest=row["proposed_n"],
        )


async def proposal_changed(
    row: Mapping[str, Any], proposal: int, *, by: Actor
) -> refusals.ProposalChanged:
    """The refusal of an agreement to terms that are no more proposed."""
    (before, current), changed = _deals(
        row, proposal, await history(_INQUIRY, row["id"]), reader=by
    )
    return refusals.ProposalChanged(
        "Read the newest proposal, then answer.",
        seen=before,
        current=current,
        changed=changed,
        newest=row["proposed_n"],
    )


def _deals(
    row: Mapping[str, Any], proposal: int, events: Sequence[EventRow], *, reader: Actor
) -> tuple[tuple[dict[str, Any], dict[str, Any]], dict[str, Changed]]:
    """The lines of a proposal and of the newest one, and who made that."""
    made = [each for each in events if each.name == LicenceProposed.name]
    back = row["proposed_n"] - proposal
    before = _lines(made[-1 - back].after) if 0 <= back < len(made) else {}
    if not made:
        return (before, {}), {}
    current = _lines(made[-1].after)
    return (before, current), dict.fromkeys(current, _by(made[-1], reader=reader))


def _lines(deal: Mapping[str, Any] | None) -> dict[str, Any]:
    """The terms of a licence as they are read, a line for each."""
    if deal is None:
        return {}
    scope, price = dict(deal["scope"]), dict(deal["price"])
    lines = {"licence_kind": scope.pop("kind"), "carve_out": False, **scope}
    return lines | {"price_form": price.pop("form"), **price, "starts_on": deal["starts_on"]}


def _by(event: EventRow, *, reader: Actor) -> Changed:
    person = who(event.actor_name, event.organisation_name, event.organisation_id, reader=reader)
    return person, event.occurred_at

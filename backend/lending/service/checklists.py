"""What both sides see of an application's checklist, and of the versions that it has frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.documents import service as documents
from backend.documents.service import FileView, Placed, PlaceholderView, Slot
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.lending import checklist as pure
from backend.lending import snapshots
from backend.lending.checklist import Line, Standing
from backend.lending.queries import applications as queries
from backend.lending.queries import frozen
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import papers_wanted, products, steps
from backend.lending.states import State


@dataclass(frozen=True, kw_only=True)
class Newer:
    """The vault moved on; `document_id` is told to whoever may read the newer version."""

    n: int
    placed_at: datetime
    document_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class FrozenView:
    """A document as it went with an application: this version, these bytes, for ever."""

    file: FileView
    slot: Slot | None
    n: int | None
    frozen_at: datetime
    newer: Newer | None


@dataclass(frozen=True, kw_only=True)
class ChecklistLine:
    """A line with what went with the application (`frozen`), or, of a draft, what is there now."""

    line: Line
    standing: Standing
    placeholder: PlaceholderView | None
    frozen: FrozenView | None


@dataclass(frozen=True, kw_only=True)
class ChecklistView:
    """`others`: what went along without being asked for, and versions handed over before."""

    submitted: bool
    lines: list[ChecklistLine]
    others: list[FrozenView]


async def checklist(application_id: UUID, *, by: Actor) -> ChecklistView:
    """What the product asks for and what went with the application; a draft: what is there."""
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    taken = snapshots.read(row.snapshot)
    if row.state is State.DRAFT:
        version = await products.in_force(row.product)
        found = await papers_wanted.items(
            version.terms.checklist, taken, owner=row.applicant, on=clock.today()
        )
        return ChecklistView(
            submitted=False,
            lines=[
                ChecklistLine(
                    line=each.line, standing=each.standing, placeholder=each.view, frozen=None
                )
                for each in found
            ],
            others=[],
        )
    version = await products.version(row.product_version)
    on = clock.shanghai_date(row.submitted_at or row.updated_at)
    documents_of = await _frozen(row, by=by)
    lines = [
        _handed_over(line, documents_of)
        for line in pure.lines_of(version.terms.checklist, taken, on=on)
    ]
    told = [each.frozen for each in lines]
    return ChecklistView(
        submitted=True,
        lines=lines,
        others=[each for each in documents_of if each not in told],
    )


def _handed_over(line: Line, given: Sequence[FrozenView]) -> ChecklistLine:
    """The newest version that was handed over for a line."""
    own = [each for each in given if each.slot == line.slot]
    newest = max(own, key=lambda each: each.n or 0, default=None)
    return ChecklistLine(
        line=line,
        standing=Standing.MISSING if newest is None else Standing.PRESENT,
        placeholder=None,
        frozen=newest,
    )


async def _frozen(row: ApplicationRow, *, by: Actor) -> list[FrozenView]:
    rows = await frozen.of(row.id)
    ids = list({each["file"] for each in rows})
    known = await documents.describe(ids)
    places = {
        (file_id, place.placeholder_id): place
        for file_id, found in (await documents.placed(ids)).items()
        for place in found
    }
    newest = [place.newest for place in places.values() if place.newest is not None]
    readable = await documents.readable_ids(newest, by=by)
    found = []
    for each in rows:
        place = places.get((each["file"], each["placeholder"]))
        found.append(
            FrozenView(
                file=known[each["file"]],
                slot=None if place is None else place.slot,
                n=each["n"],
                frozen_at=each["frozen_at"],
                newer=_newer(place, readable),
            )
        )
    return found


def _newer(placed: Placed | None, readable: set[UUID]) -> Newer | None:
    if placed is None or not placed.superseded:
        return None
    told = placed.newest if placed.newest in readable else None
    return Newer(n=placed.newest_n, placed_at=placed.newest_at, document_id=told)

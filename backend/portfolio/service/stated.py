"""One chunk of a file of trademarks, software, works or layouts: each row a firm's statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.db import dumps, loads
from backend.kernel.errors import RuleBroken
from backend.kernel.events import Change, emit_all
from backend.portfolio import resolution
from backend.portfolio.events import RightDeclared
from backend.portfolio.importing import apart, stating
from backend.portfolio.importing.formats import Recognised
from backend.portfolio.importing.rows import Refusal, Row
from backend.portfolio.kinds import Declaration
from backend.portfolio.passing import Form, passing
from backend.portfolio.queries import assets as asset_queries
from backend.portfolio.queries import imports as queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.resolution import Right
from backend.portfolio.service.chunks import Ended, Job, asset_of, record
from backend.portfolio.states import OF_APART, Outcome, Warned
from backend.portfolio.tables import Asset


class NotOfPatents(RuleBroken):
    code = "portfolio.not_of_patents"
    title = "The reference takes patents; other rights are stated by the firm that holds them"


def check_side(run: Mapping[str, Any], found: Recognised) -> None:
    if run["reference"] and found.format in OF_APART:
        raise NotOfPatents(f"It is a table of {found.format}.", format=str(found.format))


@dataclass(slots=True)
class Shelf:
    """What the firm holds of the rights that a chunk names, by their numbers."""

    rights: dict[str, UUID]
    #: The holding and what it says, by right.
    held: dict[UUID, tuple[UUID, dict[str, Any]]]
    made: list[Right] = field(default_factory=list)
    fresh: dict[UUID, Asset] = field(default_factory=dict)
    changed: set[UUID] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)

    def told(self, number: str) -> dict[str, Any] | None:
        right_id = self.rights.get(number)
        held = None if right_id is None else self.held.get(right_id)
        return None if held is None else held[1]


async def apply_statements(rows: Sequence[Row], *, job: Job, read: int) -> None:
    """Bring a chunk in: holdings as the firm states them, the rows, the run's figures."""
    await right_queries.take_turn()
    said = [row.stated for row in rows if row.refusal is None and row.stated is not None]
    rights = await right_queries.registered([(str(each.kind), each.number) for each in said])
    await right_queries.lock(list(rights.values()))
    stored = await asset_queries.of_rights(list(rights.values()), firm=job.organisation_id)
    shelf = Shelf(rights, {key: (row["id"], loads(row["declared"])) for key, row in stored.items()})
    standing = await queries.standing(job.run_id, [each.number for each in said])
    ended = []
    for row in rows:
        end = _end(row, shelf, standing, job=job)
        if end.outcome is not Outcome.REFUSED and row.key is not None:
            standing.setdefault(
                row.key, {"line": row.line, "digest": row.digest, "cells": row.cells}
            )
        ended.append(end)
    await right_queries.save(shelf.made, at=clock.now())
    for asset in shelf.fresh.values():
        asset.declared = dumps(shelf.held[asset.right_id][1])
    await asset_queries.add(list(shelf.fresh.values()))
    await asset_queries.redeclare(
        {asset_id: told for asset_id, told in shelf.held.values() if asset_id in shelf.changed}
    )
    if shelf.changes:
        await emit_all(shelf.changes, by=job.by)
    await record(ended, job=job, read=read)


def _end(row: Row, shelf: Shelf, standing: Mapping[str, Mapping[str, Any]], *, job: Job) -> Ended:
    if row.refusal is not None or row.stated is None:
        return Ended(row, Outcome.REFUSED, refusal=row.refusal)
    said, known = row.stated, shelf.told(row.stated.number)
    if known is not None and Warned.AUTHORSHIP_BY_OWNER in row.warnings:
        # A name only tells the author where nobody has.
        said = replace(said, facts={**said.facts, apart.AUTHORSHIP: None})
        row.warnings.remove(Warned.AUTHORSHIP_BY_OWNER)
    first = standing.get(said.number)
    if first is not None and known is not None:
        if bytes(first["digest"]) == row.digest:
            return Ended(row, Outcome.DUPLICATE)
        return _said_twice(row, said, known, first["line"], shelf, job=job)
    return _state(row, said if known is None else stating.merged(said, known), shelf, job=job)


def _said_twice(
    row: Row,
    said: Declaration,
    known: Mapping[str, Any],
    line: int,
    shelf: Shelf,
    *,
    job: Job,
) -> Ended:
    """A mark stands once per class in many lists: its classes add up; else the first row stands."""
    told = said.told()
    differing = [name for name, value in told.items() if known.get(name) != value]
    if not differing:
        return Ended(row, Outcome.DUPLICATE)
    if differing != [apart.MARK_CLASSES]:
        names = [name for name in differing if name != apart.MARK_CLASSES]
        shown = str(told[names[0]])
        return Ended(
            row,
            Outcome.REFUSED,
            refusal=Refusal(
                "conflict_in_file", names[0], shown, passing(Form.SAME_AS_ROW, row=line)
            ),
        )
    classes = sorted({*known[apart.MARK_CLASSES], *said.facts[apart.MARK_CLASSES]})
    added = {**said.facts, apart.MARK_CLASSES: classes}
    whole = Declaration(kind=said.kind, number=said.number, title=said.title, facts=added)
    return _state(row, stating.merged(whole, known), shelf, job=job)


def _state(row: Row, said: Declaration, shelf: Shelf, *, job: Job) -> Ended:
    refusal = stating.refused(said, lives=job.law.lives, today=job.today)
    if refusal is not None:
        return Ended(row, Outcome.REFUSED, refusal=refusal)
    told, before = said.told(), shelf.told(said.number)
    right_id = shelf.rights.get(said.number)
    if right_id is None:
        right = resolution.blank(uuid4())
        right.put(kind=said.kind, registration_no=said.number)
        shelf.made.append(right)
        right_id = shelf.rights[said.number] = right.id
    if told == before:
        return Ended(row, Outcome.DUPLICATE, right_id=right_id)
    if before is None:
        asset = asset_of(right_id, job=job)
        shelf.fresh[right_id] = asset
        shelf.held[right_id] = (asset.id, told)
    else:
        asset_id, _ = shelf.held[right_id]
        shelf.held[right_id] = (asset_id, told)
        if right_id not in shelf.fresh:
            shelf.changed.add(asset_id)
    shelf.changes.append(_declared(right_id, said, before, told, job=job))
    outcome = Outcome.ACCEPTED if before is None else Outcome.UPDATED
    return Ended(row, outcome, right_id=right_id)


def _declared(
    right_id: UUID,
    said: Declaration,
    before: Mapping[str, Any] | None,
    told: Mapping[str, Any],
    *,
    job: Job,
) -> Change:
    event = RightDeclared(
        subject_id=right_id,
        parties=(job.organisation_id,),
        kind=str(said.kind),
        number=said.number,
    )
    return Change(event=event, before={"declared": before}, after={"declared": told})

"""One chunk of an import: decided in memory, written in sets, counted with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, loads
from backend.portfolio import resolution
from backend.portfolio.importing.rows import Refusal, Row
from backend.portfolio.industries import Industries
from backend.portfolio.industry_classes import industries
from backend.portfolio.passing import Form, passing
from backend.portfolio.queries import assets as asset_queries
from backend.portfolio.queries import imports as queries
from backend.portfolio.queries import rights as right_queries
from backend.portfolio.resolution import Right
from backend.portfolio.right_rows import RightLaw
from backend.portfolio.service import families
from backend.portfolio.service.holdings import join_rights
from backend.portfolio.states import Format, Outcome, Source
from backend.portfolio.tables import Asset

#: The office's own publications; whatever else the operator brings in is a vendor's word. What a
#: firm brings in is always declared.
_OFFICIAL = frozenset({Format.CNIPA_GAZETTE, Format.CNIPA_XML})
SOURCE_OF = {form: Source.GAZETTE if form in _OFFICIAL else Source.VENDOR_EXPORT for form in Format}


@dataclass(frozen=True, kw_only=True)
class Job:
    """What all chunks of a run have in common."""

    run_id: UUID
    reference: bool
    organisation_id: UUID
    source: Source
    teller: str
    columns: list[str]
    item: int | None
    today: date
    law: RightLaw
    by: Actor


@dataclass
class Book:
    """The rights that the rows of a chunk mean, by their numbers."""

    #: The classes in force on the day of the run.
    industries: Industries
    bodies: dict[str, Right] = field(default_factory=dict)
    publications: dict[str, Right] = field(default_factory=dict)
    rights: dict[UUID, Right] = field(default_factory=dict)

    def enter(self, right: Right) -> None:
        self.rights[right.id] = right
        if right.body is not None:
            self.bodies[right.body] = right
        for number in right.publications:
            self.publications[number] = right

    def forget_body(self, right: Right) -> None:
        if right.body is not None:
            self.bodies.pop(right.body, None)

    def by_application(self, row: Row) -> Right | None:
        return None if row.application is None else self.bodies.get(row.application.body)

    def by_publication(self, row: Row) -> Right | None:
        return None if row.publication is None else self.publications.get(row.publication.text)


@dataclass(slots=True)
class Ended:
    """How a row ended."""

    row: Row
    outcome: Outcome
    right: Right | None = None
    refusal: Refusal | None = None
    #: Of a right that is not in hand as such.
    right_id: UUID | None = None


async def apply_chunk(rows: Sequence[Row], *, job: Job, read: int) -> None:
    """Bring a chunk in: rights or holdings, the rows with their outcomes, the run's figures."""
    await right_queries.take_turn()
    sound = [row for row in rows if row.refusal is None]
    book = Book(await industries(job.today))
    for right in await right_queries.known(
        bodies=[row.application.body for row in sound if row.application is not None],
        publications=[row.publication.text for row in sound if row.publication is not None],
    ):
        book.enter(right)
    ended = await _decide(rows, book=book, job=job)
    await right_queries.save(book.rights.values(), at=clock.now())
    if job.reference:
        told = [(end.right.id, end.row) for end in ended if end.right is not None]
        await families.link(told, teller=job.teller, today=job.today)
    else:
        await _hold(ended, job=job)
    await record(ended, job=job, read=read)


async def _decide(rows: Sequence[Row], *, book: Book, job: Job) -> list[Ended]:
    standing = await queries.standing(job.run_id, [row.key for row in rows if row.key])
    ended = []
    for row in rows:
        end = _ended_in_file(row, standing, job) or await _bring_in(row, book=book, job=job)
        if end.outcome is not Outcome.REFUSED and row.key is not None:
            standing.setdefault(
                row.key, {"line": row.line, "digest": row.digest, "cells": row.cells}
            )
        ended.append(end)
    return ended


def _ended_in_file(row: Row, standing: dict[str, dict[str, Any]], job: Job) -> Ended | None:
    """Refused by its own cells, or met before in this file: the first row of a number stands."""
    if row.refusal is not None:
        return Ended(row, Outcome.REFUSED, refusal=row.refusal)
    first = standing.get(row.key or "")
    if first is None:
        return None
    if bytes(first["digest"]) == row.digest:
        return Ended(row, Outcome.DUPLICATE)
    fields = _differing(loads(first["cells"]), row.cells, job)
    return Ended(
        row,
        Outcome.REFUSED,
        refusal=Refusal(
            "conflict_in_file",
            ", ".join(fields)[:120],
            row.key,
            passing(Form.SAME_AS_ROW, row=first["line"]),
        ),
    )


def _differing(first: list[str], second: list[str], job: Job) -> list[str]:
    names = []
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if at != job.item and one.strip() != other.strip():
            names.append(job.columns[at] if at < len(job.columns) else f"column {at + 1}")
    return names or ["address"]  # the only cell that may have been emptied


async def _bring_in(row: Row, *, book: Book, job: Job) -> Ended:
    found = {
        "by_application": book.by_application(row),
        "by_publication": book.by_publication(row),
    }
    if not job.reference:
        return _declare(row, resolution.meaning_for_holder(row, **found), book)
    source = job.source
    meant = resolution.meaning(row, **found, source=source)
    if meant.refusal is not None:
        return Ended(row, Outcome.REFUSED, refusal=meant.refusal)
    right = meant.right or resolution.blank(uuid4())
    if meant.joined is not None and await right_queries.are_pledged_apart(
        right.id, meant.joined.id
    ):
        return Ended(row, Outcome.REFUSED, refusal=_pledged_twice(row))
    fresh = right.fresh and not right.changed
    if meant.robbed is not None:
        book.forget_body(meant.robbed)
        resolution.give_up_number(meant.robbed)
    book.forget_body(right)
    if meant.joined is not None:
        await _join(right, meant.joined, book=book, job=job)
    as_of = row.published_on or job.today
    said = resolution.Said(source, as_of, job.teller, clock.now().isoformat())
    changed = resolution.apply(row, right, said, industries=book.industries)
    book.enter(right)
    if fresh:
        return Ended(row, Outcome.ACCEPTED, right)
    changed = changed or meant.joined is not None
    return Ended(row, Outcome.UPDATED if changed else Outcome.DUPLICATE, right)


def _pledged_twice(row: Row) -> Refusal:
    """The row makes one patent of two rights, each of which secures a live pledge."""
    number = row.application.text if row.application is not None else ""
    return Refusal(
        "pledged_twice",
        "application_no",
        number,
        passing(Form.ONE_PLEDGE_FIRST, key=row.key or "", number=number),
    )


async def _join(right: Right, joined: Right, *, book: Book, job: Job) -> None:
    """Two stored rights are one patent; one made in this very chunk is written first."""
    await right_queries.save([right, joined], at=clock.now())
    await join_rights(right, joined, by=job.by)
    book.rights.pop(joined.id, None)


def _declare(row: Row, meant: resolution.Meaning, book: Book) -> Ended:
    """A firm's row: reference rights stay as they are, an unknown number is kept as declared."""
    if meant.refusal is not None:
        return Ended(row, Outcome.REFUSED, refusal=meant.refusal)
    right = meant.right
    if right is None:
        right = resolution.blank(uuid4())
        right.put(kind=row.kind)
        if row.classes:
            right.put(**resolution.classes_of(row.classes, book.industries))
    if right.values["source"] == Source.DECLARED:
        if row.application is not None and (right.fresh or not meant.apart):
            resolution.supply(right, row.application, Source.DECLARED)
        if row.publication is not None and not meant.apart:
            resolution.add_publication(right, row.publication, row.published_on, Source.DECLARED)
    book.enter(right)
    return Ended(row, Outcome.ACCEPTED, right)


async def _hold(ended: Sequence[Ended], *, job: Job) -> None:
    """Holdings for the rows of a firm, which also decide between accepted, updated, duplicate."""
    kept = [end for end in ended if end.right is not None]
    stored = await asset_queries.of_rights(
        [end.right.id for end in kept if end.right is not None], firm=job.organisation_id
    )
    held = {right_id: (row["id"], loads(row["declared"])) for right_id, row in stored.items()}
    fresh: dict[UUID, Asset] = {}
    redeclared: dict[UUID, dict[str, Any]] = {}
    for end in kept:
        if end.right is None:
            continue
        told = resolution.declared(end.row)
        if end.right.id not in held:
            asset = asset_of(end.right.id, job=job)
            fresh[asset.id] = asset
            held[end.right.id] = (asset.id, told)
            redeclared[asset.id] = told
            continue
        asset_id, known = held[end.right.id]
        if all(known.get(name) == value for name, value in told.items()):
            end.outcome = Outcome.DUPLICATE
            continue
        held[end.right.id] = (asset_id, known | told)
        redeclared[asset_id] = known | told
        end.outcome = Outcome.UPDATED
    for asset_id, asset in fresh.items():
        asset.declared = dumps(redeclared.pop(asset_id))
    await asset_queries.add(list(fresh.values()))
    await asset_queries.redeclare(redeclared)


def asset_of(right_id: UUID, *, job: Job) -> Asset:
    return Asset(
        id=uuid4(),
        created_at=clock.now(),
        firm=job.organisation_id,
        right_id=right_id,
        declared=dumps({}),
        import_run=job.run_id,
        added_by=job.by.user_id,
    )


async def record(ended: Sequence[Ended], *, job: Job, read: int) -> None:
    outcomes: Counter[str] = Counter()
    warned = 0
    records = []
    for end in ended:
        row, refusal = end.row, end.refusal
        kept = end.outcome in {Outcome.ACCEPTED, Outcome.UPDATED}
        warnings = [str(each) for each in row.warnings] if kept else []
        outcomes[str(end.outcome)] += 1
        warned += bool(warnings)
        records.append(
            (
                job.run_id,
                row.line,
                row.key,
                row.digest or None,
                str(end.outcome),
                None if refusal is None else f"portfolio.{refusal.code}",
                None if refusal is None else refusal.field,
                None if refusal is None else refusal.value,
                None if refusal is None else dumps(asdict(refusal.passing)),
                warnings,
                end.right_id if end.right is None else end.right.id,
                queries.packed(row.cells),
            )
        )
    await queries.add_rows(records)
    await queries.count(job.run_id, outcomes=outcomes, warned=warned, read=read)

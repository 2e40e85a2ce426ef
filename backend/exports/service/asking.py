"""Exports of lists as their asker sees them: asked for, found again, taken away."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.exports import rules
from backend.exports.events import ListAsked, ListTaken
from backend.exports.lists import LISTS, listed_as
from backend.exports.queries import lists as queries
from backend.exports.states import State
from backend.kernel import clock, jobs, language, pages
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.kernel.listed import MEDIA_TYPES, Form

WRITE = "exports.write_list"


@dataclass(frozen=True, kw_only=True)
class View:
    """An export with what may be done with it now."""

    row: Mapping[str, Any]
    state: State
    filters: Mapping[str, Any]
    #: What identifiers among the filters name, as far as the asker may see it.
    names: Mapping[str, str]
    file_name: str

    @property
    def may_take(self) -> bool:
        return self.state is State.DONE


async def ask(name: str, form: Form, filters: Mapping[str, object], *, by: Actor) -> View:
    """Have a list written; asked for again while that is under way, it is the same export."""
    listed = listed_as(name)
    if form not in listed.forms:
        forms = [str(each) for each in listed.forms]
        raise rules.FormUnknown(f"It leaves as {' or '.join(forms)}.", field="format", forms=forms)
    asked = listed.ask(filters)
    total = await listed.count(asked, by)
    said = asked.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(dumps(dict(sorted(said.items()))).encode()).hexdigest()
    same = (name, str(form), str(language.current()), digest)
    async with transaction():
        await queries.lock_asker(by.user_id)
        there = await queries.under_way(by.user_id, same=same)
        if there is not None:
            return await export(there, by=by)
        if await queries.count_under_way(by.user_id) >= rules.MAX_UNDER_WAY:
            raise rules.TooManyUnderWay(
                f"At most {rules.MAX_UNDER_WAY} at a time.", limit=rules.MAX_UNDER_WAY
            )
        export_id = uuid4()
        await queries.add(
            {
                "id": export_id,
                "created_at": clock.now(),
                "organisation": by.organisation_id,
                "asker": by.user_id,
                "list": name,
                "form": str(form),
                "language": str(language.current()),
                "filters": said,
                "filters_hash": digest,
                "held": sorted(str(each) for each in by.permissions & listed.rests_on),
                "state": State.QUEUED,
                "total": total,
            }
        )
        await emit(
            ListAsked(
                subject_id=export_id,
                parties=(by.organisation_id,),
                list=name,
                format=str(form),
                filters=said,
                rows=total,
            ),
            by=by,
        )
        await jobs.enqueue(WRITE, {"id": str(export_id)})
        return await export(export_id, by=by)


async def export(export_id: UUID, *, by: Actor) -> View:
    """The asker's own, as long as he may read what is in it."""
    row = await queries.find(export_id)
    if row is None or not may_read(row, by):
        raise NotFound
    return await _view(row, by=by)


def may_read(row: Mapping[str, Any], by: Actor) -> bool:
    """Whether it is the actor's, and he holds all that it rested on when he asked."""
    own = row["asker"] == by.user_id and row["organisation"] == by.organisation_id
    held = {str(each) for each in by.permissions}
    return own and row["list"] in LISTS and held.issuperset(row["held"])


async def _view(row: Mapping[str, Any], *, by: Actor) -> View:
    state = State(row["state"])
    if state is State.DONE and row["expires_at"] <= clock.now():
        state = State.EXPIRED
    listed, filters = LISTS[row["list"]], loads(row["filters"])
    names: Mapping[str, str] = {}
    if filters and listed.named is not None:
        with suppress(InvalidField):  # asked of the list as it was then
            names = await listed.named(listed.ask(filters), by)
    day = row["created_at"].astimezone(clock.SHANGHAI)
    return View(
        row=row,
        state=state,
        filters=filters,
        names=names,
        file_name=f"{listed.called(row['language'])}-{day:%Y%m%d-%H%M}.{row['form']}",
    )


async def exports(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[View], str | None, int | str]:
    """The actor's own, newest first."""
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.user_id,
        by.organisation_id,
        lists=sorted(LISTS),
        held=sorted(str(each) for each in by.permissions),
        after=after,
        limit=limit,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [await _view(row, by=by) for row in cut], following, pages.total_of(total)


async def take(export_id: UUID, *, by: Actor) -> tuple[View, str, AsyncIterator[bytes]]:
    """The file, its media type and its bytes; that it was taken is on record before."""
    found = await export(export_id, by=by)
    if found.state is State.EXPIRED:
        raise rules.Expired
    if found.state is not State.DONE:
        raise rules.NotDone(state=str(found.state))
    content = await documents.open_for_a_while(found.row["file"])
    async with transaction():
        await emit(
            ListTaken(
                subject_id=export_id,
                parties=(by.organisation_id,),
                list=found.row["list"],
                rows=found.row["done"],
            ),
            by=by,
        )
    return found, MEDIA_TYPES[Form(found.row["form"])], content

"""What a person has to look at: opened once, listed, settled with words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.payments import events, rules
from backend.payments.queries import gateway as queries
from backend.payments.service.ledger import Rows
from backend.payments.states import TaskKind


async def open_task(
    kind: TaskKind,
    external_id: str,
    *,
    amount: int,
    charge_id: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Ask the operator to look at something, once however often it is found."""
    async with transaction():
        opened = await queries.add_task(
            kind, external_id, charge_id=charge_id, amount=amount, facts=facts or {}
        )
        if opened is not None:
            await emit(
                events.TaskOpened(subject_id=opened, kind=kind, amount_fen=amount), by=SYSTEM
            )


async def tasks_of(keys: Sequence[tuple[TaskKind, str]]) -> dict[tuple[str, str], UUID]:
    """The tasks about these, where there are any."""
    rows = await queries.tasks_of(keys)
    return {(row["kind"], row["external_id"]): row["id"] for row in rows}


async def task_page(*, settled: bool, cursor: str | None, limit: int, by: Actor) -> Rows:
    """The open tasks, newest first; with `settled` also those that were settled."""
    by.require(Permission.VIEW_OPERATOR)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.tasks(settled=settled, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def settle_task(task_id: UUID, *, resolution: str, by: Actor) -> None:
    """Say how something was settled; the money itself moves through the ledger."""
    by.require(Permission.HANDLE_MONEY)
    async with transaction():
        row = await queries.lock_task(task_id)
        if row is None:
            raise NotFound
        if row["settled_at"] is not None:
            raise rules.TaskSettled(f"{row['settled_by_name']}: {row['resolution']}")
        await queries.settle_task(
            task_id, by=by.user_id, name=by.name, at=clock.now(), resolution=resolution
        )
        await emit(
            events.TaskSettled(subject_id=task_id, kind=row["kind"]),
            by=by,
            after={"resolution": resolution},
        )

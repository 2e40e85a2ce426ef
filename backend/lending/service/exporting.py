"""A bank's queue as a list to save: what was asked for first, then every row."""

from collections.abc import AsyncIterator
from uuid import UUID

from pydantic import field_validator

from backend.identity import service as identity
from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said, spoken
from backend.kernel.spreadsheet import yuan
from backend.lending import case_wording as words
from backend.lending import wording
from backend.lending.queries import desk
from backend.lending.service import reading
from backend.lending.service.reading import Wanted
from backend.lending.states import State

Row = tuple[object, ...]


class QueueAsked(listed.Asked):
    state: tuple[State, ...] = ()
    view: reading.Queue = "all"
    q: str | None = None
    overdue: bool = False
    request_id: UUID | None = None
    assignee_id: UUID | None = None
    at_bank: bool = False
    group_id: UUID | None = None
    sort: reading.Sort = "updated"

    @classmethod
    def of(cls, wanted: Wanted) -> "QueueAsked":
        return cls(
            state=wanted.states,
            view=wanted.queue,
            q=wanted.q,
            overdue=wanted.overdue,
            request_id=wanted.request_id,
            assignee_id=wanted.assignee_id,
            at_bank=wanted.at_bank,
            group_id=wanted.group_id,
            sort=wanted.sort,
        )

    @field_validator("state", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def wanted(self) -> Wanted:
        others = self.model_dump(exclude={"state", "view"})
        return Wanted(states=self.state, queue=self.view, **others)


async def _count(asked: QueueAsked, by: Actor) -> int:
    return await reading.count(asked.wanted, by=by)


async def _open(asked: QueueAsked, by: Actor) -> listed.Extract:
    """The applications of the actor's side, as the list was filtered and ordered."""
    wanted = asked.wanted
    amount, assignees = 0, set[str]()
    group = await _group(wanted.group_id, by=by)

    async def rows() -> AsyncIterator[Row]:
        nonlocal amount
        async for row in reading.export(wanted, by=by):
            amount += row.amount_fen
            assignees.update({row.assignee} if row.assignee else ())
            yield wording.listed(row)

    def cover() -> listed.Cover:
        states = [wording.STATE_NAMES[each] for each in reading.states_of(wanted)]
        named = next(iter(assignees), wanted.assignee_id)
        return (
            (said("机构", "Organisation"), by.organisation_name),
            (said("视图", "View"), words.VIEWS[wanted.queue]),
            (said("状态", "State"), joined(states) or None),
            (said("搜索", "Search"), wanted.q),
            (said("仅看超期", "Overdue only"), words.yes(value=True) if wanted.overdue else None),
            (said("小组", "Group"), group),
            (said("负责人", "Handler"), None if wanted.assignee_id is None else named),
            (said("融资需求", "Financing request"), wanted.request_id),
            (said("排序", "Order"), words.SORTS[wanted.sort]),
            (said("金额合计（元）", "Amount in all (CNY)"), yuan(amount)),
        )

    return listed.Extract(
        headings=spoken(wording.HEADINGS), batches=listed.batched(rows()), cover=cover
    )


async def _named(asked: QueueAsked, by: Actor) -> dict[str, str]:
    """A colleague, a group of the bank, a request that the reader knows."""
    own, found = by.organisation_id, dict[str, str | None]()
    if asked.assignee_id is not None:
        names = await identity.member_names([asked.assignee_id], within=own)
        found["assignee_id"] = names.get(asked.assignee_id)
    if asked.group_id is not None:
        found["group_id"] = await desk.group_name(asked.group_id, bank=own)
    if asked.request_id is not None:
        found["request_id"] = await desk.request_number(asked.request_id, reader=own)
    return {name: known for name, known in found.items() if known is not None}


QUEUE_LIST = listed.Listed(
    name="loan_applications",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=QueueAsked,
    rests_on=frozenset({Permission.VIEW_FIRM, Permission.VIEW_BANK}),
    sheet=("贷款申请", "Loan applications"),
    count=_count,
    open=_open,
    named=_named,
)


async def _group(group_id: UUID | None, *, by: Actor) -> object:
    """A group of the actor's bank by its name, anything else as it was asked for."""
    if group_id is None:
        return None
    return await desk.group_name(group_id, bank=by.organisation_id) or group_id

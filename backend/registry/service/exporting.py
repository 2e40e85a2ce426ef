"""The register and what waits to be verified as workbooks: what was asked for, then every row."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import field_validator

from backend.kernel import clock, listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said, spoken
from backend.kernel.spreadsheet import yuan
from backend.portfolio import service as portfolio
from backend.registry import list_wording as wording
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks
from backend.registry.queries.checks import Waiting
from backend.registry.queries.register import Asked, Filters, page_of_party
from backend.registry.service.access import READING
from backend.registry.service.reading import (
    REGISTER_READERS,
    Found,
    Published,
    search,
    waiting,
)
from backend.registry.states import Stage, State


class RegisterAsked(listed.Asked):
    number: str | None = None
    patent: str | None = None
    pledgor: str | None = None
    pledgee: str | None = None
    as_known_on: date | None = None


async def _found(asked: RegisterAsked, *, cursor: str | None, limit: int, by: Actor) -> Found:
    wanted = Asked(**asked.model_dump(exclude={"as_known_on"}))
    return await search(
        wanted,
        as_known_on=asked.as_known_on,
        cursor=cursor,
        limit=limit,
        counted=listed.EVERY if cursor is None else 0,
        by=by,
    )


async def _count(asked: RegisterAsked, by: Actor) -> int:
    return int((await _found(asked, cursor=None, limit=1, by=by)).total)


async def _open(asked: RegisterAsked, by: Actor) -> listed.Extract:
    """The registrations that the caller may see, as far as they answer what was asked."""
    first = await _found(asked, cursor=None, limit=listed.BATCH, by=by)
    secured = 0

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        nonlocal secured
        page = first
        while True:
            secured += sum(each.record.secured_fen or 0 for each in page.items)
            yield [_registered(each, sees_amount=page.sees_amount) for each in page.items]
            if page.next is None:
                return
            page = await _found(asked, cursor=page.next, limit=listed.BATCH, by=by)

    def cover() -> listed.Cover:
        return (
            (said("机构", "Organisation"), by.organisation_name),
            (said("知悉日", "As known on"), asked.as_known_on or clock.today()),
            (said("登记号", "Registration number"), asked.number),
            (said("专利号", "Patent number"), asked.patent),
            (said("出质人", "Pledgor"), asked.pledgor),
            (said("质权人", "Pledgee"), asked.pledgee),
            (
                said("该专利有存续质押", "Patent is in a live pledge"),
                None if first.live is None else wording.YES[first.live],
            ),
            (said("合计（元）", "Sum (CNY)"), yuan(secured) if first.sees_amount else None),
        )

    return listed.Extract(headings=spoken(wording.REGISTER), batches=batches(), cover=cover)


REGISTER_LIST = listed.Listed(
    name="register",
    forms=(listed.Form.XLSX,),
    asked=RegisterAsked,
    rests_on=frozenset(REGISTER_READERS),
    sheet=("质押登记簿", "Pledge register"),
    count=_count,
    open=_open,
)


def _registered(found: Published, *, sees_amount: bool) -> tuple[object, ...]:
    record = found.record
    secured = record.secured_fen if sees_amount else None
    return (
        record.registration_number,
        record.registered_on,
        _names(found.pledgors),
        _names(found.pledgees),
        joined(view.label for view in found.rights),
        wording.STATES[record.state],
        None if record.ended is None else date.fromisoformat(record.ended["on"]),
        wording.VERIFIED[found.verified],
        None if secured is None else yuan(secured),
    )


def _names(parties: Sequence[str | None]) -> str:
    """Persons' names are not published."""
    return joined(said(*wording.PERSON) if name is None else name for name in parties)


class PledgesAsked(listed.Asked):
    state: tuple[State, ...] = ()
    live: bool | None = None
    right_id: UUID | None = None
    application_id: UUID | None = None
    q: str | None = None

    @field_validator("state", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def filters(self) -> Filters:
        return Filters(states=self.state, **self.model_dump(exclude={"state"}))


async def _count_pledges(asked: PledgesAsked, by: Actor) -> int:
    by.require(*READING)
    _, total = await page_of_party(
        by.organisation_id, asked.filters, after=None, limit=0, counted=listed.EVERY
    )
    return total


async def _open_pledges(asked: PledgesAsked, by: Actor) -> listed.Extract:
    """The pledges that the actor's organisation is party to, newest first."""
    by.require(*READING)
    secured, named = 0, await _pledges_named(asked, by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        nonlocal secured
        after = None
        while found := (
            await page_of_party(
                by.organisation_id, asked.filters, after=after, limit=listed.BATCH, counted=0
            )
        )[0]:
            ids = list({right for record, _ in found for right in record.right_ids})
            labels = {right: view.label for right, view in (await portfolio.views(ids)).items()}
            secured += sum(record.secured_fen or 0 for record, _ in found)
            yield [_pledged(record, at, labels) for record, at in found]
            after = (found[-1][1], found[-1][0].id)

    def cover() -> listed.Cover:
        return (
            (said("机构", "Organisation"), by.organisation_name),
            (said("状态", "State"), joined(wording.STATES[each] for each in asked.state) or None),
            (said("存续", "Live"), None if asked.live is None else wording.YES[asked.live]),
            (said("权利", "Right"), named.get("right_id", asked.right_id)),
            (said("贷款申请", "Loan application"), asked.application_id),
            (said("搜索", "Search"), asked.q),
            (said("合计（元）", "Sum (CNY)"), yuan(secured)),
        )

    return listed.Extract(headings=spoken(wording.PLEDGES), batches=batches(), cover=cover)


async def _pledges_named(asked: PledgesAsked, by: Actor) -> dict[str, str]:
    """A right that a pledge of the reader's is on."""
    if asked.right_id is None:
        return {}
    wanted = Filters(right_id=asked.right_id)
    found, _ = await page_of_party(by.organisation_id, wanted, after=None, limit=1, counted=0)
    views = await portfolio.views([asked.right_id]) if found else {}
    view = views.get(asked.right_id)
    return {} if view is None else {"right_id": view.label}


PLEDGE_LIST = listed.Listed(
    name="pledges",
    forms=(listed.Form.XLSX,),
    asked=PledgesAsked,
    rests_on=frozenset(READING),
    sheet=("质押", "Pledges"),
    count=_count_pledges,
    open=_open_pledges,
    named=_pledges_named,
)


def _pledged(record: PledgeRecord, at: datetime, labels: Mapping[UUID, str]) -> listed.Row:
    # Of what was registered elsewhere the bank has nothing to verify.
    checks = record.registration_number is not None and not record.made_elsewhere
    return (
        record.number,
        record.pledgor_name,
        record.pledgee_name,
        None if record.secured_fen is None else yuan(record.secured_fen),
        len(record.right_ids),
        joined(labels[right] for right in record.right_ids if right in labels),
        wording.STATES[record.state],
        wording.MADE[record.made_elsewhere],
        record.filed_on,
        record.due_on,
        record.answer_by,
        record.registration_number,
        record.registered_on,
        wording.BANK_VERIFIED[record.bank_verified] if record.bank_verified or checks else None,
        at,
    )


class WaitingAsked(listed.Asked):
    as_known_on: date | None = None
    stage: Stage | None = None
    text: str | None = None

    def within(self, by: Actor) -> Waiting:
        """The same; what waits is the district's to read."""
        by.require(Permission.VIEW_DISTRICT)
        return waiting(as_known_on=self.as_known_on, stage=self.stage, text=self.text)


async def _count_waiting(asked: WaitingAsked, by: Actor) -> int:
    return await checks.count_unverified(asked.within(by), up_to=listed.EVERY)


async def _open_waiting(asked: WaitingAsked, by: Actor) -> listed.Extract:
    """What waits for the district's verifier at a stage, by a text of number or party."""
    wanted, on = asked.within(by), clock.known_on(asked.as_known_on)
    secured = 0

    async def rows() -> AsyncIterator[listed.Row]:
        nonlocal secured
        async for row in checks.every_unverified(wanted):
            secured += row["secured_fen"]
            yield _waits(row, on=on)

    def cover() -> listed.Cover:
        return (
            (said("知悉日", "As known on"), on),
            (said("阶段", "Stage"), None if wanted.stage is None else wording.STAGES[wanted.stage]),
            (said("登记号或当事人", "Number or party"), wanted.text),
            (said("合计（元）", "Sum (CNY)"), yuan(secured)),
        )

    return listed.Extract(
        headings=spoken(wording.WAITING), batches=listed.batched(rows()), cover=cover
    )


WAITING_LIST = listed.Listed(
    name="unverified",
    forms=(listed.Form.XLSX,),
    asked=WaitingAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("待核验", "To be verified"),
    count=_count_waiting,
    open=_open_waiting,
)


def _waits(row: dict[str, Any], *, on: date) -> listed.Row:
    return (
        row["registration_number"],
        row["registered_on"],
        row["effective_on"],
        wording.CAUSES[row["cause"]],
        row["pledgor_name"],
        row["pledgee_name"],
        yuan(row["secured_fen"]),
        wording.MADE[row["made_elsewhere"]],
        wording.STAGES[row["stage"]],
        row["recorder_name"],
        row["recorded_at"],
        clock.working_days_between(clock.shanghai_date(row["recorded_at"]), on),
    )

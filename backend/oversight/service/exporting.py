"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from backend.identity import service as identity
from backend.kernel import clock, listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.language import said, spoken
from backend.kernel.spreadsheet import yuan
from backend.oversight import queries, wording
from backend.oversight.queries import AuditFilter, EntryFilter
from backend.oversight.queries import sheets as kept
from backend.oversight.service.reading import (
    EntryChoice,
    as_read_by,
    audit_scope,
    chosen_entries,
    day_begins,
    day_ends,
)
from backend.oversight.service.sheets import ChosenLines, LineChoice, months, sheet_lines
from backend.oversight.sheets import Digest
from backend.oversight.states import Part
from backend.portfolio import service as portfolio


class EntriesAsked(listed.Asked):
    """`code`: the target's."""

    code: str
    as_known_on: date | None = None
    known_after: date | None = None
    month: str | None = None
    bank: str | None = None
    industry: str | None = None
    street: str | None = None

    @property
    def choice(self) -> EntryChoice:
        return EntryChoice(**self.model_dump(exclude={"code"}))

    async def within(self, by: Actor) -> EntryFilter | None:
        by.require(Permission.VIEW_DISTRICT)
        return await chosen_entries(self.code, self.choice)


async def _count_entries(asked: EntriesAsked, by: Actor) -> int:
    chosen = await asked.within(by)
    return 0 if chosen is None else (await queries.entry_total(chosen))[0]


async def _open_entries(asked: EntriesAsked, by: Actor) -> listed.Extract:
    """The entries that a figure is the sum of."""
    chosen, total = await asked.within(by), 0
    industries = await portfolio.key_industries()

    async def rows() -> AsyncIterator[listed.Row]:
        nonlocal total
        if chosen is None:
            return
        async for row in queries.every_entry(chosen):
            total += row.amount_fen
            yield wording.entry_cells(row, industry=said(*industries.words(row.industry)))

    def cover() -> listed.Cover:
        return (
            (said("目标", "Target"), asked.code),
            (said("知悉日", "As known on"), asked.as_known_on or clock.today()),
            (said("仅此日之后所知", "Known after only"), asked.known_after),
            (said("生效月", "Month"), asked.month),
            (said("银行", "Bank"), asked.bank),
            (said("产业", "Industry"), asked.industry and said(*industries.words(asked.industry))),
            (said("街镇", "Street"), asked.street),
            (said("合计（元）", "Sum (CNY)"), yuan(total)),
        )

    return listed.Extract(
        headings=spoken(wording.HEADINGS), batches=listed.batched(rows()), cover=cover
    )


ENTRY_LIST = listed.Listed(
    name="target_entries",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=EntriesAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("计入明细", "Counted entries"),
    count=_count_entries,
    open=_open_entries,
)


class LinesAsked(listed.Asked):
    code: str
    month: str
    part: Part = Part.SHEET

    async def within(self, by: Actor) -> ChosenLines:
        by.require(Permission.VIEW_DISTRICT)
        return await sheet_lines(LineChoice(code=self.code, month=self.month, part=self.part))


async def _count_lines(asked: LinesAsked, by: Actor) -> int:
    return await kept.count_lines((await asked.within(by)).chosen)


async def _open_lines(asked: LinesAsked, by: Actor) -> listed.Extract:
    """The lines of a month's sheet, with who signed it and its digest."""
    found = await asked.within(by)
    money, row = found.figures.unit == "fen", found.row or {}
    digest = row.get("digest") or await _digest(found, asked.month)

    async def rows() -> AsyncIterator[listed.Row]:
        async for line in kept.every_line(found.chosen):
            yield (
                line.label,
                line.effective_on,
                line.name,
                wording.CAUSES.get(line.cause, line.cause),
                yuan(line.amount) if money else line.amount,
            )

    def cover() -> listed.Cover:
        return (
            (
                said("目标", "Target"),
                f"{asked.code} {said(found.target.name, found.target.name_en)}",
            ),
            (said("月份", "Month"), asked.month),
            (said("报表状态", "Sheet"), wording.SHEET_STATES[found.state]),
            (said("首签", "First signature"), row.get("prepared_by_name")),
            (said("首签时间", "First signed at"), row.get("prepared_at")),
            (said("复签", "Second signature"), row.get("decided_by_name")),
            (said("复签时间", "Second signed at"), row.get("decided_at")),
            (said("内容指纹（SHA-256）", "Fingerprint of the content (SHA-256)"), digest),
            (said("内容", "Lines"), wording.PARTS[asked.part]),
        )

    headings = (*wording.LINE_HEADINGS, wording.MONEY if money else wording.PIECES)
    return listed.Extract(headings=spoken(headings), batches=listed.batched(rows()), cover=cover)


async def _digest(found: ChosenLines, month: str) -> str:
    """Of what would be signed today."""
    digest = Digest(target=found.target.code, month=month, figures=found.figures)
    async for line in kept.every_line(found.live):
        digest.add(line)
    return digest.hexdigest()


LINE_LIST = listed.Listed(
    name="sheet_lines",
    forms=(listed.Form.XLSX,),
    asked=LinesAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("月报表", "Month sheet lines"),
    count=_count_lines,
    open=_open_lines,
)


class MonthsAsked(listed.Asked):
    """`code`: the target's."""

    code: str


async def _count_months(asked: MonthsAsked, by: Actor) -> int:
    return len(await months(asked.code, by=by))


async def _open_months(asked: MonthsAsked, by: Actor) -> listed.Extract:
    """The target's months up to this one, latest first, with who signed each."""
    found = await months(asked.code, by=by)
    money = any(view.live.unit == "fen" for view in found)

    async def rows() -> AsyncIterator[listed.Row]:
        for view in found:
            told, signed = view.told, view.row or {}
            yield (
                view.month,
                yuan(told["value"]) if money else told["value"],
                yuan(told["reached"]) if money else Decimal(told["shown"]),
                Decimal(told["ratio"]),
                wording.SHEET_STATES[view.state],
                said(*wording.MOVED) if view.row and view.moved else None,
                signed.get("prepared_by_name"),
                signed.get("prepared_at"),
                signed.get("decided_by_name"),
                signed.get("decided_at"),
            )

    def cover() -> listed.Cover:
        return ((said("目标", "Target"), asked.code),)

    counted = wording.MONTH_MONEY if money else wording.MONTH_PIECES
    headings = (wording.MONTH, *counted, *wording.MONTH_SIGNED)
    return listed.Extract(headings=spoken(headings), batches=listed.batched(rows()), cover=cover)


MONTH_LIST = listed.Listed(
    name="target_months",
    forms=(listed.Form.XLSX,),
    asked=MonthsAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("月报表签署", "Month sheets signed"),
    count=_count_months,
    open=_open_months,
)


class AuditAsked(listed.Asked):
    actor_id: UUID | None = None
    actor_name: str | None = None
    organisation_id: UUID | None = None
    name: str | None = None
    subject: str | None = None
    subject_id: UUID | None = None
    request_id: str | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")

    def within(self, by: Actor) -> AuditFilter:
        """The same, within what the actor may read."""
        return AuditFilter(
            within=audit_scope(by),
            actor_id=self.actor_id,
            actor=self.actor_name,
            organisation_id=self.organisation_id,
            name=self.name,
            subject=self.subject,
            subject_id=self.subject_id,
            request_id=self.request_id,
            since=day_begins(self.since),
            before=day_ends(self.until),
        )


async def _count(asked: AuditAsked, by: Actor) -> int:
    return await queries.audit_count(asked.within(by), up_to=listed.EVERY)


async def _open(asked: AuditAsked, by: Actor) -> listed.Extract:
    """Who did what, with what was before and after, as its reader may read it."""
    wanted = asked.within(by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        below: int | None = None
        while found := await queries.audit_page(wanted, below=below, limit=listed.BATCH - 1):
            yield [wording.audit_cells(as_read_by(row, by)) for row in found]
            below = found[-1].seq

    def cover() -> listed.Cover:
        return (
            (said("人员编号", "Person ID"), wanted.actor_id),
            (said("人员姓名", "Person"), wanted.actor),
            (said("机构编号", "Organisation ID"), wanted.organisation_id),
            (said("操作", "Event"), wanted.name),
            (said("对象", "Subject"), wanted.subject),
            (said("对象编号", "Subject ID"), wanted.subject_id),
            (said("请求编号", "Request ID"), wanted.request_id),
            (said("自（北京时间）", "From (UTC+8)"), wanted.since),
            (said("至此刻之前（北京时间）", "Before (UTC+8)"), wanted.before),
        )

    return listed.Extract(headings=spoken(wording.AUDIT_HEADINGS), batches=batches(), cover=cover)


async def _named(asked: AuditAsked, by: Actor) -> dict[str, str]:
    """Whoever is in the trail that the actor may read."""
    within, found = audit_scope(by), dict[str, str]()
    if asked.actor_id is not None:
        names = await identity.member_names([asked.actor_id], within=within)
        if asked.actor_id in names:
            found["actor_id"] = names[asked.actor_id]
    if asked.organisation_id is not None and within in {None, asked.organisation_id}:
        with suppress(NotFound):
            found["organisation_id"] = (await identity.organisation(asked.organisation_id)).name
    return found


AUDIT_LIST = listed.Listed(
    name="audit_events",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=AuditAsked,
    rests_on=frozenset({Permission.VIEW_AUDIT, Permission.MANAGE_MEMBERS}),
    sheet=("审计记录", "Audit trail"),
    count=_count,
    open=_open,
    named=_named,
)

"""A bank's queue and one of its cases as workbooks: what was asked for first, then every row."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

from pydantic import field_validator

from backend.criteria.verdicts import Answer
from backend.identity import service as identity
from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.spreadsheet import yuan
from backend.kernel.workbook import Sheet, Workbook
from backend.lending import book_wording, pack_wording, snapshots, wording
from backend.lending import case_wording as words
from backend.lending.checklist import Standing
from backend.lending.events import NoteWritten
from backend.lending.queries import desk
from backend.lending.service import checklists, dossiers, reading
from backend.lending.service.checklists import ChecklistView
from backend.lending.service.dossiers import Dossier
from backend.lending.service.reading import Wanted
from backend.lending.snapshots import Snapshot
from backend.lending.states import CheckMethod, OpinionKind, RefusalReason, State
from backend.portfolio.service import RightView
from backend.registry.service import wording as register
from contracts.wording import percent

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
        said = self.model_dump(exclude={"state", "view"})
        return Wanted(states=self.state, queue=self.view, **said)


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
            ("机构", by.organisation_name),
            ("视图", words.VIEWS[wanted.queue]),
            ("状态", "、".join(states) or None),
            ("搜索", wanted.q),
            ("仅看超期", words.yes(value=True) if wanted.overdue else None),
            ("小组", group),
            ("负责人", None if wanted.assignee_id is None else named),
            ("融资需求", wanted.request_id),
            ("排序", words.SORTS[wanted.sort]),
            ("金额合计（元）", yuan(amount)),
        )

    return listed.Extract(headings=wording.HEADINGS, batches=listed.batched(rows()), cover=cover)


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
    return {name: said for name, said in found.items() if said is not None}


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


async def case_book(application_id: UUID, *, by: Actor) -> tuple[str, Workbook]:
    """The number of the case and its workbook, a sheet for each part (the bank's members)."""
    case = await dossiers.dossier(application_id, by=by)
    row, taken = case.view.row, snapshots.read(case.view.row.snapshot)
    asked = await checklists.checklist(application_id, by=by)
    cover: list[tuple[str, object]] = [
        ("编号", row.number),
        ("企业", case.view.applicant_name),
        ("银行", case.view.lender_name),
        ("状态", wording.STATE_NAMES[row.state]),
        ("导出人", by.name),
        ("权利与登记前核查", clock.today()),
        ("不含", words.NOT_IN_IT),
    ]
    rights = [_right(case, each) for each in case.rights]
    sheets = [
        Sheet(name="当事人与申请", headings=words.PARTIES, rows=[*_parties(case, taken)]),
        Sheet(name="权利", headings=words.RIGHTS, rows=rights),
        Sheet(name="核对清单", headings=words.CHECKS, rows=[*_checks(case, asked)]),
        Sheet(name="估值", headings=words.VALUES, rows=[*_values(case, taken)]),
        Sheet(name="估值的使用与核查", headings=words.FINDINGS, rows=[*_worth(case)]),
        Sheet(name="决定", headings=words.DECISIONS, rows=[*_decisions(case)]),
        Sheet(name="经过", headings=words.HISTORY, rows=[*_history(case)]),
    ]
    return row.number, await workbook.bound(sheets, cover=cover)


def _parties(case: Dossier, taken: Snapshot) -> Iterator[Row]:
    row, view = case.view.row, case.view
    yield from _firm(taken)
    yield "银行", "名称", view.lender_name
    yield "银行", "产品", f"{case.version.name}（第 {row.snapshot['product']['version']} 版）"
    yield "银行", "负责人", view.assignee_name
    yield "银行", "小组", None if view.group is None else view.group.name
    yield "申请", "金额（元）", yuan(row.amount_fen)
    yield "申请", "期限（月）", row.term_months
    yield "申请", "资金用途", wording.USES.get(row.use_of_funds, row.use_of_funds)
    yield "申请", "提交时间（北京时间）", row.submitted_at
    yield "申请", "答复时限", row.due_on
    if row.drawn_fen is not None:
        yield "放款", "金额（元）", yuan(row.drawn_fen)
        yield "放款", "放款日", row.drawn_on
        yield "放款", "借款合同", row.loan_contract


def _firm(taken: Snapshot) -> Iterator[Row]:
    firm = taken.firm
    papers: dict[UUID | None, str] = {each.id: each.name for each in taken.documents}
    yield "企业", "名称", firm.name
    yield "企业", "统一社会信用代码", firm.uscc
    yield "企业", "区划", firm.division
    yield "企业", "所在街镇", firm.street
    yield "企业", "成立日期", firm.established_on
    yield "企业", "员工人数", firm.headcount
    yield "企业", "上年营收（元）", yuan(firm.revenue_fen)
    yield "企业", "行业", book_wording.INDUSTRIES.get(firm.sector, firm.sector)
    yield "企业", "资质", "、".join(words.TAGS.get(each, each) for each in firm.tags)
    yield "企业", "首贷户", words.yes(value=firm.first_time_borrower)
    yield "企业", "在本行开立基本户", words.yes(value=firm.has_basic_account)
    yield "企业", "愿签本行征信授权", words.yes(value=firm.credit_report_consent)
    yield "企业", "前年营收（元）", words.yuan_or_none(firm.prior_revenue_fen)
    yield "企业", "纳税信用等级", firm.tax_grade
    yield "企业", "纳税信用等级年度", firm.tax_grade_year
    yield "企业", "纳税信用等级证明", papers.get(firm.tax_grade_document_id)
    yield "企业", "信用等级", firm.credit_grade
    yield "企业", "信用等级年度", firm.credit_grade_year
    yield "企业", "信用等级证明", papers.get(firm.credit_grade_document_id)


def _right(case: Dossier, right: RightView) -> Row:
    fee = right.fee_due
    frozen = {each["right_id"]: each for each in case.view.row.snapshot["rights"]}
    ownership = frozen.get(str(right.id), {}).get("ownership", "declared")
    return (
        right.label,
        right.title,
        book_wording.KINDS.get(right.kind, right.kind),
        "、".join(right.patentees) or None,
        right.ipc_main,
        right.filing_on,
        right.granted_on,
        right.expires_on,
        words.OWNERSHIP.get(ownership, ownership),
        "有" if right.id in case.pledged else "未见",
        None if fee is None else fee.due_on,
        None if fee is None else yuan(fee.amount_fen),
        None if fee is None else words.yes(value=fee.late),
        words.SOURCES.get(right.source, right.source),
        right.as_of,
    )


def _checks(case: Dossier, asked: ChecklistView) -> Iterator[Row]:
    """The product's criteria, the register's grounds, and the papers asked for."""
    for verdict in case.fit.verdicts:
        concerned = len(verdict.right_ids)
        said = f"{concerned} 件不满足或未知" if concerned and not verdict.passes else None
        name = words.CRITERIA.get(verdict.criterion, words.CRITERIA["other"])
        yield "产品条件", name, words.ANSWERS[verdict.answer], said
    for each in case.preflight:
        name = register.GROUNDS.get(each["ground"], f"第 {each['ground']} 项")
        yield "质押登记", name, words.ANSWERS[each["answer"]], register.reasons(each) or None
    for paper in asked.lines:
        slot, frozen = paper.line.slot, paper.frozen
        about = [str(slot.year)] if slot.year else []
        about += [slot.subject] if slot.subject else []
        name = pack_wording.KINDS[slot.kind] + (f"（{' '.join(about)}）" if about else "")
        there = paper.standing is Standing.PRESENT
        answer = Answer.PASS if there else Answer.UNKNOWN
        said = "必备" if paper.line.required else "可选"
        if frozen is not None:
            said += f"；{frozen.file.name}，第 {frozen.n or 1} 版"
        yield "材料", name, words.ANSWERS[answer] if there or paper.line.required else None, said
    for other in asked.others:
        version = f"第 {other.n or 1} 版"
        yield (
            "材料",
            pack_wording.KINDS[other.file.kind],
            None,
            f"另交；{other.file.name}，{version}",
        )


def _values(case: Dossier, taken: Snapshot) -> Iterator[Row]:
    """The value that the case rests on, whole and of each right, never without its method."""
    stated = taken.valuation
    if stated is None:
        return
    labels = {each.id: f"{each.label} {each.title}" for each in case.rights}
    by_what = (
        pack_wording.METHODS.get(stated.method, stated.method),
        stated.base_date,
        stated.valuer,
        words.yes(value=stated.appraised),
    )
    yield (f"整体（{stated.number}）", *map(yuan, _range(stated)), *by_what)
    for each in stated.per_right or []:
        if each.right_id in labels:
            yield (labels[each.right_id], *map(yuan, _range(each)), *by_what)


def _range(value: Any) -> tuple[int, int, int]:
    return value.low_fen, value.central_fen, value.high_fen


def _worth(case: Dossier) -> Iterator[Row]:
    worth, check = case.worth, case.check
    yield "产品采用", words.BASES.get(worth.basis, worth.basis)
    yield "采用的估值（元）", None if worth.value_fen is None else yuan(worth.value_fen)
    yield "申请金额的质押率", None if worth.ltv_bp is None else percent(worth.ltv_bp)
    yield "产品与质押物可承载（元）", yuan(worth.lendable_fen)
    yield "以估值为准", words.yes(value=worth.subject_to_valuation)
    if check is None:
        yield "本行核查", "未核查"
        return
    yield "本行核查", pack_wording.CHECKS[CheckMethod(check["method"])]
    yield "询问对象", check["asked"]
    yield "询问日", check["asked_on"]
    yield "核查说明", check["note"]
    yield "核查人", check["checked_by_name"]
    yield "核查时间（北京时间）", check["checked_at"]


def _decisions(case: Dossier) -> Iterator[Row]:
    """The opinions with what became of them, and the offer made of the last."""
    for each in case.view.opinions or []:
        grants = each["kind"] == OpinionKind.GRANT
        code = each["reason_code"]
        yield (
            each["n"],
            "建议批准" if grants else "建议否决",
            *_terms(each, grants=grants),
            None if code is None else wording.REASONS[RefusalReason(code)],
            each["sentence"],
            each["note"],
            each["maker_name"],
            each["made_at"],
            words.OUTCOMES[each["decision"]],
            each["checker_name"],
            each["decided_at"],
            each["decision_note"],
        )
    offer = case.view.offer
    if offer is not None:
        state = words.OFFERS[offer["state"]]
        until = f"有效至 {offer['valid_until']}"
        nobody = (None, None, until, None)
        yield (
            offer["n"], "批复", *_terms(offer, grants=True), *nobody,
            offer["made_at"], state, None, offer["answered_at"], None,
        )  # fmt: skip


def _terms(of: dict[str, Any], *, grants: bool) -> Row:
    if not grants:
        return None, None, None, None
    conditions = "\n".join(wording.conditions(of))
    return yuan(of["amount_fen"]), percent(of["rate_bp"]), of["term_months"], conditions


def _history(case: Dossier) -> Iterator[Row]:
    """What happened, oldest first; who wrote internal notes when is left out with them."""
    for event in case.history.events:
        if event.name == NoteWritten.name:
            continue
        own = event.organisation_id == case.history.reader
        yield (
            event.occurred_at,
            event.organisation_name,
            event.actor_name if own else None,
            pack_wording.EVENTS.get(event.name, event.name),
            pack_wording.note_of(event.payload) or None,
        )

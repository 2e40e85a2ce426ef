"""A bank's case as a workbook: a sheet for each part, in the language of whoever saves it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from backend.criteria.verdicts import Answer
from backend.kernel import clock, workbook
from backend.kernel.auth import Actor
from backend.kernel.language import Pair, joined, said, spoken
from backend.kernel.spreadsheet import yuan
from backend.kernel.workbook import Sheet, Workbook
from backend.lending import book_wording, pack_wording, snapshots, wording
from backend.lending import case_wording as words
from backend.lending.checklist import Standing
from backend.lending.events import NoteWritten
from backend.lending.service import checklists, dossiers
from backend.lending.service.checklists import ChecklistView, FrozenView
from backend.lending.service.dossiers import Dossier
from backend.lending.snapshots import Snapshot
from backend.lending.states import CheckMethod, OpinionKind, RefusalReason
from backend.portfolio.service import RightView
from backend.registry.service import wording as register
from contracts.wording import percent

Row = tuple[object, ...]
Told = tuple[Pair, object]


async def case_book(application_id: UUID, *, by: Actor) -> tuple[str, Workbook]:
    """The number of the case and its workbook, a sheet for each part (the bank's members)."""
    case = await dossiers.dossier(application_id, by=by)
    row, taken = case.view.row, snapshots.read(case.view.row.snapshot)
    asked = await checklists.checklist(application_id, by=by)
    cover: list[tuple[str, object]] = [
        (said("编号", "Number"), row.number),
        (said("企业", "Firm"), case.view.applicant_name),
        (said("银行", "Bank"), case.view.lender_name),
        (said("状态", "State"), wording.STATE_NAMES[row.state]),
        (said("导出人", "Exported by"), by.name),
        (said("权利与登记前核查", "Rights and pledge checks as of"), clock.today()),
        (said("不含", "Left out"), said(*words.NOT_IN_IT)),
    ]
    parts: tuple[tuple[Pair, Sequence[Pair], Iterable[Row]], ...] = (
        (words.PARTIES_SHEET, words.PARTIES, _parties(case, taken)),
        (words.RIGHTS_SHEET, words.RIGHTS, (_right(case, each) for each in case.rights)),
        (words.CHECKS_SHEET, words.CHECKS, _checks(case, asked)),
        (words.VALUES_SHEET, words.VALUES, _values(case, taken)),
        (words.FINDINGS_SHEET, words.FINDINGS, _worth(case)),
        (words.DECISIONS_SHEET, words.DECISIONS, _decisions(case)),
        (words.HISTORY_SHEET, words.HISTORY, _history(case)),
    )
    sheets = [
        Sheet(name=said(*name), headings=spoken(headings), rows=[*rows])
        for name, headings, rows in parts
    ]
    return row.number, await workbook.bound(sheets, cover=cover)


def _parties(case: Dossier, taken: Snapshot) -> Iterator[Row]:
    for whose, told in (
        (words.FIRM, _firm(taken)),
        (words.BANK, _bank(case)),
        (words.CASE, _asked(case)),
        (words.LOAN, _loan(case)),
    ):
        for name, value in told:
            yield said(*whose), said(*name), value


def _bank(case: Dossier) -> Iterator[Told]:
    view, n = case.view, case.view.row.snapshot["product"]["version"]
    yield ("名称", "Name"), view.lender_name
    product = said(f"{case.version.name}（第 {n} 版）", f"{case.version.name} (version {n})")
    yield ("产品", "Product"), product
    yield ("负责人", "Handler"), view.assignee_name
    yield ("小组", "Group"), None if view.group is None else view.group.name


def _asked(case: Dossier) -> Iterator[Told]:
    row = case.view.row
    yield ("金额（元）", "Amount (CNY)"), yuan(row.amount_fen)
    yield ("期限（月）", "Term (months)"), row.term_months
    yield ("资金用途", "Use of funds"), words.USES.get(row.use_of_funds, row.use_of_funds)
    yield ("提交时间（北京时间）", "Submitted at (UTC+8)"), row.submitted_at
    yield ("答复时限", "Answer due"), row.due_on


def _loan(case: Dossier) -> Iterator[Told]:
    row = case.view.row
    if row.drawn_fen is not None:
        yield ("金额（元）", "Amount (CNY)"), yuan(row.drawn_fen)
        yield ("放款日", "Drawn on"), row.drawn_on
        yield ("借款合同", "Loan contract"), row.loan_contract


def _firm(taken: Snapshot) -> Iterator[Told]:
    firm = taken.firm
    papers: dict[UUID | None, str] = {each.id: each.name for each in taken.documents}
    tags = joined(words.TAGS.get(each, each) for each in firm.tags)
    yield ("名称", "Name"), firm.name
    yield ("统一社会信用代码", "Credit code"), firm.uscc
    yield ("区划", "Division"), firm.division
    yield ("所在街镇", "Street"), firm.street
    yield ("成立日期", "Established"), firm.established_on
    yield ("员工人数", "Headcount"), firm.headcount
    yield ("上年营收（元）", "Revenue, last year (CNY)"), yuan(firm.revenue_fen)
    yield ("行业", "Sector"), book_wording.INDUSTRIES.get(firm.sector, firm.sector)
    yield ("资质", "Qualifications"), tags
    yield ("首贷户", "First-time borrower"), words.yes(value=firm.first_time_borrower)
    yield ("在本行开立基本户", "Basic account with us"), words.yes(value=firm.has_basic_account)
    yield (
        ("愿签本行征信授权", "Will sign our credit-report form"),
        words.yes(value=firm.credit_report_consent),
    )
    yield (
        ("前年营收（元）", "Revenue of the year before last (CNY)"),
        words.yuan_or_none(firm.prior_revenue_fen),
    )
    yield ("纳税信用等级", "Tax credit grade"), firm.tax_grade
    yield ("纳税信用等级年度", "Year of the tax credit grade"), firm.tax_grade_year
    paper = papers.get(firm.tax_grade_document_id)
    yield ("纳税信用等级证明", "Paper behind the tax credit grade"), paper
    yield ("信用等级", "Credit grade"), firm.credit_grade
    yield ("信用等级年度", "Year of the credit grade"), firm.credit_grade_year
    yield (
        ("信用等级证明", "Paper behind the credit grade"),
        papers.get(firm.credit_grade_document_id),
    )


def _right(case: Dossier, right: RightView) -> Row:
    fee = right.fee_due
    frozen = {each["right_id"]: each for each in case.view.row.snapshot["rights"]}
    ownership = frozen.get(str(right.id), {}).get("ownership", "declared")
    return (
        right.label,
        right.title,
        book_wording.KINDS.get(right.kind, right.kind),
        joined(right.patentees) or None,
        right.ipc_main,
        right.filing_on,
        right.granted_on,
        right.expires_on,
        words.OWNERSHIP.get(ownership, ownership),
        said("有", "Yes") if right.id in case.pledged else said("未见", "None seen"),
        None if fee is None else fee.due_on,
        None if fee is None else yuan(fee.amount_fen),
        None if fee is None else words.yes(value=fee.late),
        words.SOURCES.get(right.source, right.source),
        right.as_of,
    )


def _checks(case: Dossier, asked: ChecklistView) -> Iterator[Row]:
    """The product's criteria, the register's grounds, and the papers asked for."""
    for verdict in case.fit.verdicts:
        n = len(verdict.right_ids)
        concerned = said(f"{n} 件不满足或未知", f"{n} right(s) fail or are unknown")
        yield (
            said(*words.CRITERIA_GROUP),
            words.CRITERIA.get(verdict.criterion, words.CRITERIA["other"]),
            words.ANSWERS[verdict.answer],
            concerned if n and not verdict.passes else None,
        )
    for each in case.preflight:
        n = each["ground"]
        yield (
            said(*words.PLEDGE_GROUP),
            words.GROUNDS.get(n) or said(f"第 {n} 项", f"Ground {n}"),
            words.ANSWERS[each["answer"]],
            said(*register.reason_words(each)) or None,
        )
    papers = said(*words.PAPERS_GROUP)
    for paper in asked.lines:
        slot, frozen = paper.line.slot, paper.frozen
        about = [str(slot.year)] if slot.year else []
        about += [slot.subject] if slot.subject else []
        name = words.KINDS[slot.kind]
        if about:
            name += said("（{}）", " ({})").format(" ".join(about))
        there = paper.standing is Standing.PRESENT
        answer = Answer.PASS if there else Answer.UNKNOWN
        note = said("必备", "Needed") if paper.line.required else said("可选", "Optional")
        if frozen is not None:
            note += said("；", "; ") + _version(frozen)
        yield papers, name, words.ANSWERS[answer] if there or paper.line.required else None, note
    for other in asked.others:
        note = said("另交；", "Supplied besides; ") + _version(other)
        yield papers, words.KINDS[other.file.kind], None, note


def _version(paper: FrozenView) -> str:
    n = paper.n or 1
    return said(f"{paper.file.name}，第 {n} 版", f"{paper.file.name}, version {n}")


def _values(case: Dossier, taken: Snapshot) -> Iterator[Row]:
    """The value that the case rests on, whole and of each right, never without its method."""
    stated = taken.valuation
    if stated is None:
        return
    labels = {each.id: f"{each.label} {each.title}" for each in case.rights}
    by_what = (
        words.METHODS.get(stated.method, stated.method),
        stated.base_date,
        stated.valuer,
        words.yes(value=stated.appraised),
    )
    whole = said(f"整体（{stated.number}）", f"Whole ({stated.number})")
    yield (whole, *map(yuan, _range(stated)), *by_what)
    for each in stated.per_right or []:
        if each.right_id in labels:
            yield (labels[each.right_id], *map(yuan, _range(each)), *by_what)


def _range(value: Any) -> tuple[int, int, int]:
    return value.low_fen, value.central_fen, value.high_fen


def _worth(case: Dossier) -> Iterator[Row]:
    return ((said(*name), value) for name, value in _findings(case))


def _findings(case: Dossier) -> Iterator[Told]:
    worth, check = case.worth, case.check
    value, ltv = words.yuan_or_none(worth.value_fen), worth.ltv_bp
    yield ("产品采用", "The product takes"), words.BASES.get(worth.basis, worth.basis)
    yield ("采用的估值（元）", "Value used (CNY)"), value
    yield ("申请金额的质押率", "Loan to value"), None if ltv is None else percent(ltv)
    yield (
        ("产品与质押物可承载（元）", "Carried by product and rights (CNY)"),
        yuan(worth.lendable_fen),
    )
    yield ("以估值为准", "Subject to valuation"), words.yes(value=worth.subject_to_valuation)
    if check is None:
        yield words.BANKS_CHECK, said("未核查", "Not checked")
        return
    yield words.BANKS_CHECK, words.CHECK_METHODS[CheckMethod(check["method"])]
    yield ("询问对象", "Asked"), check["asked"]
    yield ("询问日", "Asked on"), check["asked_on"]
    yield ("核查说明", "Note on the check"), check["note"]
    yield ("核查人", "Checked by"), check["checked_by_name"]
    yield ("核查时间（北京时间）", "Checked at (UTC+8)"), check["checked_at"]


def _decisions(case: Dossier) -> Iterator[Row]:
    """The opinions with what became of them, and the offer made of the last."""
    for each in case.view.opinions or []:
        grants = each["kind"] == OpinionKind.GRANT
        code = each["reason_code"]
        yield (
            each["n"],
            said("建议批准", "Grant") if grants else said("建议否决", "Refuse"),
            *_terms(each, grants=grants),
            None if code is None else words.REASONS[RefusalReason(code)],
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
        until = said(f"有效至 {offer['valid_until']}", f"Valid until {offer['valid_until']}")
        nobody = (None, None, until, None)
        yield (
            offer["n"], said("批复", "Offer"), *_terms(offer, grants=True), *nobody,
            offer["made_at"], state, None, offer["answered_at"], None,
        )  # fmt: skip


def _terms(of: dict[str, Any], *, grants: bool) -> Row:
    if not grants:
        return None, None, None, None
    conditions = "\n".join(wording.spoken_conditions(of))
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
            words.EVENTS.get(event.name, event.name),
            said(*pack_wording.note_words(event.payload)) or None,
        )

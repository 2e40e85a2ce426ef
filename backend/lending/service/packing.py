"""The evidence pack of a decided application (尽职免责): what the bank saw, decided and kept.

A snapshot, sealed and numbered, in the bank's vault; what happens later stands in another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.appraisal import service as appraisal
from backend.appraisal.states import Rule
from backend.documents import service as documents
from backend.documents.service import FileView, SetAsideView, TrustView
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import EventRow
from backend.lending import pack_wording as words
from backend.lending import rules, wording
from backend.lending.events import EvidencePackIssued, OfferAccepted
from backend.lending.queries import decisions, frozen
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import dossiers, products, reading, steps, trusting
from backend.lending.service.dossiers import Dossier
from backend.lending.service.reading import ApplicationView
from backend.lending.states import Action, CheckMethod, OpinionKind, RefusalReason
from backend.lending.states import Decision as Decided
from backend.papers import service as papers
from backend.papers.service import Order, PaperView
from backend.papers.states import Paper, State, Subject
from backend.portfolio import service as portfolio
from backend.registry import service as registry
from backend.registry.service import PledgeFile
from backend.registry.service import wording as register
from contracts.blanks import Unfit, paragraphs
from contracts.catalogue import TITLES
from contracts.evidence_pack.terms import Evidence, EvidencePack, Ground, Opinion, OwnPaper, Step
from contracts.wording import percent

#: Where a document of the pack comes from.
_FROZEN = "随申请提交（第 {n} 次）"
_FACT = "权利证据"
_PLEDGE = "质押登记 {number}"


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of the documents of a pack, by their ids."""

    files: dict[UUID, FileView]
    owners: dict[UUID, str]
    trusts: dict[UUID, TrustView]
    findings: dict[UUID, dict[str, Any]]
    aside: dict[UUID, SetAsideView]


async def issue_pack(application_id: UUID, *, by: Actor) -> ApplicationView:
    """Order the pack of what is on record now; only once the bank has decided."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ISSUE_PACK, by=by)
        opinions = (await decisions.opinions([row.id]))[row.id]
        rules.check_decided(opinions)
        try:
            terms = await _terms(row, opinions, by=by)
        except Unfit as unfit:
            raise rules.PackUnfit(str(unfit), field=unfit.field, passes=unfit.passes) from unfit
        paper_id = await papers.issue(
            Order(
                paper=Paper.EVIDENCE_PACK,
                terms=terms,
                subject_kind=Subject.LOAN_APPLICATION,
                subject=row.id,
                issuer=row.lender,
                parties=(),
            )
        )
        await steps.tell(
            EvidencePackIssued,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            paper_id=paper_id,
            documents=len(terms.evidence),
        )
        return (await reading.views([row], by=by))[0]


async def _terms(
    row: ApplicationRow, opinions: Sequence[dict[str, Any]], *, by: Actor
) -> EvidencePack:
    known = await dossiers.dossier(row.id, by=by)
    pledges = [await registry.file_of_pledge(each, by=by) for each in _pledges(row, known)]
    named = await papers.parties([row.lender, row.applicant])
    latest = next(each for each in reversed(opinions) if each["decision"] in rules.DECIDED)
    evidence = await _evidence(row, known, pledges, by=by)
    return EvidencePack(
        application_number=row.number,
        lender=named[row.lender],
        borrower=named[row.applicant],
        product=(await products.version(row.product_version)).name,
        amount_fen=row.amount_fen,
        term_months=row.term_months,
        outcome="granted" if latest["decision"] == Decided.APPROVED else "refused",
        consent=_consent(known.view.consent_given),
        valuation=tuple(await _valuation(row, known)),
        opinions=tuple(_opinion(each) for each in opinions),
        grounds_on=clock.today(),
        grounds=tuple(
            Ground(
                name=register.GROUNDS[each["ground"]],
                answer=each["answer"],
                reason=register.reasons(each),
            )
            for each in (pledges[-1].grounds if pledges else known.preflight)
        ),
        grounds_note=_grounds_note(pledges),
        registration=tuple(line for each in pledges for line in _registration(each)),
        evidence=evidence,
        papers=tuple(await _papers([row.id, *(each.record.id for each in pledges)], by=by)),
        steps=_steps(known.history.events, *(each.events for each in pledges), reader=row.lender),
        taken_at=clock.now(),
        taken_by=by.name,
    )


def _pledges(row: ApplicationRow, known: Dossier) -> list[UUID]:
    """Every pledge that was ever made for the application; the present one last."""
    made = [
        UUID(str(event.payload["pledge_id"]))
        for event in known.history.events
        if event.name == OfferAccepted.name
    ]
    return list(dict.fromkeys([*made, *([] if row.pledge is None else [row.pledge])]))


def _consent(given: dict[str, Any] | None) -> tuple[str, ...]:
    if given is None:
        return ()
    at = clock.shanghai_date(given["given_at"]).isoformat()
    return (
        f"{words.line(given['given_by_name'])} 于 {at} 授权，文本版本 {given['text_version']}",
        f"文本 SHA-256：{given['text_sha256']}",
    )


async def _valuation(row: ApplicationRow, known: Dossier) -> list[str]:
    stated = row.snapshot["valuation"]
    if stated is None:
        return ["申请未附估值。"]
    lines = [
        (
            f"估值 {stated['number']}：{words.METHODS.get(stated['method'], stated['method'])}，"
            f"基准日 {stated['base_date']}，估值人 {words.line(stated['valuer'])}，"
            f"{words.money(stated['low_fen'])} 至 {words.money(stated['high_fen'])}，"
            f"中值 {words.money(stated['central_fen'])}。"
        ),
        f"产品据此可贷 {words.money(known.worth.lendable_fen)}。",
        *(await _small_deal(row, UUID(stated["id"]))),
    ]
    check = known.check
    if check is None:
        lines.append("本行未另行核查估值。")
    else:
        note = f"；{words.line(check['note']).rstrip('。')}" if check["note"] else ""
        lines.append(
            f"核查：{words.CHECKS[CheckMethod(check['method'])]}（{words.line(check['asked'])}，"
            f"{check['asked_on']}）{note}。{check['checked_by_name']} 记录于 "
            f"{clock.shanghai_date(check['checked_at'])}。"
        )
    report = trusting.report_of(row)
    if report is not None:
        said = words.confirmation_of((await documents.trusts([report]))[report])
        lines.append(f"评估报告：{said or '出具人未在平台确认'}。")
    return lines


async def _small_deal(row: ApplicationRow, valuation_id: UUID) -> list[str]:
    """What the bank's rules last found of such a value for this deal; nothing of an appraisal."""
    found = await appraisal.findings(request=None, valuation=valuation_id, lender=row.lender)
    last = next((each for each in found if each.rule == Rule.SMALL_DEAL), None)
    return [] if last is None else [words.small_deal_of(last)]


def _opinion(row: dict[str, Any]) -> Opinion:
    granted = row["kind"] == OpinionKind.GRANT
    if granted:
        amount, rate = words.money(row["amount_fen"]), percent(row["rate_bp"])
        proposal = [
            f"{amount}，{row['term_months']} 个月，年利率 {rate}",
            *(f"条件：{line}" for each in wording.conditions(row) for line in paragraphs(each)),
        ]
    else:
        proposal = [
            wording.REASONS[RefusalReason(row["reason_code"])],
            *paragraphs(row["sentence"]),
        ]
    proposal += [f"附言：{line}" for line in paragraphs(row["note"])]
    return Opinion(
        kind="grant" if granted else "refusal",
        proposal=tuple(proposal),
        maker=row["maker_name"],
        made_at=row["made_at"],
        decision=row["decision"] or "open",
        note=words.line(row["decision_note"]),
        checker=row["checker_name"] or "",
        decided_at=row["decided_at"],
    )


def _grounds_note(pledges: Sequence[PledgeFile]) -> tuple[str, ...]:
    if not pledges:
        return ("按生成之日已知的事实作答；尚无质押。",)
    return (
        f"就质押 {pledges[-1].record.number} 按生成之日已知的事实作答。",
        "双方确认条款与提交登记时，系统各重新作答一次，有不通过（第十、十一项可声明继续）或者待查明的不予放行。",
        "登记之后，登记簿所载的本笔质押亦会反映在第九项。",
    )


def _registration(file: PledgeFile) -> list[str]:
    record = file.record
    lines = [f"质押 {record.number}：被担保债权 {words.money(record.secured_fen or 0)}。"]
    for row in file.recordings:
        reason = f"，更正理由：{words.line(row['reason'])}" if row["reason"] else ""
        lines.append(
            f"登记号 {row['registration_number']}，生效日 {row['effective_on']}，"
            f"{words.money(row['secured_fen'])}；{row['recorder_name']} 录入于 "
            f"{clock.shanghai_date(row['recorded_at'])}{reason}。"
        )
    for row in file.verifications:
        reason = f"，{words.line(row['reason'])}" if row["reason"] else ""
        looked_in = words.line(row["looked_in"])
        source = f"（{register.LOOKED.get(looked_in, looked_in)}）" if looked_in else ""
        lines.append(
            f"{register.CHECKERS[row['checker']]}{source}：{register.OUTCOMES[row['outcome']]}"
            f"{reason}；{row['verifier_name']} {clock.shanghai_date(row['verified_at'])}。"
        )
    if not file.recordings:
        lines.append("尚无登记。")
    return lines


# The index of documents -------------------------------------------------------------------------


async def _evidence(
    row: ApplicationRow, dossier: Dossier, pledges: Sequence[PledgeFile], *, by: Actor
) -> tuple[Evidence, ...]:
    """Every document frozen into the application, then the scans of facts and of pledges."""
    handed_over = await frozen.all_of(row.id)
    listed = {each["file"] for each in handed_over}
    further: dict[UUID, str] = {}
    report = trusting.report_of(row)
    for file_id, section in (
        *([] if report is None else [(report, "估值")]),
        *((each, _FACT) for each in _scans(dossier, by=by)),
        *((i, _PLEDGE.format(number=p.record.number)) for p in pledges for i in p.documents),
    ):
        if file_id not in listed:
            further.setdefault(file_id, section)
    matters = [row.id, *(each.record.id for each in pledges)]
    known = await _known([*listed, *further], matters, by=by)
    return (
        *(
            _item(
                each["file"],
                known,
                section=_FROZEN.format(n=each["submission"]),
                version=each["n"],
                sha256=each["sha256"],
            )
            for each in handed_over
        ),
        *(_item(file_id, known, section=section) for file_id, section in further.items()),
    )


def _scans(dossier: Dossier, *, by: Actor) -> list[UUID]:
    """The scans of the rights' facts that the bank may open."""
    facts = [fact for each in dossier.facts.values() for fact in each]
    openable = portfolio.openable(facts, by=by)
    scans = (each.document_id for each in facts)
    return [each for each in scans if each is not None and each in openable]


async def _known(file_ids: Sequence[UUID], matters: Sequence[UUID], *, by: Actor) -> _Known:
    found = await documents.describe(file_ids) if file_ids else {}
    owners = await identity.organisations(list({each.organisation_id for each in found.values()}))
    findings: dict[UUID, dict[str, Any]] = {}
    for matter in matters:
        try:
            said = await documents.checks(matter, by=by)
        except NotFound:  # nothing was given for it
            continue
        findings |= {each["file"]: each for each in said}
    aside: dict[UUID, SetAsideView] = {}
    for each in (await documents.set_aside_in(matters)).values():
        aside |= each
    return _Known(
        files=found,
        owners={each: owner.name for each, owner in owners.items()},
        trusts=await documents.trusts(file_ids),
        findings=findings,
        aside=aside,
    )


def _item(
    file_id: UUID,
    known: _Known,
    *,
    section: str,
    version: int | None = None,
    sha256: str | None = None,
) -> Evidence:
    file = known.files[file_id]
    checked = (
        words.confirmation_of(known.trusts.get(file_id)),
        words.finding_of(known.findings.get(file_id)),
        words.aside_of(known.aside.get(file_id)),
    )
    return Evidence(
        section=section,
        name=words.line(file.name),
        kind=words.KINDS[file.kind],
        version=version or 1,
        size=words.size_of(file.size),
        filed_at=file.deposited_at,
        filed_by=known.owners[file.organisation_id],
        confirmed_by=tuple(each for each in checked if each),
        file_sha256=sha256 or file.sha256,
    )


async def _papers(subjects: Sequence[UUID], *, by: Actor) -> list[OwnPaper]:
    """The platform's papers about these matters that the bank reads, oldest first."""
    found: list[PaperView] = []
    for subject in subjects:
        cursor: str | None = None
        while True:
            page, cursor, _ = await papers.papers(
                subject=subject, to_sign=False, cursor=cursor, limit=100, by=by
            )
            found += page
            if cursor is None:
                break
    return [
        OwnPaper(
            number=each.row["number"],
            title=TITLES[Paper(each.row["template"])],
            standing=words.PAPER_STATES[State(each.row["state"])],
            paper_sha256=each.row["sha256"] or "",
        )
        for each in sorted(found, key=lambda view: (view.row["created_at"], view.row["number"]))
    ]


def _steps(*histories: Sequence[EventRow], reader: UUID) -> tuple[Step, ...]:
    """What happened to the application and its pledges, in the order of the event log.

    Another organisation's people stay unnamed, as in the bank's own timeline.
    """
    events = sorted((each for history in histories for each in history), key=lambda e: e.seq)
    return tuple(
        Step(
            at=event.occurred_at,
            person=words.line(event.actor_name) if event.organisation_id == reader else "／",
            organisation=words.line(event.organisation_name),
            action=words.EVENTS[event.name],
            note=words.note_of(event.payload),
        )
        for event in events
    )

"""The papers of a pledge: contract and application, change and cancellation, verification."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.papers import service as papers
from backend.papers.service import Order
from backend.papers.states import Paper, Subject
from backend.portfolio import service as portfolio
from backend.portfolio.service import Stated
from backend.portfolio.states import FactKind, PatentKind
from backend.registry import guards
from backend.registry.facts import Statement
from backend.registry.preflight import same_name
from backend.registry.projection import PledgeRecord
from backend.registry.service import knowing, writing
from contracts.blanks import Blanks, Party, Patent, paragraphs
from contracts.cancellation_form.terms import CancellationForm
from contracts.change_form.terms import Change, ChangeForm
from contracts.pledge_contract.terms import PledgeContract
from contracts.registration_application.terms import (
    CoownerConsent,
    Invalidation,
    RegistrationApplication,
    SameDay,
)
from contracts.wording import figures

#: Facts that the declarations of an application are made from.
DECLARING = frozenset({FactKind.SAME_DAY_DECLARATION, FactKind.PARTIES_STATEMENT})
#: What the pledge secures: every pledge of the platform secures a loan.
LOAN = "借款"
_CLAIMS = {"single": "单笔债权", "max_amount": "最高额债权"}
_ITEMS = {
    "claim_kind": "被担保债权的种类",
    "secured_fen": "被担保债权的数额",
    "scope": "担保范围",
    "performance_to": "债务履行期限届满日",
    "pledgor_name": "出质人名称",
    "pledgor_address": "出质人地址",
    "pledgee_name": "质权人名称",
    "pledgee_address": "质权人地址",
}


async def contract(record: PledgeRecord) -> None:
    """The contract for both to sign, and the application that is filed with it.

    As soon as the terms are complete, and anew whenever they change: the former ones lapse.
    """
    if record.pledgor is None or record.pledgee is None:
        return
    await lapse(record)
    if guards.missing_terms(knowing.contract_facts(record)):
        return
    async with filling(Paper.PLEDGE_CONTRACT, record):
        terms = PledgeContract(
            pledgors=parties(record, "pledgor"),
            pledgees=parties(record, "pledgee"),
            claim_kind=_claim_kind(record),
            claim_type=LOAN,
            secured_fen=record.secured_fen or 0,
            loan_contract=_loan(record),
            performance_from=the_day(record.performance_from),
            performance_to=the_day(record.performance_to),
            patents=await _patents(record),
            scope=paragraphs(record.terms.get("scope")),
            annual_fees=_settled(record, "annual_fees"),
            disposal=_settled(record, "disposal"),
            invalidation=_settled(record, "invalidation"),
            technical_files=_settled(record, "technical_files"),
            twin_invention=_settled(record, "twin_invention"),
        )
        await issue(
            Paper.PLEDGE_CONTRACT,
            record,
            terms,
            issuer=record.pledgee,
            signers=(record.pledgor, record.pledgee),
            amount_fen=record.secured_fen,
        )
    await application(record)


async def application(record: PledgeRecord) -> None:
    """D1 with the declarations that are on record and a consent for every co-owner to sign.

    Anew whenever one of these is recorded; nothing is declared that nobody has stated.
    """
    if record.pledgee is None or guards.missing_terms(knowing.contract_facts(record)):
        return
    await papers.lapse(record.id, paper=Paper.REGISTRATION_APPLICATION)
    async with filling(Paper.REGISTRATION_APPLICATION, record):
        appraised = bool(record.terms.get("appraised"))
        patents = await _patents(record)
        same_day, invalidations = await _declared(record, patents)
        terms = RegistrationApplication(
            pledgors=parties(record, "pledgor"),
            pledgees=parties(record, "pledgee"),
            patents=patents,
            debt_type=LOAN,
            debt_fen=record.secured_fen or 0,
            claim_kind=_claim_kind(record),
            secured_fen=record.secured_fen or 0,
            performance_from=the_day(record.performance_from),
            performance_to=the_day(record.performance_to),
            loan_contract=_loan(record),
            pledge_contract=f"《专利权质押合同》（质押编号 {record.number}）",
            appraised=appraised,
            appraiser="见所附评估报告" if appraised else "",
            channel="online",
            applied_on=clock.today(),
            same_day=same_day,
            invalidations=invalidations,
            coowner_consents=_coowner_consents(record, patents),
        )
        await issue(Paper.REGISTRATION_APPLICATION, record, terms, issuer=record.pledgee)


async def _declared(
    record: PledgeRecord, patents: Sequence[Patent]
) -> tuple[tuple[SameDay, ...] | None, tuple[Invalidation, ...] | None]:
    """What was stated of every right; None where of one nothing was, or not enough to print."""
    facts = await knowing.facts_of(record.right_ids, bank_id=record.pledgee, besides=record.id)
    numbers = [patent.patent_number for patent in patents]
    twins = [
        (number, _newest(each.twin))
        for number, each in zip(numbers, facts, strict=True)
        if each.kind is PatentKind.UTILITY_MODEL
    ]
    started = [
        (number, _newest(each.invalidation)) for number, each in zip(numbers, facts, strict=True)
    ]
    unsaid = not twins or any(
        said is None or (said.value and said.number is None) for _, said in twins
    )
    same_day = tuple(
        SameDay(patent_number=number, twin_patent_number=said.number)
        for number, said in twins
        if said is not None and said.value and said.number is not None
    )
    invalidations = tuple(
        Invalidation(patent_number=number, case_number=line(said.number), started_on=said.since)
        for number, said in started
        if said is not None and said.value
    )
    return (
        None if unsaid else same_day,
        None if any(said is None for _, said in started) else invalidations,
    )


def _newest(statements: Sequence[Statement]) -> Statement | None:
    """Of one day the one that was recorded last: they come newest first."""
    return max(statements, key=lambda each: each.as_of, default=None)


def _coowner_consents(
    record: PledgeRecord, patents: Sequence[Patent]
) -> tuple[CoownerConsent, ...]:
    """One for each owner who is no pledgor, naming his patents (ground 8)."""
    pledgors = {same_name(row["name"]) for row in record.parties["pledgors"]}
    owners = dict.fromkeys(name for patent in patents for name in patent.patentees)
    return tuple(
        CoownerConsent(
            owner=Party(name=line(name)),
            patent_numbers=tuple(
                patent.patent_number for patent in patents if name in patent.patentees
            ),
        )
        for name in owners
        if same_name(name) not in pledgors
    )


async def lapse(record: PledgeRecord) -> None:
    """The terms are others now, or open again."""
    await close(record)
    await papers.lapse(record.id, paper=Paper.REGISTRATION_APPLICATION)


async def close(record: PledgeRecord) -> None:
    """Nobody signs the contract any more: it was filed without that, or withdrawn."""
    await papers.lapse(record.id, paper=Paper.PLEDGE_CONTRACT)


async def change_form(
    record: PledgeRecord,
    values: Mapping[str, Any],
    *,
    changed_on: date,
    applied_on: date,
    document_id: UUID | None,
    by: Actor,
) -> None:
    """What is asked of CNIPA to change in the register."""
    async with filling(Paper.CHANGE_FORM, record):
        terms = ChangeForm(
            registration_number=str(record.registration_number),
            registered_on=the_day(record.registered_on),
            pledgors=parties(record, "pledgor"),
            pledgees=parties(record, "pledgee"),
            patents=await _patents(record),
            changes=tuple(
                Change(
                    item=_ITEMS.get(name, name),
                    before=worded(name, _standing(record, name)),
                    after=worded(name, value),
                )
                for name, value in sorted(values.items())
            ),
            changed_on=changed_on,
            attachments=await _named(document_id),
            applied_on=applied_on,
        )
        await issue(Paper.CHANGE_FORM, record, terms, issuer=by.organisation_id)


async def cancellation_form(
    record: PledgeRecord,
    *,
    ground: Any,
    applied_on: date,
    document_id: UUID | None,
    undertaking: bool,
    by: Actor,
) -> None:
    """What is asked of CNIPA to end, and on which ground."""
    async with filling(Paper.CANCELLATION_FORM, record):
        terms = CancellationForm(
            registration_number=str(record.registration_number),
            registered_on=the_day(record.registered_on),
            pledgors=parties(record, "pledgor"),
            pledgees=parties(record, "pledgee"),
            patents=await _patents(record),
            ground=ground.value,
            ended_on=applied_on,
            attachments=await _named(document_id),
            undertaking=undertaking,
            applied_on=applied_on,
        )
        await issue(Paper.CANCELLATION_FORM, record, terms, issuer=by.organisation_id)


NOT_STATED = "未载明"


def worded(name: str, value: Any) -> str:
    """A registered item as a form says it."""
    if value is None or value == "":
        return NOT_STATED
    if name == "claim_kind":
        return _CLAIMS[str(value)]
    if name.endswith("_fen"):
        return f"人民币 {figures(Fen(int(value)))} 元"
    return line(str(value))


def _standing(record: PledgeRecord, name: str) -> Any:
    return getattr(record, name) if hasattr(record, name) else record.terms.get(name)


def line(text: str | None) -> str:
    return " ".join((text or "").split())


def the_day(day: date | None) -> date:
    if day is None:
        raise RuntimeError("A registered pledge has its days.")
    return day


def _settled(record: PledgeRecord, name: str) -> tuple[str, ...]:
    """What the contract settles besides (art. 9)."""
    return paragraphs((record.terms.get("optional") or {}).get(name))


def _claim_kind(record: PledgeRecord) -> Literal["single", "max_amount"]:
    return "max_amount" if record.claim_kind == "max_amount" else "single"


def _loan(record: PledgeRecord) -> str:
    return f"《借款合同》（编号 {record.loan_reference or record.number}）"


def parties(record: PledgeRecord, side: str) -> tuple[Party, ...]:
    """All of one side; the first one's address as the contract states it."""
    rows: Sequence[Mapping[str, Any]] = record.parties[f"{side}s"]
    named = [
        Party(name=row["name"], code=row.get("code") or "", address=row.get("address") or "")
        for row in rows
    ]
    stated = line(record.terms.get(f"{side}_address"))
    return (replace(named[0], address=stated or named[0].address), *named[1:])


async def _patents(record: PledgeRecord) -> tuple[Patent, ...]:
    """The rights as the contract lists them, as far as it does."""
    stated = {
        each.right_id: Stated(
            number=each.number,
            title=each.title,
            filing_on=each.filing_on,
            granted_on=each.granted_on,
        )
        for each in knowing.listed_rights(record)
    }
    return await portfolio.patents(record.right_ids, holder=record.pledgor, stated=stated)


async def _named(document_id: UUID | None) -> tuple[str, ...]:
    if document_id is None:
        return ()
    known = await documents.describe([document_id])
    return (f"《{known[document_id].name}》",)


def filling(paper: Paper, record: PledgeRecord) -> Any:
    return papers.unless_unfit(paper, subject=record.id, parties=writing.parties(record))


async def issue(
    paper: Paper,
    record: PledgeRecord,
    terms: Blanks,
    *,
    issuer: UUID,
    signers: tuple[UUID, ...] = (),
    amount_fen: int | None = None,
) -> None:
    await papers.issue(
        Order(
            paper=paper,
            terms=terms,
            subject_kind=Subject.PLEDGE,
            subject=record.id,
            issuer=issuer,
            parties=writing.parties(record),
            signers=signers,
            amount_fen=amount_fen,
        )
    )

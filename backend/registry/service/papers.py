"""The papers of a pledge: contract and application, change and cancellation, verification."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from backend.kernel import clock
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
from backend.registry.states import Channel, Register
from contracts.blanks import Blanks, Party, Patent, paragraphs
from contracts.catalogue import in_force
from contracts.pledge_contract.terms import PledgeContract
from contracts.registration_application.terms import (
    CoownerConsent,
    Invalidation,
    PowerOfAttorney,
    RegistrationApplication,
    SameDay,
)
from contracts.wording import figures

#: Facts that the declarations of an application are made from.
DECLARING = frozenset({FactKind.SAME_DAY_DECLARATION, FactKind.PARTIES_STATEMENT})
#: What the pledge secures: every pledge of the platform secures a loan.
LOAN = "借款"
_CLAIMS = {"single": "单笔债权", "max_amount": "最高额债权"}


def of_patents(record: PledgeRecord) -> bool:
    """The platform's papers are CNIPA's for patents; of other rights the parties bring theirs."""
    return record.register == Register.PATENT


async def contract(record: PledgeRecord) -> None:
    """The contract for both to sign, and the application that is filed with it.

    As soon as the terms are complete, and anew whenever they change: the former ones lapse.
    """
    if record.pledgor is None or record.pledgee is None or not of_patents(record):
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
            patents=await patents(record),
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
    if (
        record.pledgee is None
        or not of_patents(record)
        or guards.missing_terms(knowing.contract_facts(record))
    ):
        return
    await papers.lapse(record.id, paper=Paper.REGISTRATION_APPLICATION)
    async with filling(Paper.REGISTRATION_APPLICATION, record):
        appraised = bool(record.terms.get("appraised"))
        listed = await patents(record)
        same_day, invalidations = await _declared(record, listed)
        terms = RegistrationApplication(
            pledgors=parties(record, "pledgor"),
            pledgees=parties(record, "pledgee"),
            patents=listed,
            debt_type=LOAN,
            debt_fen=record.terms.get("loan_fen") or record.secured_fen or 0,
            claim_kind=_claim_kind(record),
            secured_fen=record.secured_fen or 0,
            performance_from=the_day(record.performance_from),
            performance_to=the_day(record.performance_to),
            loan_contract=_loan(record),
            pledge_contract=f"《专利权质押合同》（质押编号 {record.number}）",
            appraised=appraised,
            appraiser="见所附评估报告" if appraised else "",
            channel=_channel(record),
            applied_on=clock.today(),
            scope=paragraphs(record.terms.get("scope")),
            same_day=same_day,
            invalidations=invalidations,
            power_of_attorney=_power_of_attorney(record),
            coowner_consents=_coowner_consents(record, listed),
        )
        await issue(Paper.REGISTRATION_APPLICATION, record, terms, issuer=record.pledgee)


def _power_of_attorney(record: PledgeRecord) -> PowerOfAttorney | None:
    """What both parties and the co-owners entrust to the agent, if there is one (D4)."""
    entrusted, told = agent(record), record.terms.get("attorney")
    if entrusted is None or told is None:
        return None
    return PowerOfAttorney(
        agent=entrusted,
        agency_code=told["agency_code"],
        agent_person=line(told["person"]),
        powers=tuple(line(each) for each in told["matters"]),
        valid_until=date.fromisoformat(told["valid_until"]),
    )


def agent(record: PledgeRecord) -> Party | None:
    if not record.terms.get("agent"):
        return None
    told = record.terms.get("attorney") or {}
    return Party(
        name=line(record.terms["agent"]),
        code=told.get("code") or "",
        address=line(told.get("address")),
        phone=line(told.get("phone")),
    )


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


def _channel(record: PledgeRecord) -> Literal["online", "post", "counter"] | None:
    """None until it is filed: the form leaves it open; its first version could not."""
    match record.channel:
        case Channel.ONLINE:
            return "online"
        case Channel.POST:
            return "post"
        case Channel.COUNTER:
            return "counter"
    first = in_force(Paper.REGISTRATION_APPLICATION, clock.today()).version == 1
    return "online" if first else None


def _loan(record: PledgeRecord) -> str:
    return f"《借款合同》（编号 {record.loan_reference or record.number}）"


def parties(record: PledgeRecord, side: str) -> tuple[Party, ...]:
    """All of one side; the first one's address as the contract states it, and what forms ask."""
    rows: Sequence[Mapping[str, Any]] = record.parties[f"{side}s"]
    named = [
        Party(name=row["name"], code=row.get("code") or "", address=row.get("address") or "")
        for row in rows
    ]
    stated = line(record.terms.get(f"{side}_address"))
    told = record.terms.get(f"{side}_details") or {}
    details = {name: line(value) for name, value in told.items() if value}
    return (replace(named[0], address=stated or named[0].address, **details), *named[1:])


async def patents(record: PledgeRecord) -> tuple[Patent, ...]:
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

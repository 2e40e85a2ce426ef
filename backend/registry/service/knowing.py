"""Out of rights, facts, terms and papers: the frozen values that the pure rules judge."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock
from backend.portfolio import service as portfolio
from backend.portfolio.service import FactView, RightView
from backend.portfolio.states import FactKind, LegalStatus, PatentKind
from backend.registry import guards, preflight
from backend.registry.facts import (
    Extract,
    GazetteNews,
    Receipt,
    RightFacts,
    Statement,
    TermsFacts,
)
from backend.registry.guards import ContractFacts, FilingFacts, ListedRight, PaperFact
from backend.registry.preflight import Preflight
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges, regimes
from backend.registry.regimes import register_of
from backend.registry.states import Answer, ClaimKind, Paper, Party, Register

#: What one bank states of a right is that bank's alone.
_OF_ONE_BANK = frozenset({FactKind.DESK_STATEMENT, FactKind.PARTIES_STATEMENT})


_MARKS = (
    "fees_paid", "late_period", "running_pledge", "preserved", "suspended", "invalidation_pending",
)  # fmt: skip
_READ = frozenset({"owners", "status", "granted_on", *_MARKS})


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _extract(fact: FactView) -> Extract:
    told = fact.payload
    return Extract(
        as_of=fact.as_of,
        owners=tuple(told.get("owners", ())),
        status=LegalStatus(told.get("status", LegalStatus.IN_FORCE)),
        granted_on=_day(told.get("granted_on")),
        **{name: told.get(name, False) for name in _MARKS},
        unread=_READ - told.keys(),
    )


def right_facts(
    view: RightView, known: Sequence[FactView], *, bank_id: UUID | None, live_elsewhere: bool
) -> RightFacts:
    """What is known of one right, as one bank may know it."""
    visible = [f for f in known if f.kind not in _OF_ONE_BANK or f.bank_id == bank_id]

    def of(kind: FactKind) -> list[FactView]:
        return [fact for fact in visible if fact.kind is kind]

    def said(kind: FactKind, field: str) -> tuple[Statement, ...]:
        return tuple(Statement(as_of=f.as_of, value=f.payload[field]) for f in of(kind))

    return RightFacts(
        right_id=view.id,
        kind=view.kind,
        at_cnipa=view.can_be_pledged_at_cnipa,
        filing_on=view.filing_on,
        granted_on=view.granted_on,
        grant_source=view.grant_source,
        expires_on=view.expires_on,
        lapses_on=view.lapses_on,
        extracts=tuple(_extract(fact) for fact in of(FactKind.REGISTER_EXTRACT)),
        receipts=tuple(
            Receipt(
                fee_year=f.payload["fee_year"],
                paid_on=date.fromisoformat(f.payload["paid_on"]),
            )
            for f in of(FactKind.FEE_RECEIPT)
        ),
        gazette=tuple(
            GazetteNews(code=f.payload["code"], on=date.fromisoformat(f.payload["date"]))
            for f in of(FactKind.GAZETTE_EVENT)
        ),
        twin=tuple(
            Statement(
                as_of=f.as_of, value=f.payload["has_twin"], number=f.payload.get("twin_number")
            )
            for f in of(FactKind.SAME_DAY_DECLARATION)
        ),
        consents=tuple(f.payload["owner"] for f in of(FactKind.COOWNER_CONSENT)),
        each_may_pledge=said(FactKind.COOWNER_AGREEMENT, "each_may_pledge"),
        invalidation=tuple(
            Statement(
                as_of=f.as_of,
                value=f.payload["invalidation_pending"],
                number=f.payload.get("case_number"),
                since=_day(f.payload.get("accepted_on")),
            )
            for f in of(FactKind.PARTIES_STATEMENT)
        ),
        unfit=said(FactKind.DESK_STATEMENT, "unfit"),
        live_elsewhere=live_elsewhere,
    )


async def facts_of(
    right_ids: Sequence[UUID], *, bank_id: UUID | None, besides: UUID | None
) -> list[RightFacts]:
    """What is known of these rights, in their order; `besides` is the pledge that asks."""
    views = await portfolio.views(right_ids)
    known = await portfolio.facts(right_ids)
    live = await pledges.live_pledges(
        [views[right].id for right in right_ids if right in views], besides=besides
    )
    return [
        right_facts(
            views[right],
            known.get(right, []),
            bank_id=bank_id,
            live_elsewhere=views[right].id in live,
        )
        for right in right_ids
        if right in views
    ]


def listed_rights(record: PledgeRecord) -> tuple[ListedRight, ...]:
    return tuple(
        ListedRight(
            right_id=UUID(row["right_id"]),
            number=row.get("number"),
            title=row.get("title"),
            filing_on=_day(row.get("filing_on")),
            granted_on=_day(row.get("granted_on")),
            needs_filing=record.register == Register.PATENT,
        )
        for row in record.terms.get("listed", [])
    )


def contract_facts(record: PledgeRecord) -> ContractFacts:
    return ContractFacts(
        pledgor_name=record.pledgor_name,
        pledgor_address=record.terms.get("pledgor_address"),
        pledgee_name=record.pledgee_name,
        pledgee_address=record.terms.get("pledgee_address"),
        claim_kind=None if record.claim_kind is None else ClaimKind(record.claim_kind),
        secured_fen=record.secured_fen,
        performance_from=record.performance_from,
        performance_to=record.performance_to,
        right_ids=record.right_ids,
        listed=listed_rights(record),
        scope=record.terms.get("scope"),
    )


def terms_facts(record: PledgeRecord) -> TermsFacts:
    pledgors = [party["name"] for party in record.parties["pledgors"]]
    return TermsFacts(
        pledgors=tuple(pledgors),
        performance_to=record.performance_to,
        missing=guards.missing_terms(contract_facts(record)),
        contract_text=record.terms.get("contract_text"),
        state_owned=record.terms.get("state_owned"),
        foreign_party=record.terms.get("foreign_party"),
    )


def filing_facts(
    record: PledgeRecord, rights: Sequence[RightFacts], checked: Preflight
) -> FilingFacts:
    consents = [a for a in checked.answers if a.ground == 8]  # noqa: PLR2004
    return FilingFacts(
        papers=tuple(_paper(row) for row in record.papers),
        codes={Party.FIRM: record.pledgor_code, Party.BANK: record.pledgee_code},
        appraised=bool(record.terms.get("appraised")),
        agent=bool(record.terms.get("agent")),
        declaration_missing=tuple(
            right.right_id
            for right in rights
            if right.kind is PatentKind.UTILITY_MODEL and not right.twin
        ),
        consent_missing=tuple(
            reason.right_id
            for answer in consents
            for reason in answer.reasons
            if reason.right_id is not None and reason.facts["answer"] == Answer.FAIL
        ),
    )


def _paper(row: Mapping[str, Any]) -> PaperFact:
    return PaperFact(
        paper=Paper(row["paper"]),
        party=None if row.get("party") is None else Party(row["party"]),
        has_document=row.get("document_id") is not None,
        signed_by=frozenset(Party(party) for party in row.get("signed_by", [])),
        undertaking=bool(row.get("undertaking")),
    )


async def check(record: PledgeRecord) -> tuple[Preflight, tuple[guards.PaperAnswer, ...]]:
    """The preflight of a pledge today, and the state of its papers."""
    rights = await facts_of(record.right_ids, bank_id=record.pledgee, besides=record.id)
    today = clock.today()
    regime = await regimes.regime(Register(record.register), on=today)
    valid = await portfolio.extract_validity()
    checked = preflight.run(rights, terms_facts(record), today=today, regime=regime, valid=valid)
    return checked, guards.papers(filing_facts(record, rights, checked))


async def preflight_of(  # the facts of one question
    right_ids: Sequence[UUID],
    *,
    pledgor_id: UUID,
    performance_to: date | None = None,
    bank_id: UUID | None = None,
) -> Preflight:
    """What its register asks of a bundle before there is a contract; the first right's decides."""
    pledgor = await identity.organisation(pledgor_id)
    rights = await facts_of(right_ids, bank_id=bank_id, besides=None)
    terms = TermsFacts(pledgors=(pledgor.name,), performance_to=performance_to)
    today = clock.today()
    register = register_of(rights[0].kind) if rights else Register.PATENT
    regime = await regimes.regime(register, on=today)
    valid = await portfolio.extract_validity()
    return preflight.run(rights, terms, today=today, regime=regime, valid=valid)

"""What a filing must hold before anybody asks CNIPA: the papers D1-D6 and the terms M1-M5. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stdnum.cn import uscc

from backend.kernel.errors import RuleBroken
from backend.registry.states import ClaimKind, Paper, Party

BOTH = frozenset(Party)


class PapersMissing(RuleBroken):
    code = "registry.papers_missing"
    title = "Papers of the filing are missing"


class TermsIncomplete(RuleBroken):
    code = "registry.terms_incomplete"
    title = "Mandatory terms of the pledge contract are missing"


class PreflightBlocks(RuleBroken):
    code = "registry.preflight_blocks"
    title = "CNIPA would refuse this pledge, or nobody knows whether it would"


class SignaturesMissing(RuleBroken):
    code = "registry.signatures_missing"
    title = "Both parties have to sign before the pledge is filed"


@dataclass(frozen=True, kw_only=True)
class PaperFact:
    """A paper that was added to the filing."""

    paper: Paper
    party: Party | None = None
    has_document: bool = True
    signed_by: frozenset[Party] = frozenset()
    undertaking: bool = False


@dataclass(frozen=True, kw_only=True)
class FilingFacts:
    papers: tuple[PaperFact, ...]
    codes: Mapping[Party, str | None]
    appraised: bool = False
    agent: bool = False
    #: Utility models without a same-day declaration, and rights whose co-owners are silent.
    declaration_missing: tuple[UUID, ...] = ()
    consent_missing: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperAnswer:
    paper: Paper
    needed: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ListedRight:
    """A patent as the contract lists it."""

    right_id: UUID
    number: str | None = None
    title: str | None = None
    filing_on: date | None = None
    granted_on: date | None = None
    #: A patent has a day of filing; of other rights that of their registration is enough.
    needs_filing: bool = True

    @property
    def complete(self) -> bool:
        filed = self.filing_on or not self.needs_filing
        return bool(self.number and self.title and filed and self.granted_on)


@dataclass(frozen=True, kw_only=True)
class ContractFacts:
    """The mandatory terms as the contract states them."""

    pledgor_name: str | None
    pledgor_address: str | None
    pledgee_name: str | None
    pledgee_address: str | None
    claim_kind: ClaimKind | None
    secured_fen: int | None
    performance_from: date | None
    performance_to: date | None
    right_ids: tuple[UUID, ...]
    listed: tuple[ListedRight, ...]
    scope: str | None


def missing_terms(contract: ContractFacts) -> tuple[str, ...]:
    """Which of M1 to M5 the contract lacks."""
    listed = {row.right_id for row in contract.listed if row.complete}
    present = {
        "M1": contract.pledgor_name
        and contract.pledgor_address
        and contract.pledgee_name
        and contract.pledgee_address,
        "M2": contract.claim_kind and contract.secured_fen,
        "M3": contract.performance_from and contract.performance_to,
        "M4": contract.right_ids and listed >= set(contract.right_ids),
        "M5": contract.scope,
    }
    return tuple(term for term, there in present.items() if not there)


def _identity(filing: FilingFacts) -> tuple[str, ...]:
    proven = {
        fact.party
        for fact in filing.papers
        if fact.paper is Paper.IDENTITY and (fact.has_document or fact.undertaking)
    }
    absent = [f"proof_of_{party}" for party in Party if party not in proven]
    wrong = [
        f"code_of_{party}" for party in Party if not uscc.is_valid(filing.codes.get(party) or "")
    ]
    return tuple(absent + wrong)


def _form(filing: FilingFacts) -> tuple[str, ...]:
    forms = [f for f in filing.papers if f.paper is Paper.APPLICATION_FORM and f.has_document]
    if not forms:
        return ("document",)
    signed = frozenset[Party]().union(*(form.signed_by for form in forms))
    return tuple(f"signature_of_{party}" for party in Party if party not in signed)


def _document(filing: FilingFacts, paper: Paper) -> tuple[str, ...]:
    there = any(fact.paper is paper and fact.has_document for fact in filing.papers)
    return () if there else ("document",)


def papers(filing: FilingFacts) -> tuple[PaperAnswer, ...]:
    """What each of D1 to D6 still lacks; the appraisal report only if there was an appraisal."""
    other = (
        *(f"same_day_declaration:{right}" for right in filing.declaration_missing),
        *(f"coowner_consent:{right}" for right in filing.consent_missing),
    )
    agent = _document(filing, Paper.POWER_OF_ATTORNEY) if filing.agent else ()
    report = _document(filing, Paper.APPRAISAL_REPORT) if filing.appraised else ()
    rows: Sequence[tuple[Paper, bool, tuple[str, ...]]] = (
        (Paper.APPLICATION_FORM, True, _form(filing)),
        (Paper.PLEDGE_CONTRACT, True, _document(filing, Paper.PLEDGE_CONTRACT)),
        (Paper.IDENTITY, True, _identity(filing)),
        (Paper.POWER_OF_ATTORNEY, filing.agent, agent),
        (Paper.OTHER, bool(other), other),
        (Paper.APPRAISAL_REPORT, filing.appraised, report),
    )
    return tuple(
        PaperAnswer(paper=paper, needed=needed, missing=missing) for paper, needed, missing in rows
    )


def check_papers(answers: Sequence[PaperAnswer]) -> None:
    missing = {str(a.paper): list(a.missing) for a in answers if a.missing}
    if missing:
        raise PapersMissing(f"Still missing: {', '.join(sorted(missing))}.", missing=missing)


def check_terms(missing: Sequence[str]) -> None:
    if missing:
        raise TermsIncomplete(f"Still missing: {', '.join(missing)}.", missing=list(missing))


def check_preflight(blocking: Sequence[int]) -> None:
    if blocking:
        grounds = ", ".join(str(ground) for ground in blocking)
        raise PreflightBlocks(f"Not passed: grounds {grounds}.", grounds=list(blocking))


def check_both_signed(signed: frozenset[Party]) -> None:
    """One signature is not enough to file: both parties apply together."""
    if signed != BOTH:
        absent = sorted(BOTH - signed)
        raise SignaturesMissing(f"Not signed by: {', '.join(absent)}.", missing=absent)

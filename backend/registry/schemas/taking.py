"""What the registry's API takes."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel.errors import InvalidField
from backend.kernel.schemas import Input, WithCode
from backend.portfolio.states import FactKind, LegalStatus, PatentKind, Source
from backend.registry.states import Channel, ClaimKind, Compared, Outcome, Paper, Party

MAX_RIGHTS = 500
MAX_FEN = 10**15

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Fen = Annotated[int, Field(gt=0, le=MAX_FEN)]
Ground = Annotated[int, Field(ge=1, le=12)]


class OnReading(Input):
    """`revision`: the pledge's as it was read; a decision on an older reading is refused."""

    revision: Annotated[int | None, Field(ge=1, lt=2**31, exclude=True)] = None


class ListedRightIn(Input):
    """A patent as the pledge contract lists it (M4)."""

    right_id: UUID
    number: Short | None = None
    title: Text | None = None
    filing_on: date | None = None
    granted_on: date | None = None


class OptionalTermsIn(Input):
    """What a pledge contract may settle besides (art. 9)."""

    annual_fees: Text | None = None
    disposal: Text | None = None
    invalidation: Text | None = None
    technical_files: Text | None = None
    twin_invention: Text | None = None


class FilingPartyIn(Input):
    """What CNIPA's forms ask of a party beside name, code and address."""

    representative: Short | None = None
    contact: Short | None = None
    phone: Short | None = None
    postcode: Annotated[str, Field(pattern=r"^\d{6}$")] | None = None
    country: Short | None = None


class AttorneyIn(Input):
    """What both parties entrust to the agency that `agent` names (D4)."""

    agency_code: Annotated[str, Field(pattern=r"^\d{5}$")]
    person: Short
    code: Annotated[str, Field(min_length=1, max_length=18)] | None = None
    address: Short | None = None
    phone: Short | None = None
    matters: Annotated[list[Short], Field(min_length=1, max_length=20)]
    valid_until: date


class TermsIn(OnReading):
    """The terms of the pledge; what is not named stays as it is.

    `agent` and `attorney` come together; an empty `agent` ends both.
    """

    claim_kind: ClaimKind | None = None
    secured_fen: Fen | None = None
    loan_reference: Annotated[str, Field(max_length=120)] | None = None
    performance_from: date | None = None
    performance_to: date | None = None
    scope: Text | None = None
    pledgor_address: Text | None = None
    pledgee_address: Text | None = None
    listed: Annotated[list[ListedRightIn], Field(max_length=MAX_RIGHTS)] | None = None
    optional: OptionalTermsIn | None = None
    appraised: bool | None = None
    agent: Annotated[str, Field(max_length=200)] | None = None
    attorney: AttorneyIn | None = None
    pledgor_details: FilingPartyIn | None = None
    pledgee_details: FilingPartyIn | None = None
    contract_text: Annotated[str, Field(max_length=200_000)] | None = None
    state_owned: bool | None = None
    foreign_party: bool | None = None


class EvidenceIn(Input):
    """A dated fact of a right with its scan (`right_id`, `kind`, `as_of`, `payload`), or a paper
    of the filing (`kind` = `paper`, `paper`, who signed it)."""

    kind: FactKind | Literal["paper"]
    right_id: UUID | None = None
    as_of: date | None = None
    payload: dict[str, Any] | None = None
    document_id: UUID | None = None
    paper: Paper | None = None
    party: Party | None = None
    signed_by: list[Party] = Field(default=[], max_length=2)
    undertaking: bool = False


class SignatureIn(WithCode):
    """A signatory's confirmation: the hash of the terms he read, and his password again."""

    password: Annotated[str, Field(min_length=1, max_length=200)]
    terms_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DeclarationIn(WithCode):
    """The declaration to go on after CNIPA's warning, with the password again."""

    password: Annotated[str, Field(min_length=1, max_length=200)]
    declaration_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class ReopeningIn(OnReading):
    reason: Text


class FilingIn(OnReading):
    channel: Channel
    filed_on: date | None = None


class DefectIn(OnReading):
    text: Text
    cure_by: date
    noted_on: date | None = None
    document_id: UUID | None = None


class CureIn(OnReading):
    cured_on: date | None = None
    note: Text | None = None
    document_id: UUID | None = None


class WarningIn(OnReading):
    grounds: Annotated[list[Ground], Field(min_length=1, max_length=2)]
    warned_on: date | None = None
    answer_by: date | None = None
    document_id: UUID | None = None


class PartyIn(Input):
    """A pledgor or pledgee as a registration made elsewhere names it."""

    name: Short
    code: Annotated[str, Field(min_length=1, max_length=18)] | None = None
    division: Annotated[str, Field(pattern=r"^\d{6}$")] | None = None
    street: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    address: Text | None = None


class RegistrationIn(OnReading):
    """CNIPA's registration as the notice says; after a mismatch the same again, with `reason`.

    `patents`, `pledgors`, `pledgees`: only to correct a registration made elsewhere.
    """

    number: Annotated[str, Field(min_length=1, max_length=40)]
    registered_on: date
    document_id: UUID | None = None
    reason: Text | None = None
    secured_fen: Fen | None = None
    patents: list[Short] = Field(default=[], max_length=MAX_RIGHTS)
    pledgors: list[PartyIn] = Field(default=[], max_length=20)
    pledgees: list[PartyIn] = Field(default=[], max_length=20)


class DifferenceIn(Input):
    """What the source says of a field that does not agree with the recording."""

    field: Compared
    found: Short


class VerificationIn(OnReading):
    """`differing`: the fields that do not agree, each once."""

    outcome: Outcome
    differing: list[DifferenceIn] = Field(default=[], max_length=len(Compared))
    reason: Text | None = None
    looked_in: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    looked_on: date | None = None
    version: Annotated[int, Field(ge=1)] | None = None

    def given(self) -> dict[str, Any]:
        """As the service takes it."""
        named = {each.field: each.found for each in self.differing}
        if len(named) < len(self.differing):
            raise InvalidField("differing", "This field stands twice.")
        return {**self.model_dump(exclude={"differing"}), "differing": named}


class RefusalIn(OnReading):
    reason: Text
    grounds: list[Ground] = Field(default=[], max_length=12)
    refused_on: date | None = None
    document_id: UUID | None = None


class ChangeIn(OnReading):
    """A change of the registered pledge: the new values of what changes.

    `document_id`: the agreement or proof; `undertaking` stands in for the proof of a
    name or address.
    """

    changed_on: date
    filed_on: date | None = None
    claim_kind: ClaimKind | None = None
    secured_fen: Fen | None = None
    scope: Text | None = None
    performance_to: date | None = None
    pledgor_name: Short | None = None
    pledgor_address: Text | None = None
    pledgee_name: Short | None = None
    pledgee_address: Text | None = None
    reason: Text | None = None
    document_id: UUID | None = None
    undertaking: bool = False


class ResultIn(OnReading):
    outcome: Literal["approved", "rejected"]
    decided_on: date | None = None
    reason: Text | None = None
    document_id: UUID | None = None


class CancellationIn(OnReading):
    """One of five grounds: paid, enforced, waived, contract_void, other_law.

    `ended_on`: since when the claim or the pledge is no more; `statement` says how, and must for
    other_law.
    """

    ground: Short
    filed_on: date | None = None
    ended_on: date | None = None
    statement: Text | None = None
    document_id: UUID | None = None
    undertaking: bool = False


class RevocationIn(OnReading):
    reason: Text
    ground: Ground | None = None
    revoked_on: date | None = None
    document_id: UUID | None = None


class WithdrawalIn(OnReading):
    reason: Text | None = None


class CountCorrectionIn(OnReading):
    reason_code: Annotated[str, Field(min_length=1, max_length=40)]
    reason: Text


class RegistrationElsewhereIn(Input):
    """A registration made outside the platform."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
    registered_on: date
    secured_fen: Fen
    claim_kind: ClaimKind = ClaimKind.SINGLE
    pledgors: Annotated[list[PartyIn], Field(min_length=1, max_length=20)]
    pledgees: Annotated[list[PartyIn], Field(min_length=1, max_length=20)]
    patents: Annotated[list[Short], Field(min_length=1, max_length=MAX_RIGHTS)]
    document_id: UUID | None = None
    cancelled_on: date | None = None
    loan_reference: Annotated[str, Field(max_length=120)] | None = None


class ExtractIn(Input):
    as_of: date
    owners: Annotated[list[Short], Field(min_length=1, max_length=50)]
    status: LegalStatus = LegalStatus.IN_FORCE
    granted_on: date | None = None
    fees_paid: bool
    late_period: bool = False
    running_pledge: bool = False
    preserved: bool = False
    suspended: bool = False
    invalidation_pending: bool = False


class ReceiptIn(Input):
    fee_year: Annotated[int, Field(ge=1, le=20)]
    paid_on: date


class StatementIn(Input):
    as_of: date
    value: bool


class GazetteNewsIn(Input):
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}\d{2}$")]
    on: date


class RightFactsIn(Input):
    """All that is known of one right; leave out what is unknown."""

    right_id: UUID | None = None
    kind: PatentKind
    filing_on: date | None = None
    granted_on: date | None = None
    grant_source: Source | None = None
    expires_on: date | None = None
    at_cnipa: bool = True
    extracts: list[ExtractIn] = Field(default=[], max_length=50)
    receipts: list[ReceiptIn] = Field(default=[], max_length=50)
    gazette: list[GazetteNewsIn] = Field(default=[], max_length=200)
    twin: list[StatementIn] = Field(default=[], max_length=20)
    consents: list[Short] = Field(default=[], max_length=50)
    each_may_pledge: list[StatementIn] = Field(default=[], max_length=20)
    invalidation: list[StatementIn] = Field(default=[], max_length=20)
    unfit: list[StatementIn] = Field(default=[], max_length=20)
    live_elsewhere: bool = False


class TermsFactsIn(Input):
    pledgors: Annotated[list[Short], Field(min_length=1, max_length=20)]
    performance_to: date | None = None
    missing: Annotated[list[Literal["M1", "M2", "M3", "M4", "M5"]], Field(max_length=5)] | None = (
        None
    )
    contract_text: Annotated[str, Field(max_length=200_000)] | None = None
    state_owned: bool | None = None
    foreign_party: bool | None = None


class PreflightIn(Input):
    """Facts to be judged; nothing is stored."""

    rights: Annotated[list[RightFactsIn], Field(min_length=1, max_length=MAX_RIGHTS)]
    terms: TermsFactsIn
    today: Annotated[date, Field(ge=date(1985, 4, 1), le=date(2100, 12, 31))] | None = None

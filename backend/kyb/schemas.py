"""What the API takes and gives about sign-up and verification."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr

from backend.documents.service import FileView
from backend.documents.states import Kind
from backend.identity.service import SignUp
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import said
from backend.kernel.schemas import Input, Output
from backend.kyb.queries import OtherClaim
from backend.kyb.service import CaseView
from backend.kyb.states import CASE, Action, State

Line = Annotated[str, Field(min_length=1, max_length=200)]
Sentence = Annotated[str, Field(min_length=2, max_length=1000)]


class SignUpIn(Input):
    uscc: Annotated[str, Field(min_length=18, max_length=18)]
    name: Annotated[str, Field(min_length=2, max_length=200)]
    division: Annotated[str, Field(pattern=r"^\d{6}$")]
    street: Annotated[str, Field(min_length=1, max_length=60)]
    address_line: Line
    admin_name: Annotated[str, Field(min_length=1, max_length=120)]
    email: Annotated[str, Field(min_length=3, max_length=200)]
    password: SecretStr

    def stated(self) -> SignUp:
        values = self.model_dump(exclude={"password", "uscc"})
        return SignUp(uscc=self.uscc.upper(), password=self.password.get_secret_value(), **values)


class SubmissionIn(Input):
    licence_document_id: UUID
    statement: Annotated[str, Field(max_length=1000)] | None = None


class KybCaseSeenIn(Input):
    """The case as it stood on the screen; `licence`: the name of the file."""

    state: State
    licence: Annotated[str, Field(max_length=500)] | None
    statement: Annotated[str, Field(max_length=1000)] | None
    submitted_at: datetime | None

    def lines(self) -> dict[str, object]:
        return {**self.model_dump(), "state": self.state.value}


class KybApprovalIn(Input):
    """`seen`: an approval decided on an older reading is refused, with what changed."""

    seen: KybCaseSeenIn | None = None


class ReturnIn(Input):
    """`seen`: as of an approval."""

    reason_code: Annotated[str, Field(min_length=1, max_length=40)]
    reason: Sentence
    seen: KybCaseSeenIn | None = None


class SignedUpOut(Output, frozen=True):
    organisation_id: UUID
    kyb_case_id: UUID


class LicenceOut(Output, frozen=True):
    id: UUID
    name: str
    kind: Kind
    media_type: str
    size: int
    deposited_at: datetime

    @classmethod
    def of(cls, licence: FileView) -> "LicenceOut":
        return cls(
            id=licence.id,
            name=licence.name,
            kind=licence.kind,
            media_type=licence.media_type,
            size=licence.size,
            deposited_at=licence.deposited_at,
        )


class OtherClaimOut(Output, frozen=True):
    """Another firm that states the same credit code; shown to the operator only."""

    organisation_id: UUID
    name: str
    verified_at: datetime | None
    signed_up_at: datetime

    @classmethod
    def of(cls, claim: OtherClaim) -> "OtherClaimOut":
        return cls(
            organisation_id=claim.organisation,
            name=claim.name,
            verified_at=claim.verified_at,
            signed_up_at=claim.signed_up_at,
        )


class CaseOut(Output, frozen=True):
    id: UUID
    state: State
    organisation_id: UUID
    name: str
    uscc: str | None
    division: str | None
    street: str | None
    address_line: str | None
    licence: LicenceOut | None
    statement: str | None
    opened_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    reason_code: str | None
    reason_words: str | None
    reason: str | None
    other_claims: list[OtherClaimOut]
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: CaseView, *, reader: Actor) -> "CaseOut":
        case, licence = view.case, view.licence
        return cls(
            id=case.id,
            state=State(case.state),
            organisation_id=case.organisation,
            name=case.name,
            uscc=case.uscc,
            division=case.division,
            street=case.street,
            address_line=case.address_line,
            licence=None if licence is None else LicenceOut.of(licence),
            statement=case.statement,
            opened_at=case.opened_at,
            submitted_at=case.submitted_at,
            decided_at=case.decided_at,
            reason_code=case.reason_code,
            reason_words=view.reason_words and said(*view.reason_words),
            reason=case.reason,
            other_claims=[OtherClaimOut.of(each) for each in view.other_claims],
            allowed_actions=_allowed(State(case.state), own=case.organisation, reader=reader),
        )


def _allowed(state: State, *, own: UUID, reader: Actor) -> list[str]:
    mine = own == reader.organisation_id
    may = {
        Action.SUBMIT: mine and reader.may(Permission.MANAGE_MEMBERS),
        Action.APPROVE: not mine and reader.may(Permission.REVIEW_KYB),
        Action.RETURN: not mine and reader.may(Permission.REVIEW_KYB),
    }
    return [action.value for action in CASE.open_actions(state) if may[action]]

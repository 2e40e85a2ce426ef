"""What the API takes and gives about papers, signatures, mandates and proofs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.schemas import Input, Output, WithCode
from backend.papers import rules
from backend.papers.providers import LegalEffect, provider
from backend.papers.rules import MandateIn
from backend.papers.service import PaperView, Proof
from backend.papers.states import Answer, Decision, Paper, State, Subject
from contracts.blanks import LARGEST_FEN

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PaperSignatureIn(WithCode):
    """An answer to a paper: the hash of the very bytes, the password again, the code where set."""

    decision: Decision
    sha256: Sha256
    password: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class PaperSignatureOut(Output, frozen=True):
    """An organisation's place in the order of signing, and its answer."""

    organisation_id: UUID
    organisation_name: str
    turn: int
    state: Literal["waiting", "asked", "signed", "refused"]
    asked_at: datetime | None
    reminded_at: datetime | None
    member_name: str | None
    sha256: str | None
    answered_at: datetime | None
    reason: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        answered = row["signed_at"] or row["refused_at"]
        return cls(
            organisation_id=row["organisation"],
            organisation_name=row["organisation_name"],
            turn=row["turn"],
            state=_place(row),
            asked_at=row["asked_at"],
            reminded_at=row["reminded_at"],
            member_name=row["member_name"],
            sha256=row["sha256"],
            answered_at=answered,
            reason=row["reason"],
        )


def _place(row: Mapping[str, Any]) -> Literal["waiting", "asked", "signed", "refused"]:
    if row["signed_at"]:
        return "signed"
    if row["refused_at"]:
        return "refused"
    return "asked" if row["asked_at"] else "waiting"


class PaperOut(Output, frozen=True):
    """A paper of the platform; `document_id` is its sealed PDF once the worker has made it.

    `legal_effect`: what a signature here claims to be, and nothing more. `log_id` is the paper
    that logs the signing when it is over; `annex_id` a spreadsheet that belongs to the paper.
    """

    id: UUID
    number: str
    kind: Paper
    version: int
    subject_kind: Subject
    subject_id: UUID
    issuer_id: UUID
    issuer_name: str
    amount_fen: int | None
    state: State
    issued_on: date
    issued_at: datetime | None
    sha256: str | None
    document_id: UUID | None
    annex_id: UUID | None
    log_id: UUID | None
    url: str
    demonstration: bool
    legal_effect: LegalEffect
    signatures: list[PaperSignatureOut]
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: PaperView, *, reader: Actor) -> Self:
        row = view.row
        binds = reader.may(*rules.BINDING) and view.waits_for(reader.organisation_id)
        return cls(
            id=row["id"],
            number=row["number"],
            kind=Paper(row["template"]),
            version=row["version"],
            subject_kind=Subject(row["subject_kind"]),
            subject_id=row["subject"],
            issuer_id=row["issuer"],
            issuer_name=row["issuer_name"],
            amount_fen=row["amount_fen"],
            state=State(row["state"]),
            issued_on=row["issued_on"],
            issued_at=row["issued_at"],
            sha256=row["sha256"],
            document_id=row["file"],
            annex_id=row["annex"],
            log_id=row["log_id"],
            url=row["url"],
            demonstration=row["demonstration"],
            legal_effect=provider().legal_effect,
            signatures=[PaperSignatureOut.of(each) for each in view.places],
            allowed_actions=["signature"] if binds else [],
        )


class NewMandateIn(Input):
    """A mandate for a member: which papers, up to how much, from when until when (included)."""

    member_id: UUID
    papers: Annotated[tuple[Paper, ...], Field(min_length=1, max_length=len(Paper))]
    up_to_fen: Annotated[int, Field(ge=0, le=LARGEST_FEN)]
    from_on: date
    until: date

    def of(self) -> MandateIn:
        return MandateIn(
            member_id=self.member_id,
            papers=self.papers,
            up_to_fen=self.up_to_fen,
            from_on=self.from_on,
            until=self.until,
        )


class MandateOut(Output, frozen=True):
    id: UUID
    member_id: UUID
    member_name: str
    papers: list[Paper]
    up_to_fen: int
    from_on: date
    until: date
    granted_at: datetime
    granted_by_name: str
    revoked_at: datetime | None
    in_force: bool
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> Self:
        revocable = row["revoked_at"] is None and reader.may(rules.GRANTING)
        return cls(
            id=row["id"],
            member_id=row["member"],
            member_name=row["member_name"],
            papers=[Paper(each) for each in row["papers"]],
            up_to_fen=row["up_to_fen"],
            from_on=row["from_on"],
            until=row["until"],
            granted_at=row["granted_at"],
            granted_by_name=row["granted_by_name"],
            revoked_at=row["revoked_at"],
            in_force=rules.is_in_force(row, today=clock.today()),
            allowed_actions=["revocation"] if revocable else [],
        )


class PublicPaperOut(Output, frozen=True):
    """What a stranger may know of a paper: that it is ours, and whether the bytes are the same."""

    number: str
    kind: Paper
    issued_on: date
    state: State
    sha256: str
    issuer_name: str
    demonstration: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            number=row["number"],
            kind=Paper(row["template"]),
            issued_on=row["issued_on"],
            state=State(row["state"]),
            sha256=row["sha256"],
            issuer_name=row["issuer_name"],
            demonstration=row["demonstration"],
        )


class VerifyIn(Input):
    """The SHA-256 of a file, computed where the file is: nothing is uploaded."""

    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class PublicDocumentOut(Output, frozen=True):
    """A document whose owner vouches for it in public."""

    owner_name: str
    kind: str
    published_at: datetime


class VerifyOut(Output, frozen=True):
    """`paper`: of the platform; `document`: made public by its owner; `unknown`: anything else."""

    answer: Answer
    paper: PublicPaperOut | None
    document: PublicDocumentOut | None

    @classmethod
    def of(cls, proof: Proof) -> Self:
        return cls(
            answer=proof.answer,
            paper=None if proof.paper is None else PublicPaperOut.of(proof.paper),
            document=None
            if proof.document is None
            else PublicDocumentOut(
                owner_name=proof.document["owner_name"],
                kind=proof.document["kind"],
                published_at=proof.document["published_at"],
            ),
        )

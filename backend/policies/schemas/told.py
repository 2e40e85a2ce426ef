"""What the API gives of acceptances, placements and policies."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.schemas import Output
from backend.payments.states import Book
from backend.policies.service.placing import Placement
from backend.policies.service.reading import PolicyView, in_force
from backend.policies.states import POLICY, Action, Role, State


class TickOut(Output, frozen=True):
    exclusion: str
    at: datetime
    by: str


class AcceptancePageOut(Output, frozen=True):
    """The page as it was shown; `sha256` is that of `content` as canonical JSON."""

    id: UUID
    sha256: str
    shown_at: datetime
    shown_to: str
    content: dict[str, Any]
    ticks: list[TickOut]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "AcceptancePageOut":
        return cls(
            id=row["id"],
            sha256=row["sha256"],
            shown_at=row["created_at"],
            shown_to=row["shown_to_name"],
            content=row["content"],
            ticks=_ticks(row["ticks"]),
        )


class AcceptanceOut(Output, frozen=True):
    """How the policy was sold: page, ticks and acceptance, as they happened."""

    sha256: str
    shown_at: datetime
    shown_to: str
    content: dict[str, Any]
    ticks: list[TickOut]
    accepted_at: datetime
    accepted_by: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "AcceptanceOut":
        return cls(
            sha256=row["sha256"],
            shown_at=row["created_at"],
            shown_to=row["shown_to_name"],
            content=row["content"],
            ticks=_ticks(row["ticks"]),
            accepted_at=row["accepted_at"],
            accepted_by=row["accepted_by_name"],
        )


def _ticks(rows: Sequence[Mapping[str, Any]]) -> list[TickOut]:
    return [
        TickOut(exclusion=each["exclusion"], at=each["at"], by=each["ticked_by_name"])
        for each in rows
    ]


class InsurerShareOut(Output, frozen=True):
    """`net_fen` and `vat_fen` are null before there is a policy."""

    n: int
    insurer_id: UUID
    insurer: str
    role: Role
    share_ppm: int
    net_fen: int | None
    vat_fen: int | None
    signed_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "InsurerShareOut":
        return cls(
            n=row["n"],
            insurer_id=row["insurer"],
            insurer=row["insurer_name"],
            role=Role(row["role"]),
            share_ppm=row["share_ppm"],
            net_fen=row.get("net_fen"),
            vat_fen=row.get("vat_fen"),
            signed_at=row["signed_at"],
        )


class CessionOut(Output, frozen=True):
    n: int
    reinsurer: str
    cession_ppm: int
    reference: str | None
    confirmed_at: datetime | None


class PlacementOut(Output, frozen=True):
    """`facultative` is null for whoever is not the lead."""

    participations: list[InsurerShareOut]
    facultative: list[CessionOut] | None

    @classmethod
    def of(cls, found: Placement) -> "PlacementOut":
        names = ("n", "reinsurer", "cession_ppm", "reference", "confirmed_at")
        return cls(
            participations=[InsurerShareOut.of(each) for each in found.shares],
            facultative=None
            if found.ceded is None
            else [CessionOut(**{name: each[name] for name in names}) for each in found.ceded],
        )


class PolicyRowOut(Output, frozen=True):
    """A policy in a list; `in_force` is today."""

    id: UUID
    number: str
    state: State
    line: InsuranceLine
    product: str
    firm: str
    insurer: str
    bank: str | None
    loan_application_id: UUID | None
    inception_on: date
    expires_on: date
    gross_fen: int
    pay_by: date | None
    in_force: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PolicyRowOut":
        return cls(**_head(row), in_force=in_force(row, on=clock.today()))


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("id", "number", "inception_on", "expires_on", "gross_fen", "pay_by")
    return {name: row[name] for name in names} | {
        "state": State(row["state"]),
        "line": InsuranceLine(row["line"]),
        "product": row["product_name"],
        "firm": row["firm_name"],
        "insurer": row["insurer_name"],
        "bank": row["bank_name"],
        "loan_application_id": row["loan_application"],
    }


class PolicyVersionOut(Output, frozen=True):
    """What is covered from `effective_on` on, as recorded at `recorded_at`."""

    n: int
    effective_on: date
    recorded_at: datetime
    cause: str
    sha256: str
    terms: dict[str, Any] | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PolicyVersionOut":
        return cls(
            n=row["n"],
            effective_on=row["effective_on"],
            recorded_at=row["created_at"],
            cause=row["cause"],
            sha256=row["sha256"],
            terms=row.get("terms"),
        )


class OpenPointOut(Output, frozen=True):
    """What has to happen before the policy is bound: a subjectivity, a signature, reinsurance."""

    kind: str
    n: int | None
    text: str
    due_on: date | None


class SubjectivityAnswerOut(Output, frozen=True):
    n: int
    text: str
    file_ids: list[UUID]
    answered_at: datetime
    answered_by: str | None
    reason: str | None
    returned_at: datetime | None


class SubjectivityOut(Output, frozen=True):
    """What the insurer asked for, what was shown, and whether it takes it as met."""

    n: int
    text: str
    before_binding: bool
    due_on: date | None
    met_at: datetime | None
    met_by: str | None
    note: str | None
    answers: list[SubjectivityAnswerOut]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SubjectivityOut":
        return cls(
            n=row["n"],
            text=row["text"],
            before_binding=row["before_binding"],
            due_on=row["due_on"],
            met_at=row["met_at"],
            met_by=row["met_by_name"],
            note=row["note"],
            answers=[
                SubjectivityAnswerOut(
                    n=each["n"],
                    text=each["text"],
                    file_ids=list(each["file_ids"]),
                    answered_at=each["created_at"],
                    answered_by=each["answered_by_name"],
                    reason=each["reason"],
                    returned_at=each["returned_at"],
                )
                for each in row["answers"]
            ],
        )


class SubsidyEstimateOut(Output, frozen=True):
    """What a public body may pay back; never taken off the premium."""

    code: str
    source: str
    from_on: date
    estimate_fen: int


class PolicyOut(PolicyRowOut, frozen=True):
    """`version` is the one in force on `as_of` as known on `as_known_on`; null before the issue."""

    quote_id: UUID
    quote: str
    wording: dict[str, Any]
    filing_number: str
    net_fen: int
    vat_fen: int
    charge_id: UUID | None
    charge_reference: str | None
    loan: str | None
    accepted_at: datetime
    accepted_by: str
    bound_at: datetime | None
    issued_at: datetime | None
    ended_at: datetime | None
    insurers: list[InsurerShareOut]
    open_points: list[OpenPointOut]
    subjectivities: list[SubjectivityOut] | None
    subsidies: list[SubsidyEstimateOut]
    version: PolicyVersionOut | None
    versions: list[PolicyVersionOut]
    allowed_actions: list[str]

    @classmethod
    def seen(cls, view: PolicyView, *, wording: dict[str, Any], by: Actor) -> "PolicyOut":
        row = view.row
        own = by.organisation_id
        lead = own == row["insurer"]
        names = ("net_fen", "vat_fen", "charge_reference", "bound_at", "issued_at", "ended_at")
        return cls(
            **_head(row),
            **{name: row[name] for name in names},
            in_force=view.in_force,
            quote_id=row["quote"],
            quote=row["quote_number"],
            wording=wording,
            filing_number=row["filing_number"],
            charge_id=row["charge"] if own in {row["firm"], row["insurer"]} else None,
            loan=row["loan_number"],
            accepted_at=row["created_at"],
            accepted_by=row["accepted_by_name"],
            insurers=[InsurerShareOut.of(each) for each in view.shares],
            open_points=[
                OpenPointOut(**each) for each in view.open if lead or each["kind"] != "facultative"
            ],
            subjectivities=[SubjectivityOut.of(each) for each in view.points]
            if own in {row["firm"], row["insurer"]}
            else None,
            subsidies=[SubsidyEstimateOut(**each) for each in view.subsidies],
            version=None if view.version is None else PolicyVersionOut.of(view.version),
            versions=[PolicyVersionOut.of(each) for each in view.versions],
            allowed_actions=_actions(view, by=by),
        )


def _actions(view: PolicyView, *, by: Actor) -> list[str]:
    """Binding and answers for the buyer, fulfilment for the lead, its own signature for each."""
    return [*_of_buyer(view, by=by), *_of_insurers(view, by=by)]


def _unmet(view: PolicyView) -> bool:
    return view.row["ended_at"] is None and any(each["met_at"] is None for each in view.points)


def _of_buyer(view: PolicyView, *, by: Actor) -> list[str]:
    row = view.row
    if by.organisation_id != row["firm"]:
        return []
    asking = Action.REQUEST_BINDING in POLICY.open_actions(State(row["state"]))
    open_now = {
        "binding": asking and by.may(Permission.BIND),
        "pay": row["state"] == State.BOUND and by.may(Permission.PAY_CHARGES),
        "subjectivity-answer": _unmet(view) and by.may(Permission.PREPARE, Permission.BIND),
    }
    return [name for name, is_open in open_now.items() if is_open]


def _of_insurers(view: PolicyView, *, by: Actor) -> list[str]:
    row, own = view.row, by.organisation_id
    if not by.may(Permission.UNDERWRITE):
        return []
    waiting = row["state"] in {State.ACCEPTED, State.BIND_REQUESTED}
    kinds = {each["kind"] for each in view.open} if waiting else set()
    mirrored = row["state"] == State.BOUND and row["charge_book"] == Book.MEMO
    unsigned = any(each["insurer"] == own and each["signed_at"] is None for each in view.shares)
    lead = own == row["insurer"]
    open_now = {
        "subjectivity": lead and _unmet(view),
        "facultative": lead and "facultative" in kinds,
        "signature": waiting and unsigned,
        "premium-receipt": lead and mirrored,
    }
    return [name for name, is_open in open_now.items() if is_open]

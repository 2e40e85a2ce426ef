"""What the API of identity takes and gives."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from backend.identity.duties import Duty
from backend.identity.duty_schemas import SecondFactorDutyOut
from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from backend.kernel.schemas import Input, Output, WithCode


class SignInIn(WithCode):
    """`code`: of whoever has a second factor; without it the answer is `identity.code_needed`."""

    email: str = Field(max_length=200)
    password: str = Field(max_length=200)


class PasswordIn(WithCode):
    password: str = Field(max_length=200)


class CodeIn(Input):
    code: str = Field(min_length=1, max_length=40)


class SecondFactorOut(Output, frozen=True):
    """`on`: more than the password is asked for, at sign-in and at every signature.

    `confirmed_at`: since when the authenticator gives codes; `passkey_origin`: the address in the
    browser at which passkeys work, null where they do not; `ended_at`: since when the password
    alone is asked for again, null where it always was or more is asked for.
    """

    on: bool
    confirmed_at: datetime | None
    ended_at: datetime | None
    recovery_codes_left: int
    passkey_origin: str | None


class SecondFactorBegunOut(Output, frozen=True):
    """Shown once: the secret in base 32, and the same in an SVG of a QR code."""

    secret: str
    address: str
    qr_svg: str


class RecoveryCodesOut(Output, frozen=True):
    """Shown once; each stands in for one code."""

    recovery_codes: list[str]


class PasskeyOptionsOut(Output, frozen=True):
    """What a browser's `navigator.credentials` is given, in WebAuthn's JSON form; good once."""

    options: dict[str, Any]


class PasskeyAnswerIn(Input):
    """`answer`: the credential that the browser gave, in WebAuthn's JSON form, as text."""

    answer: str = Field(min_length=2, max_length=20_000)


class PasskeyNameIn(Input):
    name: str = Field(min_length=1, max_length=60)


class PasskeyIn(PasskeyAnswerIn, PasskeyNameIn):
    pass


class PasskeyOut(Output, frozen=True):
    """`synced`: its keeper copies it to other devices of the person; `state`: active or suspected.

    A suspected passkey signed with a counter that was used before: it is not accepted any more.
    """

    id: UUID
    name: str
    state: str
    synced: bool
    created_at: datetime
    last_used_at: datetime | None
    suspected_at: datetime | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PasskeyOut":
        return cls(
            id=row["id"],
            name=row["name"],
            state="active" if row["suspected_at"] is None else "suspected",
            synced=row["synced"],
            created_at=row["created_at"],
            last_used_at=row["last_used_at"],
            suspected_at=row["suspected_at"],
        )


class PasskeyMadeOut(Output, frozen=True):
    """`recovery_codes`: of the first second factor, shown once; empty otherwise."""

    passkey: PasskeyOut
    recovery_codes: list[str]


class PasswordChangeIn(WithCode):
    current: str = Field(max_length=200)
    new: str = Field(max_length=200)


class InvitationIn(Input):
    email: str = Field(max_length=200)
    name: str = Field(min_length=1, max_length=120)
    roles: list[str] = Field(min_length=1, max_length=10)


class RolesIn(Input):
    roles: list[str] = Field(min_length=1, max_length=10)


#: The lists that keep views.
ViewedList = Literal["loan_applications", "assets", "registrations", "submissions"]


class ViewNameIn(Input):
    list: ViewedList
    name: str = Field(min_length=1, max_length=40)


class ViewIn(ViewNameIn):
    """`query` as it stands in the address: filters, order and columns."""

    query: str = Field(max_length=1000)


class ViewOut(Output, frozen=True):
    name: str
    query: str


class OrganisationIn(Input):
    kind: Literal["bank", "district", "appraiser", "guarantor", "insurer"]
    name: str = Field(min_length=2, max_length=200)
    uscc: str | None = Field(default=None, max_length=30)
    division: str | None = Field(default=None, pattern=r"^[0-9]{6}$")
    admin_name: str = Field(min_length=1, max_length=120)
    admin_email: str = Field(max_length=200)


class OrganisationOut(Output, frozen=True):
    id: UUID
    kind: str
    name: str
    former_names: list[str]
    uscc: str | None
    division: str | None
    street: str | None
    address_line: str | None
    verified: bool
    verified_at: datetime | None

    @classmethod
    def of(cls, row: Organisation) -> "OrganisationOut":
        return cls(
            id=row.id,
            kind=row.kind,
            name=row.name,
            former_names=list(row.former_names),
            uscc=row.uscc,
            division=row.division,
            street=row.street,
            address_line=row.address_line,
            verified=row.verified_at is not None,
            verified_at=row.verified_at,
        )


class OrganisationRowOut(Output, frozen=True):
    id: UUID
    kind: str
    name: str
    uscc: str | None
    division: str | None
    street: str | None
    verified_at: datetime | None
    created_at: datetime
    members: int


class MemberOut(Output, frozen=True):
    """`second_factor`, `second_factor_duty`: told to whoever manages the members."""

    id: UUID
    email: str
    name: str
    roles: list[str]
    active: bool
    joined: bool
    seen_at: datetime | None
    second_factor: bool | None
    second_factor_duty: SecondFactorDutyOut | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, allowed_actions: list[str]) -> "MemberOut":
        return cls(
            id=row["id"],
            email=row["email"],
            name=row["name"],
            roles=list(row["roles"]),
            active=row["active"],
            joined=row["joined"],
            seen_at=row["seen_at"],
            second_factor=row["has_factor"],
            second_factor_duty=SecondFactorDutyOut.of(row["duty"]),
            allowed_actions=allowed_actions,
        )


class SelfOut(Output, frozen=True):
    id: UUID
    name: str
    roles: list[str]


class SessionOut(Output, frozen=True):
    csrf_token: str
    member: SelfOut
    organisation: OrganisationOut
    permissions: list[str]
    second_factor: bool
    second_factor_duty: SecondFactorDutyOut | None

    @classmethod
    def of(
        cls,
        actor: Actor,
        organisation: Organisation,
        *,
        csrf_token: str,
        second_factor: bool,
        duty: Duty | None,
    ) -> "SessionOut":
        return cls(
            csrf_token=csrf_token,
            member=SelfOut(id=actor.user_id, name=actor.name, roles=sorted(actor.roles)),
            organisation=OrganisationOut.of(organisation),
            permissions=sorted(str(p) for p in actor.permissions),
            second_factor=second_factor,
            second_factor_duty=SecondFactorDutyOut.of(duty),
        )


class LinkIssuedOut(Output, frozen=True):
    """Shown once: `path` holds the token."""

    member_id: UUID
    email: str
    path: str
    expires_at: datetime


class OrganisationCreatedOut(Output, frozen=True):
    organisation: OrganisationOut
    link: LinkIssuedOut


class LinkOut(Output, frozen=True):
    email: str
    name: str
    organisation_name: str
    purpose: str
    expires_at: datetime
    second_factor: bool
    passkeys: bool


class StreetsOut(Output, frozen=True):
    code: str
    name: str
    streets: list[str] | None


class MetaOut(Output, frozen=True):
    """`passkey_origin`: the address in the browser at which passkeys work, null where none do."""

    name: str
    version: str
    demo: bool
    passkey_origin: str | None


class ApiKeyIn(WithCode):
    """`password`: the caller's own; a key opens what he can read."""

    name: str = Field(min_length=1, max_length=60)
    scopes: list[str] = Field(min_length=1, max_length=20)
    days: int = Field(ge=1, le=365)
    password: str = Field(max_length=200)


class ApiKeyOut(Output, frozen=True):
    """`prefix` is what is shown of the key; `state`: active, expired or revoked."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    state: str
    created_at: datetime
    created_by_name: str
    expires_at: datetime
    last_used_at: datetime | None
    last_address: str | None
    revoked_at: datetime | None
    revoked_by_name: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, at: datetime) -> "ApiKeyOut":
        lives = row["expires_at"] > at
        state = "revoked" if row["revoked_at"] else "active" if lives else "expired"
        actions = ["revocation"] if state == "active" else []
        return cls(**row, state=state, allowed_actions=actions)


class ApiKeyMadeOut(Output, frozen=True):
    """Shown once: `token` is sent as `Authorization: Bearer …`."""

    token: str
    key: ApiKeyOut


class ScopeOut(Output, frozen=True):
    """`routes`: what a key with this scope reaches, and all that lies beneath it."""

    scope: str
    routes: list[str]


class SignInOut(Output, frozen=True):
    """`live`: the session that it opened goes on; `current`: it is this one.

    `proof`: with what he signed in; null of attempts, links, and what was before it was kept.
    """

    id: UUID
    created_at: datetime
    outcome: str
    proof: str | None
    address: str
    device: str
    seen_at: datetime | None
    live: bool
    current: bool
    allowed_actions: list[str]

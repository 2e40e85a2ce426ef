"""What others may learn of organisations and their people."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationSignedUp(Event):
    name: ClassVar[str] = "identity.organisation_signed_up"
    subject: ClassVar[str] = "organisation"
    organisation_label: str
    uscc: str


@dataclass(frozen=True, kw_only=True)
class OrganisationCreated(Event):
    name: ClassVar[str] = "identity.organisation_created"
    subject: ClassVar[str] = "organisation"
    organisation_label: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class OrganisationVerified(Event):
    name: ClassVar[str] = "identity.organisation_verified"
    subject: ClassVar[str] = "organisation"
    organisation_label: str


@dataclass(frozen=True, kw_only=True)
class MemberEvent(Event):
    subject: ClassVar[str] = "member"
    email: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberInvited(MemberEvent):
    name: ClassVar[str] = "identity.member_invited"


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberEvent):
    name: ClassVar[str] = "identity.member_joined"


@dataclass(frozen=True, kw_only=True)
class RolesChanged(MemberEvent):
    name: ClassVar[str] = "identity.roles_changed"


@dataclass(frozen=True, kw_only=True)
class MemberDeactivated(MemberEvent):
    name: ClassVar[str] = "identity.member_deactivated"


@dataclass(frozen=True, kw_only=True)
class MemberReactivated(MemberEvent):
    name: ClassVar[str] = "identity.member_reactivated"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(MemberEvent):
    name: ClassVar[str] = "identity.password_changed"


@dataclass(frozen=True, kw_only=True)
class PasswordResetOffered(MemberEvent):
    name: ClassVar[str] = "identity.password_reset_offered"


@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(MemberEvent):
    name: ClassVar[str] = "identity.second_factor_set"


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(MemberEvent):
    name: ClassVar[str] = "identity.second_factor_removed"


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnded(MemberEvent):
    """The last of it went, whatever it was: from now on the password alone is asked for."""

    name: ClassVar[str] = "identity.second_factor_ended"


@dataclass(frozen=True, kw_only=True)
class SecondFactorDue(MemberEvent):
    """He owes one: from that day on he only reads without it."""

    name: ClassVar[str] = "identity.second_factor_due"
    needed_from: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorTermSet(Event):
    """An organisation obliges a role of its own from a day on, or does so no more."""

    name: ClassVar[str] = "identity.second_factor_term_set"
    subject: ClassVar[str] = "second_factor_term"
    roles: tuple[str, ...]
    obliged: bool
    from_on: str
    grace_days: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(MemberEvent):
    name: ClassVar[str] = "identity.recovery_code_used"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesRenewed(MemberEvent):
    name: ClassVar[str] = "identity.recovery_codes_renewed"


@dataclass(frozen=True, kw_only=True)
class PasskeyEvent(MemberEvent):
    passkey_name: str


@dataclass(frozen=True, kw_only=True)
class PasskeyRegistered(PasskeyEvent):
    name: ClassVar[str] = "identity.passkey_registered"


@dataclass(frozen=True, kw_only=True)
class PasskeyRenamed(PasskeyEvent):
    name: ClassVar[str] = "identity.passkey_renamed"


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(PasskeyEvent):
    name: ClassVar[str] = "identity.passkey_removed"


@dataclass(frozen=True, kw_only=True)
class PasskeySuspected(PasskeyEvent):
    """It signed with a counter that was used before: somebody may hold a copy of it."""

    name: ClassVar[str] = "identity.passkey_suspected"


@dataclass(frozen=True, kw_only=True)
class SignedIn(MemberEvent):
    name: ClassVar[str] = "identity.signed_in"


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(MemberEvent):
    name: ClassVar[str] = "identity.signed_out_everywhere"


@dataclass(frozen=True, kw_only=True)
class SignedOutElsewhere(MemberEvent):
    name: ClassVar[str] = "identity.signed_out_elsewhere"


@dataclass(frozen=True, kw_only=True)
class ApiKeyEvent(Event):
    subject: ClassVar[str] = "api_key"
    key_name: str
    prefix: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApiKeyMade(ApiKeyEvent):
    name: ClassVar[str] = "identity.api_key_made"
    until: str


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(ApiKeyEvent):
    name: ClassVar[str] = "identity.api_key_revoked"

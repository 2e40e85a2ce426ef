"""Organisations, members, sessions and one-time links as they are stored."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.states import (
    ChallengePurpose,
    LinkPurpose,
    OrganisationKind,
    Proof,
    SignInOutcome,
)
from backend.kernel.tables import Identified


class Organisation(Identified, Table, tablename="identity_organisation"):
    kind = Varchar(length=10, choices=OrganisationKind, default=None)
    name = Varchar(length=200, default=None)
    former_names = Array(base_column=Text(), default=list)
    uscc = Varchar(length=18, default=None, null=True, help_text="Null for a district's office.")
    division = Varchar(length=6, default=None, null=True, help_text="GB/T 2260; 310115 = Pudong.")
    street = Varchar(length=60, default=None, null=True)
    address_line = Varchar(length=200, default=None, null=True)
    verified_at = Timestamptz(default=None, null=True)


class Member(Identified, Table, tablename="identity_member"):
    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    email = Varchar(length=200, default=None)
    name = Varchar(length=120, default=None)
    roles = Array(base_column=Varchar(length=20), default=None)
    password_hash = Text(default=None, null=True, help_text="Null until the invitation is taken.")
    active = Boolean(default=True)
    second_factor_ended_at = Timestamptz(
        default=None, null=True, help_text="When the last one went; null where none ever did."
    )
    joined_at = Timestamptz(
        default=None, null=True, help_text="When the invitation was taken; null without one."
    )
    second_factor_told_on = Date(
        default=None, null=True, help_text="When he was last told that he owes one."
    )


class Session(Identified, Table, tablename="identity_session"):
    """A signed-in browser. The cookie holds the token; only its digest is stored."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    token_digest = Bytea(default=None)
    seen_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    ended_at = Timestamptz(default=None, null=True)
    address = Varchar(length=45, default=None)


class OneTimeLink(Identified, Table, tablename="identity_one_time_link"):
    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    purpose = Varchar(length=12, choices=LinkPurpose, default=None)
    token_digest = Bytea(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(default=None, null=True)
    issued_by = UUID(default=None)


class SecondFactor(Identified, Table, tablename="identity_second_factor"):
    """A member's TOTP secret (RFC 6238), wrapped; in force once he confirmed it with a code."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    secret = Bytea(default=None, help_text="Wrapped under the master key.")
    confirmed_at = Timestamptz(default=None, null=True)
    last_step = BigInt(default=None, null=True, help_text="The newest step whose code was used.")


class RecoveryCode(Identified, Table, tablename="identity_recovery_code"):
    """Stands in for one code of a lost device; the database holds its digest only."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    code_digest = Bytea(default=None)
    used_at = Timestamptz(default=None, null=True)


class Passkey(Identified, Table, tablename="identity_passkey"):
    """A member's WebAuthn credential: its public key, and how often it has signed."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60, default=None)
    credential_id = Bytea(default=None)
    public_key = Bytea(default=None, help_text="As COSE writes it.")
    sign_count = BigInt(default=None, help_text="0 where the authenticator does not count.")
    transports = Array(base_column=Varchar(length=20), default=None)
    synced = Boolean(default=None, help_text="Its keeper copies it to the person's devices.")
    last_used_at = Timestamptz(default=None, null=True)
    suspected_at = Timestamptz(default=None, null=True, help_text="Its counter went back.")


class SecondFactorTerm(Identified, Table, tablename="identity_second_factor_term"):
    """From when on an organisation itself obliges a role of its own, or does so no more."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    role = Varchar(length=20, default=None)
    n = Integer(default=None, help_text="Of those in force on a day the last one counts.")
    from_on = Date(default=None)
    obliged = Boolean(default=None)
    grace_days = Integer(default=None, help_text="Of whoever joins.")
    made_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)


class PasskeyChallenge(Identified, Table, tablename="identity_passkey_challenge"):
    """What a passkey has to sign, once and soon; only its digest is stored."""

    purpose = Varchar(length=12, choices=ChallengePurpose, default=None)
    challenge_digest = Bytea(default=None)
    member = UUID(default=None, null=True, help_text="Null at sign-in: nobody is known yet.")
    session_digest = Bytea(default=None, null=True, help_text="In which a passkey is registered.")
    address = Varchar(length=45, default=None)
    expires_at = Timestamptz(default=None)


class SavedView(Identified, Table, tablename="identity_saved_view"):
    """What a member often asks of a list, under his own name for it."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    list = Varchar(length=40, default=None)
    name = Varchar(length=40, default=None)
    query = Varchar(length=1000, default=None, help_text="As it stands in the address.")


class SignInFailure(Identified, Table, tablename="identity_sign_in_failure"):
    """Failures in a row per account name and per network address; cleared by success."""

    key = Varchar(length=260, default=None)
    failures = Integer(default=None)
    last_at = Timestamptz(default=None)


class ApiKey(Identified, Table, tablename="identity_api_key"):
    """What another system of the organisation proves itself with; only its digest is stored."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60, default=None)
    scopes = Array(base_column=Varchar(length=30), default=None)
    prefix = Varchar(length=12, default=None, help_text="What is shown of it.")
    token_digest = Bytea(default=None)
    created_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    expires_at = Timestamptz(default=None)
    last_used_at = Timestamptz(default=None, null=True)
    last_address = Varchar(length=45, default=None, null=True)
    revoked_at = Timestamptz(default=None, null=True)
    revoked_by = ForeignKey(Member, default=None, null=True, on_delete=OnDelete.restrict)


class SignIn(Identified, Table, tablename="identity_sign_in"):
    """An attempt to sign in as a member, and how it ended."""

    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    outcome = Varchar(length=14, choices=SignInOutcome, default=None)
    address = Varchar(length=45, default=None)
    device = Varchar(length=300, default=None, help_text="As the browser names itself.")
    session = ForeignKey(Session, default=None, null=True, on_delete=OnDelete.restrict)
    proof = Varchar(length=30, choices=Proof, default=None, null=True)

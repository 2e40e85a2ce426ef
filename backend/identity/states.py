"""Kinds of organisation, roles, and what a one-time link is for."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    FIRM = "firm"
    BANK = "bank"
    DISTRICT = "district"
    OPERATOR = "operator"
    APPRAISER = "appraiser"
    GUARANTOR = "guarantor"
    INSURER = "insurer"


#: Who issues papers that a lender relies on, and confirms here that they are his.
ISSUERS = frozenset(
    {OrganisationKind.APPRAISER, OrganisationKind.GUARANTOR, OrganisationKind.INSURER}
)


class Proof(StrEnum):
    """How a member proved that it is he who sits there."""

    PASSWORD = "password"  # noqa: S105 - the name of a proof, not a password
    PASSWORD_AND_CODE = "password_and_code"  # noqa: S105
    PASSWORD_AND_RECOVERY_CODE = "password_and_recovery_code"  # noqa: S105
    PASSWORD_AND_PASSKEY = "password_and_passkey"  # noqa: S105
    PASSKEY = "passkey"


class Role(StrEnum):
    ADMIN = "admin"
    HANDLER = "handler"
    SIGNATORY = "signatory"
    MAKER = "maker"
    CHECKER = "checker"
    PLEDGE_DESK = "pledge_desk"
    OFFICER = "officer"
    VERIFIER = "verifier"
    OPERATOR = "operator"
    BROKER = "broker"
    CONFIRMER = "confirmer"
    UNDERWRITER = "underwriter"
    TARIFF_CHECKER = "tariff_checker"
    VALUER = "valuer"
    SIGNER = "signer"


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


class SignInOutcome(StrEnum):
    SIGNED_IN = "signed_in"
    LINK_TAKEN = "link_taken"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - an outcome, not a password
    WRONG_CODE = "wrong_code"
    WRONG_PASSKEY = "wrong_passkey"
    INACTIVE = "inactive"


class ChallengePurpose(StrEnum):
    """What a passkey's answer to a challenge is good for."""

    REGISTRATION = "registration"
    FACTOR = "factor"
    SIGN_IN = "sign_in"


class Scope(StrEnum):
    """What an API key may be let do."""

    RIGHTS_READ = "rights.read"
    RIGHTS_IMPORT = "rights.import"
    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_DEPOSIT = "documents.deposit"
    LOANS_READ = "loans.read"
    PLEDGES_READ = "pledges.read"
    INSURANCE_READ = "insurance.read"
    LICENCES_READ = "licences.read"
    MONEY_READ = "money.read"
    TARGETS_READ = "targets.read"
    AUDIT_READ = "audit.read"

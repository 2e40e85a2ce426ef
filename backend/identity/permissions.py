"""Role → permissions, as one table per kind of organisation."""

from collections.abc import Iterable, Mapping

from backend.identity.states import ISSUERS, OrganisationKind, Role
from backend.kernel.auth import Permission

#: What every active member of such an organisation may do.
EVERY_MEMBER: Mapping[OrganisationKind, frozenset[Permission]] = {
    OrganisationKind.FIRM: frozenset({Permission.VIEW_FIRM}),
    OrganisationKind.BANK: frozenset({Permission.VIEW_BANK}),
    OrganisationKind.DISTRICT: frozenset({Permission.VIEW_DISTRICT}),
    OrganisationKind.OPERATOR: frozenset({Permission.VIEW_OPERATOR}),
    **dict.fromkeys(ISSUERS, frozenset({Permission.VIEW_ISSUER})),
    OrganisationKind.APPRAISER: frozenset({Permission.VIEW_ISSUER, Permission.VIEW_APPRAISER}),
    OrganisationKind.INSURER: frozenset({Permission.VIEW_ISSUER, Permission.VIEW_INSURER}),
}

#: The same for every kind of issuer.
_OF_ISSUERS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset({Permission.MANAGE_MEMBERS, Permission.PAY_CHARGES}),
    Role.CONFIRMER: frozenset({Permission.CONFIRM_DOCUMENTS}),
}

ROLES: Mapping[OrganisationKind, Mapping[Role, frozenset[Permission]]] = {
    OrganisationKind.FIRM: {
        Role.ADMIN: frozenset(
            {
                Permission.MANAGE_MEMBERS,
                Permission.PAY_CHARGES,
                Permission.MANAGE_PAYOUT_ACCOUNT,
                Permission.ISSUE_INVOICES,
            }
        ),
        Role.HANDLER: frozenset({Permission.PREPARE, Permission.PAY_CHARGES}),
        Role.SIGNATORY: frozenset({Permission.BIND, Permission.PAY_CHARGES}),
    },
    OrganisationKind.BANK: {
        Role.ADMIN: frozenset(
            {Permission.MANAGE_MEMBERS, Permission.ASSIGN_CASES, Permission.PAY_CHARGES}
        ),
        Role.MAKER: frozenset({Permission.WORK_APPLICATIONS}),
        Role.CHECKER: frozenset(
            {
                Permission.DECIDE_APPLICATIONS,
                Permission.SIGN_PLEDGES,
                Permission.VERIFY_REGISTRATIONS,
            }
        ),
        Role.PLEDGE_DESK: frozenset({Permission.RUN_PLEDGES}),
    },
    OrganisationKind.DISTRICT: {
        Role.ADMIN: frozenset({Permission.MANAGE_MEMBERS}),
        Role.OFFICER: frozenset({Permission.RECORD_REGISTRATIONS}),
        Role.VERIFIER: frozenset({Permission.RECORD_REGISTRATIONS, Permission.VERIFY_COUNTS}),
    },
    OrganisationKind.OPERATOR: {
        Role.ADMIN: frozenset(
            {
                Permission.MANAGE_MEMBERS,
                Permission.MANAGE_ORGANISATIONS,
                Permission.VIEW_AUDIT,
                Permission.CLOSE_MONTHS,
                Permission.HANDLE_MONEY,
                Permission.MANAGE_BANK_ACCOUNTS,
            }
        ),
        Role.OPERATOR: frozenset(
            {
                Permission.REVIEW_KYB,
                Permission.IMPORT_REFERENCE,
                Permission.MANAGE_ORGANISATIONS,
                Permission.VIEW_AUDIT,
                Permission.RAISE_CHARGES,
                Permission.HANDLE_MONEY,
                Permission.ISSUE_INVOICES,
            }
        ),
        # Where the platform holds a broker's licence: whoever answers for its sales.
        Role.BROKER: frozenset({Permission.VIEW_BROKERAGE, Permission.WORD_NOTICES}),
    },
    **dict.fromkeys(ISSUERS, _OF_ISSUERS),
    OrganisationKind.APPRAISER: {
        **_OF_ISSUERS,
        Role.ADMIN: _OF_ISSUERS[Role.ADMIN]
        | {Permission.RAISE_CHARGES, Permission.MANAGE_PAYOUT_ACCOUNT, Permission.ISSUE_INVOICES},
        Role.VALUER: frozenset({Permission.PREPARE_REPORTS}),
        Role.SIGNER: frozenset({Permission.SIGN_REPORTS}),
    },
    OrganisationKind.INSURER: {
        **_OF_ISSUERS,
        Role.ADMIN: _OF_ISSUERS[Role.ADMIN]
        | {Permission.ACCEPT_CARDS, Permission.SET_AUTHORITIES, Permission.ISSUE_INVOICES},
        Role.UNDERWRITER: frozenset(
            {Permission.DRAFT_TARIFFS, Permission.RATE_RISKS, Permission.UNDERWRITE}
        ),
        Role.TARIFF_CHECKER: frozenset(
            {Permission.PUBLISH_TARIFFS, Permission.RATE_RISKS, Permission.SET_AUTHORITIES}
        ),
    },
}


def permissions_of(kind: OrganisationKind, roles: Iterable[str]) -> frozenset[Permission]:
    """Everything that a member with these roles may do in an organisation of this kind."""
    table = ROLES[kind]
    granted = (table[Role(role)] for role in roles if role in table)
    return EVERY_MEMBER[kind].union(*granted)

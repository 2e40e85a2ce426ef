"""Role → permissions, as one table per kind of organisation."""

from collections.abc import Iterable, Mapping

from backend.identity.states import OrganisationKind, Role
from backend.kernel.auth import Permission as P

#: What every active member of such an organisation may do.
EVERY_MEMBER: Mapping[OrganisationKind, frozenset[P]] = {
    OrganisationKind.FIRM: frozenset({P.VIEW_FIRM}),
    OrganisationKind.BANK: frozenset({P.VIEW_BANK}),
    OrganisationKind.DISTRICT: frozenset({P.VIEW_DISTRICT}),
    OrganisationKind.OPERATOR: frozenset({P.VIEW_OPERATOR}),
}

ROLES: Mapping[OrganisationKind, Mapping[Role, frozenset[P]]] = {
    OrganisationKind.FIRM: {
        Role.ADMIN: frozenset({P.MANAGE_MEMBERS}),
        Role.HANDLER: frozenset({P.PREPARE}),
        Role.SIGNATORY: frozenset({P.BIND}),
    },
    OrganisationKind.BANK: {
        Role.ADMIN: frozenset({P.MANAGE_MEMBERS, P.ASSIGN_CASES}),
        Role.MAKER: frozenset({P.WORK_APPLICATIONS}),
        Role.CHECKER: frozenset({P.DECIDE_APPLICATIONS, P.SIGN_PLEDGES, P.VERIFY_REGISTRATIONS}),
        Role.PLEDGE_DESK: frozenset({P.RUN_PLEDGES}),
    },
    OrganisationKind.DISTRICT: {
        Role.ADMIN: frozenset({P.MANAGE_MEMBERS}),
        Role.OFFICER: frozenset({P.RECORD_REGISTRATIONS}),
        Role.VERIFIER: frozenset({P.RECORD_REGISTRATIONS, P.VERIFY_COUNTS}),
    },
    OrganisationKind.OPERATOR: {
        Role.ADMIN: frozenset({P.MANAGE_MEMBERS, P.MANAGE_ORGANISATIONS, P.VIEW_AUDIT}),
        Role.OPERATOR: frozenset(
            {P.REVIEW_KYB, P.IMPORT_REFERENCE, P.MANAGE_ORGANISATIONS, P.VIEW_AUDIT}
        ),
    },
}


def permissions_of(kind: OrganisationKind, roles: Iterable[str]) -> frozenset[P]:
    """Everything that a member with these roles may do in an organisation of this kind."""
    table = ROLES[kind]
    granted = (table[Role(role)] for role in roles if role in table)
    return EVERY_MEMBER[kind].union(*granted)

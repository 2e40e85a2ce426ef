"""Scope → the routes that an API key with it reaches; every other route is for people.

No key decides, signs, confirms, pays, or looks after people: those routes stand under no scope.
"""

from collections.abc import Iterable, Mapping

from backend.identity.permissions import EVERY_MEMBER
from backend.identity.states import OrganisationKind, Scope
from backend.kernel.auth import Permission

_FIRM, _BANK = OrganisationKind.FIRM, OrganisationKind.BANK
_EVERYBODY = frozenset(OrganisationKind)

#: For whom the scope is, and its routes: a path stands for all that lies beneath it.
SCOPES: Mapping[Scope, tuple[frozenset[OrganisationKind], tuple[str, ...]]] = {
    Scope.RIGHTS_READ: (
        frozenset({_FIRM}),
        ("GET /portfolio", "GET /patents", "GET /valuations", "GET /weight-sets"),
    ),
    Scope.RIGHTS_IMPORT: (
        frozenset({_FIRM}),
        ("POST /portfolio/imports", "GET /portfolio/imports"),
    ),
    Scope.DOCUMENTS_READ: (
        _EVERYBODY,
        ("GET /documents", "GET /document-kinds", "GET /placeholders"),
    ),
    Scope.DOCUMENTS_DEPOSIT: (
        _EVERYBODY,
        ("POST /documents", "GET /document-kinds"),
    ),
    Scope.LOANS_READ: (
        frozenset({_FIRM, _BANK}),
        (
            "GET /loan-applications",
            "GET /loan-products",
            "GET /financing-requests",
            "GET /value-alerts",
            "GET /value-history",
        ),
    ),
    Scope.PLEDGES_READ: (
        frozenset({_FIRM, _BANK, OrganisationKind.DISTRICT}),
        ("GET /pledges", "GET /register", "GET /registrations"),
    ),
    Scope.INSURANCE_READ: (
        frozenset({_FIRM, _BANK, OrganisationKind.INSURER}),
        (
            "GET /policies",
            "GET /submissions",
            "GET /insurance-products",
            "GET /insurance-portfolio",
        ),
    ),
    Scope.LICENCES_READ: (
        frozenset({_FIRM}),
        ("GET /licence-offers", "GET /licences", "GET /inquiries", "GET /market"),
    ),
    Scope.MONEY_READ: (_EVERYBODY, ("GET /charges", "GET /invoices", "GET /ledger")),
    Scope.TARGETS_READ: (
        frozenset({OrganisationKind.DISTRICT}),
        ("GET /plans", "GET /targets", "GET /cultivation-library", "GET /patent-coverage"),
    ),
    Scope.AUDIT_READ: (_EVERYBODY, ("GET /audit-events",)),
}
#: Where a route stands for itself alone: what lies beneath it is another deed.
EXACT = frozenset({"POST /portfolio/imports", "POST /documents"})

#: What a scope needs beyond what every member may.
_NEEDED: Mapping[Scope, frozenset[Permission]] = {
    Scope.RIGHTS_IMPORT: frozenset({Permission.PREPARE}),
    Scope.AUDIT_READ: frozenset({Permission.MANAGE_MEMBERS}),
}


def scopes_of(kind: OrganisationKind) -> list[Scope]:
    """The scopes that a key of such an organisation can have."""
    return [scope for scope, (kinds, _) in SCOPES.items() if kind in kinds]


def scopes_for(method: str, path: str) -> frozenset[Scope]:
    """The scopes under which this route stands, by its path or its template; none: for people."""
    return frozenset(
        scope
        for scope, (_, routes) in SCOPES.items()
        if any(_covers(route, method, path) for route in routes)
    )


def _covers(route: str, method: str, path: str) -> bool:
    known, prefix = route.split(" ", 1)
    if method != known:
        return False
    return path == prefix or (route not in EXACT and path.startswith(f"{prefix}/"))


def permissions_under(kind: OrganisationKind, scopes: Iterable[Scope]) -> frozenset[Permission]:
    return EVERY_MEMBER[kind].union(*(_NEEDED.get(scope, frozenset()) for scope in scopes))

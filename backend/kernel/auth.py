"""Who is asking, and what he may do."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.errors import Conflict, Forbidden
from backend.kernel.language import said


class Permission(StrEnum):
    MANAGE_MEMBERS = "manage_members"
    # firm
    VIEW_FIRM = "view_firm"
    PREPARE = "prepare"
    BIND = "bind"
    # bank
    VIEW_BANK = "view_bank"
    WORK_APPLICATIONS = "work_applications"
    DECIDE_APPLICATIONS = "decide_applications"
    SIGN_PLEDGES = "sign_pledges"
    VERIFY_REGISTRATIONS = "verify_registrations"
    RUN_PLEDGES = "run_pledges"
    ASSIGN_CASES = "assign_cases"
    # district
    VIEW_DISTRICT = "view_district"
    RECORD_REGISTRATIONS = "record_registrations"
    VERIFY_COUNTS = "verify_counts"
    # issuer: appraiser, guarantor, insurer
    VIEW_ISSUER = "view_issuer"
    CONFIRM_DOCUMENTS = "confirm_documents"
    # appraiser
    VIEW_APPRAISER = "view_appraiser"
    PREPARE_REPORTS = "prepare_reports"
    SIGN_REPORTS = "sign_reports"
    # insurer
    VIEW_INSURER = "view_insurer"
    DRAFT_TARIFFS = "draft_tariffs"
    PUBLISH_TARIFFS = "publish_tariffs"
    RATE_RISKS = "rate_risks"
    UNDERWRITE = "underwrite"
    SET_AUTHORITIES = "set_authorities"
    # operator
    VIEW_OPERATOR = "view_operator"
    REVIEW_KYB = "review_kyb"
    IMPORT_REFERENCE = "import_reference"
    MANAGE_ORGANISATIONS = "manage_organisations"
    VIEW_AUDIT = "view_audit"
    CLOSE_MONTHS = "close_months"
    HANDLE_MONEY = "handle_money"
    MANAGE_BANK_ACCOUNTS = "manage_bank_accounts"
    VIEW_BROKERAGE = "view_brokerage"
    WORD_NOTICES = "word_notices"
    # operator, appraiser
    RAISE_CHARGES = "raise_charges"
    # whoever owes
    PAY_CHARGES = "pay_charges"
    # whoever is paid
    ACCEPT_CARDS = "accept_cards"
    MANAGE_PAYOUT_ACCOUNT = "manage_payout_account"
    ISSUE_INVOICES = "issue_invoices"


class NotVerified(Conflict):
    code = "identity.not_verified"
    title = "Your organisation has not been verified yet"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A member of an organisation, the public (signed out), or the system itself."""

    user_id: UUID
    organisation_id: UUID
    kind: str
    name: str
    organisation_name: str
    permissions: frozenset[Permission] = frozenset()
    roles: frozenset[str] = frozenset()
    verified: bool = False
    address: str = ""
    request_id: str = ""

    def may(self, *any_of: Permission) -> bool:
        return not self.permissions.isdisjoint(any_of)

    def require(self, *any_of: Permission) -> None:
        """Refuse unless the actor holds one of these permissions."""
        if not self.may(*any_of):
            raise Forbidden(
                f"This needs one of: {', '.join(any_of)}.", needed=[str(p) for p in any_of]
            )

    def require_verified(self) -> None:
        """Refuse while the actor's organisation has not been verified by the operator."""
        if not self.verified:
            raise NotVerified("The operator has to verify your organisation first.")


NOBODY = UUID(int=0)

SYSTEM = Actor(
    user_id=NOBODY, organisation_id=NOBODY, kind="system", name="system", organisation_name="知融"
)
#: What readers call it.
SYSTEM_WORDS = ("系统", "The system")


def in_words(name: str, actor_id: UUID) -> str:
    """Who did something, as its reader knows him: what no person did, for whomever, the system
    did."""
    return said(*SYSTEM_WORDS) if (name, actor_id) == (SYSTEM.name, NOBODY) else name


def public(*, address: str = "", request_id: str = "") -> Actor:
    """Somebody who is not signed in."""
    return Actor(
        user_id=NOBODY,
        organisation_id=NOBODY,
        kind="public",
        name="",
        organisation_name="",
        address=address,
        request_id=request_id,
    )

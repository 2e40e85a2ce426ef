"""Pages that were shown, ticks, policies, their versions; the constraints stand in migrations."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Member, Organisation
from backend.insurance.states import InsuranceLine
from backend.kernel.tables import Identified, Proposed
from backend.lending.tables.applications import Application
from backend.payments.tables import Charge
from backend.policies.states import BrokerPageKind, Role, State
from backend.underwriting.tables import Proposal, Quote


class Participation(Identified, Table, tablename="policies_participation"):
    """An insurer's share of a quote's risk, the lead first; several, not joint."""

    quote = ForeignKey(Quote, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    role = Varchar(length=10, choices=Role, default=None)
    share_ppm = Integer(default=None)
    signed_at = Timestamptz(null=True, default=None)
    signed_by = UUID(null=True, default=None)
    signed_by_name = Varchar(length=120, null=True, default=None)


class Facultative(Identified, Table, tablename="policies_facultative"):
    """Reinsurance of one quote; the buyer never sees it."""

    quote = ForeignKey(Quote, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    reinsurer = Varchar(length=200, default=None)
    cession_ppm = Integer(default=None)
    reference = Varchar(length=80, null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    confirmed_by = UUID(null=True, default=None)
    confirmed_by_name = Varchar(length=120, null=True, default=None)


class ShownPage(Identified, Table, tablename="policies_page"):
    """The page that explains the exclusions, in the words that were shown."""

    quote = ForeignKey(Quote, default=None, null=False, on_delete=OnDelete.restrict)
    option = SmallInt(default=None)
    sha256 = Varchar(length=64, default=None)
    content = JSONB(default=None)
    shown_to = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    shown_to_name = Varchar(length=120, default=None)


class Tick(Identified, Table, tablename="policies_tick"):
    """One exclusion of a page, confirmed at `created_at`."""

    page = ForeignKey(ShownPage, default=None, null=False, on_delete=OnDelete.restrict)
    exclusion = Varchar(length=60, default=None)
    ticked_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)


class Policy(Identified, Table, tablename="policies_policy"):
    """What was accepted, from the acceptance on; what it covers later stands in its versions."""

    number = Varchar(length=20, default=None)
    quote = ForeignKey(Quote, default=None, null=False, on_delete=OnDelete.restrict)
    option = SmallInt(default=None)
    page = ForeignKey(ShownPage, default=None, null=False, on_delete=OnDelete.restrict)
    line = Varchar(length=20, choices=InsuranceLine, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    bank = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="The insured of a guarantee, else the loss payee.",
    )
    loan_application = ForeignKey(Application, default=None, null=True, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=State, default=None)
    inception_on = Date(default=None)
    expires_on = Date(default=None)
    net_fen = BigInt(default=None)
    vat_fen = BigInt(default=None)
    gross_fen = BigInt(default=None)
    accepted_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    accepted_by_name = Varchar(length=120, default=None)
    requested_at = Timestamptz(null=True, default=None)
    bound_at = Timestamptz(null=True, default=None)
    pay_by = Date(null=True, default=None)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    issued_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Subjectivity(Identified, Table, tablename="policies_subjectivity"):
    """What the insurer wants to be shown or done."""

    policy = ForeignKey(Policy, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    text = Varchar(length=1000, default=None)
    before_binding = Boolean(default=None)
    due_on = Date(null=True, default=None)
    note = Varchar(length=1000, null=True, default=None)
    met_at = Timestamptz(null=True, default=None)
    met_by = UUID(null=True, default=None)
    met_by_name = Varchar(length=120, null=True, default=None)


class SubjectivityAnswer(Identified, Table, tablename="policies_subjectivity_answer"):
    """What the firm shows for it; the insurer takes it as met, or sends it back with a reason."""

    subjectivity = ForeignKey(Subjectivity, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    text = Varchar(length=1000, default=None)
    file_ids = Array(base_column=UUID(), default=None)
    answered_by = UUID(default=None)
    answered_by_name = Varchar(length=120, default=None)
    reason = Varchar(length=1000, null=True, default=None)
    returned_at = Timestamptz(null=True, default=None)
    returned_by = UUID(null=True, default=None)
    returned_by_name = Varchar(length=120, null=True, default=None)


class PolicyVersion(Identified, Table, tablename="policies_version"):
    """Terms from `effective_on` on, as recorded at `created_at`; never edited."""

    policy = ForeignKey(Policy, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None)
    effective_on = Date(default=None)
    cause = Varchar(length=20, default=None)
    terms = JSONB(default=None)
    sha256 = Varchar(length=64, default=None)


class NoticeProposal(Proposed, Table, tablename="policies_notice_proposal"):
    """The next words of the broker's notice; the broker is the platform, so nobody's else."""

    organisation = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)


class BrokerText(Identified, Table, tablename="policies_broker_text"):
    """A version of the notice's words; what came with the platform names nobody."""

    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    version = Varchar(length=20, default=None)
    from_on = Date(default=None)
    paragraphs = JSONB(default=None)
    author_name = Varchar(length=120, null=True, default=None)
    accepted_by_name = Varchar(length=120, null=True, default=None)
    reason = Varchar(length=1000, null=True, default=None)
    proposal = ForeignKey(NoticeProposal, default=None, null=True, on_delete=OnDelete.restrict)


class BrokerPage(Identified, Table, tablename="policies_broker_page"):
    """The broker's notice, or the note of needs, in the words that were shown."""

    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, choices=BrokerPageKind, default=None)
    sha256 = Varchar(length=64, default=None)
    content = JSONB(default=None)
    shown_to = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    shown_to_name = Varchar(length=120, default=None)
    version = Varchar(length=20, null=True, default=None, help_text="Generated: of a notice.")


class BrokerTick(Identified, Table, tablename="policies_broker_tick"):
    """Such a page was read and confirmed at `created_at`."""

    page = ForeignKey(BrokerPage, default=None, null=False, on_delete=OnDelete.restrict)
    ticked_by = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)


class Compared(Identified, Table, tablename="policies_compared"):
    """A comparison as a licensed broker showed it; kept once for each reader and content."""

    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    sha256 = Varchar(length=64, default=None)
    content = JSONB(default=None)
    shown_to = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    shown_to_name = Varchar(length=120, default=None)


class Commission(Identified, Table, tablename="policies_commission"):
    """What an insurer pays its broker of a line's net premium, as filed (报行合一)."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    line = Varchar(length=20, choices=InsuranceLine, default=None)
    rate_bp = Integer(default=None)
    filing_number = Varchar(length=60, default=None)
    from_on = Date(default=None)
    stated_by = UUID(default=None)
    stated_by_name = Varchar(length=120, default=None)

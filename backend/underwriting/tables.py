"""Proposals, submissions and quotes as they are stored; what was said once never changes."""

from typing import Any

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
from backend.insurance.states import Handling, InsuranceLine
from backend.insurance.tables import InsuranceProductVersion, RatingPlan
from backend.kernel.tables import Identified
from backend.underwriting.states import (
    Decision,
    DeclineCode,
    Level,
    ListCode,
    Moment,
    QuoteKind,
    QuoteState,
    ScreeningDecision,
    ScreeningResult,
    State,
)


class Proposal(Identified, Table, tablename="underwriting_proposal"):
    """One for all insurers; next year's is a copy."""

    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    line = Varchar(length=20, choices=InsuranceLine, default=None)
    copied_from: ForeignKey[Any] = ForeignKey(
        "self", default=None, null=True, on_delete=OnDelete.restrict
    )
    created_by = UUID(default=None)
    created_by_name = Varchar(length=120, default=None)


class AnswersVersion(Identified, Table, tablename="underwriting_answers"):
    """A version of all answers: recorded at `created_at`, true from `effective_on` on."""

    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None)
    effective_on = Date(null=True, default=None, help_text="Null: from the inception.")
    answers = JSONB(default=None, help_text="See underwriting.answers.Answers.")
    questions = JSONB(default=None, help_text="Per question: source, since, evidence.")
    digest = Varchar(length=64, default=None, help_text="SHA-256 of the canonical answers.")
    by_id = UUID(default=None)
    by_name = Varchar(length=120, default=None)


class Declaration(Identified, Table, tablename="underwriting_declaration"):
    """What the firm's signatory declared of a version of the answers (Art. 16)."""

    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None)
    digest = Varchar(length=64, default=None)
    declared = JSONB(default=None)
    signed_by = UUID(default=None)
    signed_by_name = Varchar(length=120, default=None)


class Submission(Identified, Table, tablename="underwriting_submission"):
    """A proposal as it lies with one insurer; the clock stands while the firm is asked."""

    number = Varchar(length=20, default=None)
    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    n = Integer(default=None, help_text="The version of the answers.")
    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    product_version = ForeignKey(
        InsuranceProductVersion, default=None, null=False, on_delete=OnDelete.restrict
    )
    plan = ForeignKey(RatingPlan, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=State, default=None)
    handling = Varchar(length=20, choices=Handling, default=None)
    authority = Varchar(length=12, choices=Level, default=None)
    hits = JSONB(default=None)
    duplicates = JSONB(default=None, help_text="Other cover of the firm that overlaps.")
    assignee = ForeignKey(Member, default=None, null=True, on_delete=OnDelete.restrict)
    due_on = Date(null=True, default=None)
    days_left = SmallInt(null=True, default=None, help_text="Working days, while it stands.")
    first_quoted_at = Timestamptz(null=True, default=None)
    decline_code = Varchar(length=40, choices=DeclineCode, null=True, default=None)
    decline_note = Varchar(length=600, null=True, default=None)
    sent_by = UUID(default=None)
    updated_at = Timestamptz(default=None)


class Question(Identified, Table, tablename="underwriting_question"):
    """What an insurer asked, and what was answered (Art. 16: only that counts)."""

    submission = ForeignKey(Submission, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    items = JSONB(default=None)
    due_on = Date(default=None)
    asked_by = UUID(default=None)
    asked_by_name = Varchar(length=120, default=None)
    answer = Varchar(length=4000, null=True, default=None)
    file_ids = Array(base_column=UUID(), default=list)
    answers_n = Integer(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    answered_by_name = Varchar(length=120, null=True, default=None)


class Referral(Identified, Table, tablename="underwriting_referral"):
    submission = ForeignKey(Submission, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    authority = Varchar(length=12, choices=Level, default=None)
    memo = Varchar(length=4000, default=None)
    terms = JSONB(default=None)
    terms_digest = Varchar(length=64, default=None)
    referred_by = UUID(default=None)
    referred_by_name = Varchar(length=120, default=None)
    decision = Varchar(length=12, choices=Decision, null=True, default=None)
    note = Varchar(length=4000, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=120, null=True, default=None)
    decided_level = Varchar(length=12, choices=Level, null=True, default=None)


class Quote(Identified, Table, tablename="underwriting_quote"):
    """Terms of an insurer, as given: wording, clauses, exclusions and rates of that moment."""

    number = Varchar(length=20, default=None)
    submission = ForeignKey(Submission, default=None, null=False, on_delete=OnDelete.restrict)
    revision = SmallInt(default=None)
    kind = Varchar(length=12, choices=QuoteKind, default=None)
    state = Varchar(length=12, choices=QuoteState, default=None)
    automatic = Boolean(default=None)
    proposal = ForeignKey(Proposal, default=None, null=False, on_delete=OnDelete.restrict)
    answers_n = Integer(default=None)
    risk_hash = Varchar(length=64, default=None, help_text="Of the risk that the firm answered.")
    product_version = ForeignKey(
        InsuranceProductVersion, default=None, null=False, on_delete=OnDelete.restrict
    )
    plan = ForeignKey(RatingPlan, default=None, null=False, on_delete=OnDelete.restrict)
    wording = JSONB(default=None)
    clauses = JSONB(default=None, help_text="The product's parts that are quoted.")
    exclusions = JSONB(default=None, help_text="Part → codes.")
    subjectivities = JSONB(default=None)
    inception_on = Date(default=None)
    expires_on = Date(default=None)
    valid_until = Timestamptz(default=None)
    authority = Varchar(length=12, choices=Level, default=None)
    note = Varchar(length=4000, default=None)
    quoted_by = UUID(default=None)
    quoted_by_name = Varchar(length=120, default=None)
    ended_at = Timestamptz(null=True, default=None)
    accepted_option = SmallInt(null=True, default=None)


class QuoteOption(Identified, Table, tablename="underwriting_quote_option"):
    """A choice of limits and deductibles, rated; amounts are those of its worksheet."""

    quote = ForeignKey(Quote, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    label = Varchar(length=120, default=None)
    risk = JSONB(default=None, help_text="See insurance.risk.Risk.")
    risk_hash = Varchar(length=64, default=None)
    worksheet = JSONB(default=None, help_text="See insurance.worksheet.Worksheet.")
    worksheet_hash = Varchar(length=64, default=None)
    net_fen = BigInt(default=None)
    vat_fen = BigInt(default=None)
    gross_fen = BigInt(default=None)


class UnderwritingAuthority(Identified, Table, tablename="underwriting_authority"):
    """Up to which level a person may quote for his insurer, from day to day; by four eyes."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    member = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    level = Varchar(length=12, choices=Level, default=None)
    from_on = Date(default=None)
    to_on = Date(null=True, default=None)
    drafted_by = UUID(default=None)
    drafted_by_name = Varchar(length=120, default=None)
    confirmed_by = UUID(null=True, default=None)
    confirmed_by_name = Varchar(length=120, null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)


class SanctionsList(Identified, Table, tablename="underwriting_sanctions_list"):
    """A version of a list, whole; the newest of each code is asked."""

    code = Varchar(length=12, choices=ListCode, default=None)
    version = Varchar(length=40, default=None)
    as_of = Date(default=None)
    sha256 = Varchar(length=64, default=None)
    names = Integer(default=None)
    loaded_by = UUID(default=None)
    loaded_by_name = Varchar(length=120, default=None)


class SanctionsScreening(Identified, Table, tablename="underwriting_screening"):
    """Which names were asked of which lists, what they said, and what a person decided."""

    submission = ForeignKey(Submission, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    moment = Varchar(length=12, choices=Moment, default=None)
    names = JSONB(default=None)
    names_digest = Varchar(length=64, default=None)
    lists = JSONB(default=None)
    matches = JSONB(default=None)
    result = Varchar(length=12, choices=ScreeningResult, default=None)
    decision = Varchar(length=12, choices=ScreeningDecision, null=True, default=None)
    note = Varchar(length=2000, null=True, default=None)
    file_id = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_by_name = Varchar(length=120, null=True, default=None)


class DeskRule(Identified, Table, tablename="underwriting_desk_rule"):
    """Working days for an answer, days that a quote holds: an insurer's, or the platform's."""

    insurer = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    from_on = Date(default=None)
    answer_days = SmallInt(default=None)
    valid_days = SmallInt(default=None)
    made_by = UUID(null=True, default=None)
    made_by_name = Varchar(length=120, null=True, default=None)

"""Which events people are told, and which of their facts the words need.

The words themselves are the web application's, under `notifications.<event name>`: what is stored
is the name and the facts, so that a reader who changes his language changes old messages too.
"""

from collections.abc import Mapping
from typing import Any

from backend.appraisal import events as appraisal
from backend.documents import events as documents
from backend.exports import events as exports
from backend.identity import events as identity
from backend.invoicing import events as invoicing
from backend.kyb import events as kyb
from backend.lending import events as lending
from backend.licensing import events as licensing
from backend.monitoring import events as monitoring
from backend.notifications.states import MessageKind
from backend.papers import events as papers
from backend.payments import events as payments
from backend.policies import events as policies
from backend.portfolio import events as portfolio
from backend.registry import events as registry
from backend.treasury import events as treasury
from backend.underwriting import events as underwriting

#: From the name of an event to the members of its payload that the words use.
TOLD: Mapping[str, tuple[str, ...]] = {
    documents.IncidentFound.name: ("kind", "object_key", "file_name"),
    documents.HoldConfirmed.name: ("reason",),
    exports.ListEnded.name: ("list", "rows", "state", "failure"),
    documents.HoldLifted.name: ("reason",),
    identity.SecondFactorDue.name: ("needed_from",),
    identity.SecondFactorEnded.name: (),
    kyb.CaseSubmitted.name: ("firm",),
    kyb.CaseApproved.name: ("firm",),
    kyb.CaseReturned.name: ("firm", "reason_code", "reason"),
    portfolio.ImportEnded.name: (
        "state",
        "failure_code",
        "rows_total",
        "rows_accepted",
        "rows_duplicate",
        "rows_updated",
        "rows_refused",
        "rows_warned",
    ),
    portfolio.AwardStated.name: ("firm", "label", "title"),
    portfolio.AwardDecided.name: ("title", "approved", "reason"),
    portfolio.ExtractDiffers.name: ("label", "differing", "as_of"),
    portfolio.ExtractsLapsed.name: ("extracts", "label"),
    portfolio.ExtractsLapsing.name: ("extracts", "label", "first_lapses_on"),
    portfolio.FeesFallDue.name: ("fees", "late", "first_due_on"),
    documents.ConfirmationRequested.name: ("file_name", "owner_name"),
    documents.ConfirmationAnswered.name: ("file_name", "issuer_name", "trust"),
    documents.DocumentDisproved.name: ("file_name", "owner_name", "issuer_name", "trust"),
    lending.ApplicationSubmitted.name: ("number", "firm", "amount_fen", "due_on"),
    lending.ApplicationTakenIn.name: ("number", "bank"),
    lending.ApplicationAssigned.name: ("number", "assignee"),
    lending.CasesHandedOver.name: ("cases", "receivers", "reason"),
    lending.ApplicationReturned.name: ("number", "bank", "reason"),
    lending.DocumentsRequested.name: ("number", "bank", "items", "answer_by"),
    lending.MessageWritten.name: ("number", "writer", "n"),
    lending.DocumentSetAside.name: ("number", "bank", "file_name", "reason"),
    lending.ValuationOrdered.name: ("number", "bank", "request", "payer"),
    lending.ValuationAdopted.name: ("number", "bank", "valuation"),
    lending.ValueProposed.name: ("number", "proposer"),
    lending.ValueAgreed.name: ("number", "other", "valuation"),
    lending.ValueRefused.name: ("number", "other", "reason"),
    lending.ValueWithdrawn.name: ("number", "proposer"),
    lending.DocumentsAnswered.name: ("number", "firm", "due_on"),
    lending.OpinionGiven.name: ("number", "kind"),
    lending.OpinionSentBack.name: ("number", "reason"),
    lending.ApplicationApproved.name: ("number", "bank", "amount_fen", "rate_bp", "valid_until"),
    lending.ApplicationRefused.name: ("number", "bank", "reason_code", "sentence"),
    lending.OfferAccepted.name: ("number", "firm", "amount_fen"),
    lending.OfferDeclined.name: ("number", "firm", "reason"),
    lending.RetractionProposed.name: ("number", "reason"),
    lending.OfferRetracted.name: ("number", "bank", "reason"),
    lending.OfferExpired.name: ("number", "valid_until"),
    lending.DrawdownOpened.name: ("number",),
    lending.ApplicationOverdue.name: ("number", "bank", "due_on"),
    lending.PledgeFailed.name: ("number", "cause", "due_on"),
    lending.ApplicationClosed.name: ("number", "cause"),
    lending.ApplicationCommittedElsewhere.name: ("number",),
    lending.ApplicationWithdrawn.name: ("number", "firm", "reason"),
    lending.LoanDrawn.name: ("number", "bank", "amount_fen", "drawn_on"),
    monitoring.ValueAlertRaised.name: (
        "number",
        "cause",
        "right",
        "ltv_before_bp",
        "ltv_after_bp",
    ),
    monitoring.RevaluationWanted.name: ("number", "bank", "cause", "right"),
    monitoring.RightsRevalued.name: ("number", "valuation"),
    registry.PledgeDrafted.name: ("number", "secured_fen"),
    registry.PledgeTermsSet.name: ("number", "terms_version"),
    registry.PledgeSigned.name: ("number", "party", "complete"),
    registry.PledgeReopened.name: ("number", "reason"),
    registry.PledgeFiled.name: ("number", "channel", "filed_on", "due_on"),
    registry.PledgeDefectNoted.name: ("number", "text", "cure_by"),
    registry.PledgeCured.name: ("number", "due_on"),
    registry.PledgeWarned.name: ("number", "grounds"),
    registry.PledgeDeclared.name: ("number", "party", "complete"),
    registry.PledgeRefused.name: ("number", "reason", "grounds"),
    registry.PledgeWithdrawn.name: ("number", "reason"),
    registry.PledgeRegistered.name: (
        "number",
        "registration_number",
        "registered_on",
        "secured_fen",
    ),
    registry.PledgeRegistrationCorrected.name: ("number", "registration_number", "reason"),
    registry.PledgeVerified.name: ("number", "registration_number"),
    registry.PledgeMismatchFound.name: ("number", "checker", "reason"),
    registry.PledgeCounted.name: ("number", "registration_number", "added_fen"),
    registry.PledgeCountCorrected.name: ("number", "taken_fen", "reason"),
    registry.PledgeChangeFiled.name: ("number", "late"),
    registry.PledgeChangeDecided.name: ("number", "approved"),
    registry.PledgeCancellationFiled.name: ("number", "ground"),
    registry.PledgeCancellationRejected.name: ("number",),
    registry.PledgeCancelled.name: ("number", "cancelled_on"),
    registry.PledgeRevoked.name: ("number", "revoked_on", "taken_fen"),
    registry.PledgeFlagged.name: ("number", "flags"),
    registry.RegistrationRecorded.name: ("number", "registration_number"),
    papers.SignatureAsked.name: ("number", "paper"),
    papers.SignatureReminded.name: ("number", "paper", "asked_on"),
    papers.PaperSigned.name: ("number", "paper", "organisation", "complete"),
    papers.SignatureRefused.name: ("number", "paper", "organisation", "reason"),
    payments.ChargeRaised.name: ("reference", "purpose", "amount_fen"),
    payments.ChargeMoved.name: ("reference", "how", "amount_fen", "state"),
    payments.ChargeReminded.name: ("reference", "how", "open_fen", "due_on"),
    payments.ChargeCancelled.name: ("reference", "reason"),
    payments.TaskOpened.name: ("kind", "amount_fen"),
    invoicing.InvoiceAsked.name: ("reference", "kind", "total_fen", "charge_id"),
    invoicing.InvoiceIssued.name: ("reference", "kind", "total_fen", "number", "charge_id"),
    invoicing.InvoiceEnded.name: ("reference", "how", "reason", "charge_id"),
    treasury.PayeeAccountRegistered.name: ("version", "last_figures", "in_force"),
    treasury.PayeeAccountDecided.name: ("version", "last_figures", "in_force"),
    treasury.PaymentReturned.name: (
        *("number", "kind", "amount_fen", "currency", "last_figures", "reason"),
    ),
    licensing.OfferTakenOff.name: ("number", "cause"),
    licensing.InquiryOpened.name: ("number", "firm", "offer"),
    licensing.MessageWritten.name: ("number", "firm"),
    licensing.LicenceProposed.name: ("number", "firm"),
    licensing.InquiryRefused.name: ("number", "firm", "reason"),
    licensing.LicenceAgreed.name: ("number", "firm", "licence", "recordal_due_on"),
    licensing.RecordalDue.name: ("number", "due_on", "days_left"),
    licensing.RecordalEntered.name: ("number", "recordal_number"),
    underwriting.SubmissionSent.name: ("number", "proposal_id", "firm"),
    underwriting.SubmissionResent.name: ("number", "proposal_id"),
    underwriting.SubmissionAsked.name: ("number", "proposal_id", "insurer", "due_on"),
    underwriting.SubmissionAnswered.name: ("number", "proposal_id"),
    underwriting.SubmissionAssigned.name: ("number", "proposal_id"),
    underwriting.SubmissionReferred.name: ("number", "authority"),
    underwriting.ReferralDecided.name: ("number",),
    underwriting.SubmissionDeclined.name: ("number", "proposal_id", "insurer"),
    underwriting.SubmissionWithdrawn.name: ("number", "proposal_id", "firm"),
    underwriting.QuoteGiven.name: ("number", "proposal_id", "insurer", "quote"),
    underwriting.QuoteWithdrawn.name: ("number", "proposal_id", "insurer", "quote"),
    underwriting.QuoteExpired.name: ("number", "proposal_id", "quote"),
    policies.QuoteTaken.name: ("number", "gross_fen"),
    policies.BindingRequested.name: ("number",),
    policies.PolicyBound.name: ("number", "gross_fen", "pay_by"),
    policies.PolicyIssued.name: ("number", "inception_on", "expires_on"),
    policies.PolicyLapsed.name: ("number", "pay_by"),
    policies.PolicyNotBound.name: ("number",),
    appraisal.RequestOpened.name: ("number", "firm", "quotes_due_on"),
    appraisal.QuoteGiven.name: ("number", "appraiser", "fee_fen", "days"),
    appraisal.QuoteDeclined.name: ("number", "appraiser", "reason"),
    appraisal.QuoteAccepted.name: ("number", "firm", "due_on"),
    appraisal.QuoteNotChosen.name: ("number", "firm"),
    appraisal.RequestEnded.name: ("number", "state"),
    appraisal.ReportRefused.name: ("number", "version", "checks"),
    appraisal.ReportDelivered.name: ("number", "appraiser", "version"),
    appraisal.ReportReturned.name: ("number", "firm", "reason"),
    appraisal.ReportConfirmed.name: ("number", "firm", "valuation"),
}


#: What waits for the district's verifier: its people are told, though it is no party.
TOLD_TO_THE_DISTRICT = frozenset(
    {
        registry.PledgeRegistered.name,
        registry.PledgeRegistrationCorrected.name,
        registry.PledgeChangeDecided.name,
        registry.RegistrationRecorded.name,
    }
)

#: What the platform has to look at: its people are told, whoever the parties are.
TOLD_TO_THE_OPERATOR = frozenset({payments.TaskOpened.name, treasury.PaymentReturned.name})

#: Ends of long work: whoever began it is told too, as he has long gone on to other things.
#: A changed payout account too: whoever took over somebody's session cannot hide it from him.
TOLD_TO_THE_ACTOR = frozenset(
    {
        portfolio.ImportEnded.name,
        treasury.PayeeAccountRegistered.name,
        treasury.PayeeAccountDecided.name,
    }
)

#: What a person asked for alone: nobody else of his organisation is told.
TOLD_TO_THE_ACTOR_ALONE = frozenset({exports.ListEnded.name})

#: What happened to a person's own account, by whoever's hand: he alone is told.
TOLD_TO_THE_SUBJECT_ALONE = frozenset(
    {identity.SecondFactorDue.name, identity.SecondFactorEnded.name}
)

#: Work that somebody was given: he alone is told, unless he took it himself.
TOLD_TO_THE_ASSIGNEE_ALONE = frozenset({underwriting.SubmissionAssigned.name})

#: What concerns an organisation's admins only.
TOLD_TO_ADMINS = frozenset(
    {treasury.PayeeAccountRegistered.name, treasury.PayeeAccountDecided.name}
)

#: What has a day of the law's or of a contract's on which something is lost or owed.
DEADLINES = frozenset(
    {
        identity.SecondFactorDue.name,
        portfolio.FeesFallDue.name,
        lending.DocumentsRequested.name,
        lending.ApplicationApproved.name,
        lending.ApplicationOverdue.name,
        lending.PledgeFailed.name,
        registry.PledgeDefectNoted.name,
        registry.PledgeWarned.name,
        licensing.LicenceAgreed.name,
        licensing.RecordalDue.name,
        papers.SignatureReminded.name,
        payments.ChargeRaised.name,
        payments.ChargeReminded.name,
        underwriting.SubmissionAsked.name,
        policies.PolicyBound.name,
        policies.PolicyLapsed.name,
    }
)
#: What may mean that somebody else acts in one's name, or that evidence was touched.
SECURITY = frozenset(
    {
        documents.IncidentFound.name,
        identity.SecondFactorEnded.name,
        treasury.PayeeAccountRegistered.name,
        treasury.PayeeAccountDecided.name,
    }
)
#: Of the rest, by the part of the business that they come from.
KINDS: Mapping[str, MessageKind] = {
    "appraisal": MessageKind.VALUATION,
    "documents": MessageKind.DOCUMENTS,
    "exports": MessageKind.DOCUMENTS,
    "invoicing": MessageKind.MONEY,
    "kyb": MessageKind.VERIFICATION,
    "lending": MessageKind.LOANS,
    "licensing": MessageKind.LICENSING,
    "monitoring": MessageKind.VALUATION,
    "papers": MessageKind.DOCUMENTS,
    "payments": MessageKind.MONEY,
    "policies": MessageKind.INSURANCE,
    "portfolio": MessageKind.RIGHTS,
    "registry": MessageKind.PLEDGES,
    "treasury": MessageKind.MONEY,
    "underwriting": MessageKind.INSURANCE,
}


def kind_of(name: str) -> MessageKind:
    """What kind of message tells of this event."""
    if name in DEADLINES:
        return MessageKind.DEADLINE
    return MessageKind.SECURITY if name in SECURITY else KINDS[name.split(".", 1)[0]]


def facts_of(name: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the words for this event need; `None` when nobody is told of it."""
    wanted = TOLD.get(name)
    return None if wanted is None else {each: payload.get(each) for each in wanted}


def waits_for_the_district(name: str, payload: Mapping[str, Any]) -> bool:
    """Whether the district is to verify what happened; a change that was not made, it is not."""
    return name in TOLD_TO_THE_DISTRICT and payload.get("approved") is not False

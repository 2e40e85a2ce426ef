"""What offers, inquiries and recordals refuse beside the checklist."""

from backend.kernel.errors import Conflict, RuleBroken
from backend.kernel.stale import Stale


class OwnOffer(Conflict):
    code = "licensing.own_offer"
    title = "This offer is your own"


class NotAvailable(Conflict):
    code = "licensing.not_available"
    title = "This offer is not available now"


class AlreadyInquired(Conflict):
    code = "licensing.already_inquired"
    title = "You have an open inquiry about this offer"


class AlreadyOffered(Conflict):
    code = "licensing.already_offered"
    title = "The same kind of licence of this patent is offered already"


class NothingProposed(Conflict):
    code = "licensing.nothing_proposed"
    title = "Nobody has proposed the terms of a licence yet"


class OwnProposal(Conflict):
    code = "licensing.own_proposal"
    title = "The other side has to agree to your proposal"


class ProposalChanged(Stale):
    code = "licensing.proposal_changed"
    title = "The proposal has changed since you read it"


class InquiryMoved(Stale):
    """`newest`: the number of the present proposal."""

    code = "licensing.inquiry_moved"
    title = "The inquiry moved on since you looked at it"


class AlreadyRecorded(Conflict):
    code = "licensing.already_recorded"
    title = "The recordal of this licence is entered already"


class RecordalNumberKnown(Conflict):
    code = "licensing.recordal_number_known"
    title = "This recordal number stands with another licence"


class RecordalDayWrong(RuleBroken):
    code = "licensing.recordal_day_wrong"
    title = "The day of recordal is not possible"

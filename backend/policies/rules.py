"""Why a quote cannot be taken, or a policy not bound. Each says where, why, what would pass."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from backend.insurance.sharing import check_shares
from backend.kernel.errors import Conflict, RuleBroken
from backend.kernel.stale import Stale


class BrokerPagesOpen(Conflict):
    """`missing`: `notice`, `needs` or both."""

    code = "policies.broker_pages_open"
    title = "Before quotes are compared the broker's notice and the note of needs are confirmed"


class NeedsUnsaid(RuleBroken):
    code = "policies.needs_unsaid"
    title = "The note of needs says what the firm wants, in its own words"


class NoticeBackdated(RuleBroken):
    """`from_on` is the day that was asked for."""

    code = "policies.notice_backdated"
    title = "New words of the notice take effect from tomorrow at the earliest"


class NoticeSame(RuleBroken):
    """`version` has these words."""

    code = "policies.notice_same"
    title = "These are the words that the notice has already"


class CommissionFiled(Conflict):
    code = "policies.commission_filed"
    title = "A commission of this line begins on that day already"


class PageOutdated(Stale):
    code = "policies.page_outdated"
    title = "The quote is not what this page showed any more: open the page again"


class ExclusionsUnread(Conflict):
    """`missing`: the exclusions of the page that were not ticked."""

    code = "policies.exclusions_unread"
    title = "Every exclusion has to be confirmed, one by one"


class ExclusionUnknown(RuleBroken):
    code = "policies.exclusion_unknown"
    title = "The page has no such exclusion"


class InceptionPassed(Conflict):
    code = "policies.inception_passed"
    title = "The cover would have begun already: ask for another quote"


class LoanMissing(RuleBroken):
    code = "policies.loan_missing"
    title = "A guarantee belongs to a loan application of the firm at the bank that it insures"


class LoanGuaranteed(Conflict):
    code = "policies.loan_guaranteed"
    title = "Another policy guarantees this loan already"


class PlacementFixed(Conflict):
    code = "policies.placement_fixed"
    title = "A quote that was taken keeps its insurers"


class PlacementUnfit(RuleBroken):
    code = "policies.placement_unfit"
    title = "The insurer that quoted leads, and each insurer stands once"


class AlreadySigned(Conflict):
    code = "policies.already_signed"
    title = "This was signed or confirmed already"


class NothingShown(Conflict):
    code = "policies.nothing_shown"
    title = "The firm has shown nothing for this point that could be sent back"


class TooManyAnswers(Conflict):
    code = "policies.too_many_answers"
    title = "This point was answered too often: speak with the insurer"


class NotMirrored(Conflict):
    """`book`: whose books the premium stands in."""

    code = "policies.not_mirrored"
    title = "This premium is held by the platform's broker; its own statement says what arrived"


class ReceiptAboveOpen(RuleBroken):
    """`open_fen`: what is still to be paid of the premium."""

    code = "policies.receipt_above_open"
    title = "More was reported than is open of the premium"


class ReceiptOnStatement(Conflict):
    """`booked_on`: the day of the line that tells of it."""

    code = "policies.receipt_on_statement"
    title = "A statement of the insurer's account tells of this money already"


class NothingDue(Conflict):
    code = "policies.nothing_due"
    title = "No premium of this policy is due"


class SubsidyUnknown(RuleBroken):
    code = "policies.subsidy_unknown"
    title = "No such subsidy is paid on that day"


class NothingKnownThen(RuleBroken):
    code = "policies.nothing_known_then"
    title = "No version of the policy was in force on that day, as known then"


def check_notice_day(from_on: date, *, today: date) -> None:
    """The words of a day do not change in the course of it."""
    if from_on <= today:
        raise NoticeBackdated("Take a day from tomorrow on.", path="from_on", from_on=from_on)


def check_placement(lead: object, insurers: Sequence[object], shares_ppm: Sequence[int]) -> None:
    """The lead first, nobody twice, the whole shared."""
    if not insurers or insurers[0] != lead or len(set(insurers)) != len(insurers):
        raise PlacementUnfit("Name your own organisation first.", path="participations")
    check_shares(shares_ppm)


def check_inception(inception: date, *, today: date) -> None:
    if inception < today:
        raise InceptionPassed(f"It was to begin on {inception}.", inception_on=inception)


def check_read(content: dict[str, Any], ticked: Sequence[str]) -> None:
    missing = [each["key"] for each in content["exclusions"] if each["key"] not in ticked]
    if missing:
        raise ExclusionsUnread(f"Not confirmed: {', '.join(missing)}.", missing=missing)


def pay_by(inception: date, *, today: date, days: int) -> date:
    """In so many days, but before the cover begins: there is none unpaid (见费出单)."""
    return max(today, min(today + timedelta(days=days), inception))

"""What an ordered appraisal must be at each step. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from backend.appraisal.states import Check
from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.stale import Stale

LONGEST_CALL_DAYS = 60


class NotAnAppraiser(RuleBroken):
    code = "appraisal.not_an_appraiser"
    title = "Only verified appraisers are invited"


class DatesWrong(RuleBroken):
    code = "appraisal.dates_wrong"
    title = "Quotes are due between today and 60 days; the base date is not to come"


class QuotesOver(Conflict):
    code = "appraisal.quotes_over"
    title = "The day until which quotes were asked for has passed"


class QuoteLapsed(Conflict):
    code = "appraisal.quote_lapsed"
    title = "This quote is no longer valid"


class QuoteChanged(Stale):
    code = "appraisal.quote_changed"
    title = "The appraiser quoted anew since you read the quote"


class ConflictOfInterest(Conflict):
    code = "appraisal.conflict_of_interest"
    title = "The lender's rules refuse this appraiser for this firm"


class AboveSmallDeal(RuleBroken):
    code = "appraisal.above_small_deal"
    title = "An internal or negotiated value serves small deals only"


class OrderRunning(Conflict):
    code = "appraisal.order_running"
    title = "An appraisal is ordered for this case already"


class ReportMissing(Conflict):
    code = "appraisal.report_missing"
    title = "There is no report in this state"


class ChecksRefused(RuleBroken):
    code = "appraisal.checks_refused"
    title = "Checks that the rules insist on have failed"

    @property
    def checks(self) -> tuple[str, ...]:
        failed = self.facts["checks"]
        return tuple(map(str, failed)) if isinstance(failed, list) else ()


class PreparerCannotSign(Forbidden):
    code = "appraisal.preparer_cannot_sign"
    title = "A report is signed by two: who prepared it is not the second"


class NotThePreparer(Forbidden):
    code = "appraisal.not_the_preparer"
    title = "The first signature is whoever's who prepared this version"


class RulesIncomplete(RuleBroken):
    code = "appraisal.rules_incomplete"
    title = "A rule set says what becomes of each of the twelve checks"


class RulesBackdated(RuleBroken):
    code = "appraisal.rules_backdated"
    title = "Rules take effect today or later"


def check_dates(*, base_date: date, quotes_due_on: date, today: date) -> None:
    last = today + timedelta(days=LONGEST_CALL_DAYS)
    if base_date > today or not today <= quotes_due_on <= last:
        raise DatesWrong(
            field="base_date" if base_date > today else "quotes_due_on",
            today=today.isoformat(),
            last=last.isoformat(),
        )


def check_quotes_open(quotes_due_on: date, *, today: date) -> None:
    if today > quotes_due_on:
        raise QuotesOver(quotes_due_on=quotes_due_on.isoformat())


def check_seen(seen: Mapping[str, object] | None, *, current: Mapping[str, object]) -> None:
    """What is accepted is the quote that was read."""
    if seen is not None and seen != current:
        raise QuoteChanged("Read the present quote, and accept that.", seen=seen, current=current)


def check_valid(valid_until: date, *, today: date) -> None:
    if today > valid_until:
        raise QuoteLapsed(valid_until=valid_until.isoformat())


def check_validity(valid_until: date, *, today: date) -> None:
    """Refuse to quote what has lapsed already."""
    if valid_until < today:
        raise QuoteLapsed(field="valid_until", valid_until=valid_until.isoformat())


def check_first_signature(*, prepared_by: UUID, signing: UUID) -> None:
    if prepared_by != signing:
        raise NotThePreparer


def check_second_signature(*, prepared_by: UUID, signing: UUID) -> None:
    if prepared_by == signing:
        raise PreparerCannotSign


def check_checks(refused: Sequence[Check]) -> None:
    if refused:
        raise ChecksRefused(
            f"Failed: {', '.join(refused)}; each is mended in the report.",
            checks=[str(each) for each in refused],
        )


def check_conflicts(refused: Collection[str]) -> None:
    if refused:
        raise ConflictOfInterest(
            f"Refused by: {', '.join(sorted(refused))}.", rules=sorted(refused)
        )


def check_small_deal(*, amount_fen: int, up_to_fen: int, refused: bool) -> None:
    """Above the lender's dated ceiling a deal rests on an agency's report (上海 2025-12)."""
    if refused:
        raise AboveSmallDeal(
            f"The deal is of {amount_fen} fen; such a value serves up to {up_to_fen} fen, "
            "above it an appraisal report.",
            amount_fen=amount_fen,
            limit_fen=up_to_fen,
        )


def check_rule_set(checks: Collection[Check], *, valid_from: date, today: date) -> None:
    if set(checks) != set(Check):
        raise RulesIncomplete(
            field="checks", missing=sorted(str(each) for each in set(Check) - set(checks))
        )
    if valid_from < today:
        raise RulesBackdated(field="valid_from", today=today.isoformat())

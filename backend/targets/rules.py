"""What may be stated and recorded, and by whom it is checked. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.targets.states import FLOW, NEXT, STOCK, Outcome, Standing, Step


class NotStated(RuleBroken):
    code = "targets.not_stated"
    title = "This target's figure is counted, not stated"


class StatementUnfit(RuleBroken):
    """`field` is what does not fit the target's unit or the plan's days."""

    code = "targets.statement_unfit"
    title = "The statement does not fit the target"


class DaysStated(Conflict):
    code = "targets.days_stated"
    title = "These days are stated already"


class StepOutOfOrder(RuleBroken):
    """`standing`: where the firm stands; `allowed`: what may happen next; `since`: not before."""

    code = "targets.step_out_of_order"
    title = "This cannot happen to a firm that stands so"


class StepWaiting(Conflict):
    code = "targets.step_waiting"
    title = "Something recorded of this firm waits to be checked already"


class StepUnfit(RuleBroken):
    code = "targets.step_unfit"
    title = "What was recorded does not fit what happened"


class RowsRefused(RuleBroken):
    """`rows`: each refused row by number, with its code, its field and what it says."""

    code = "targets.rows_refused"
    title = "Some rows are refused, so none was recorded"


class PartsDiffer(RuleBroken):
    """`whole`, `parts`: what is to be divided, and what the parts add up to."""

    code = "targets.parts_differ"
    title = "The parts do not add up to the target"


class PartsUnfit(RuleBroken):
    code = "targets.parts_unfit"
    title = "A part does not fit the target"


class DivisionWaits(Conflict):
    code = "targets.division_waits"
    title = "A division of this target waits for its second person"


class DivisionDecided(Conflict):
    code = "targets.division_decided"
    title = "This division has been decided"


class DepartmentUnknown(RuleBroken):
    """`departments`: who has a part of the target."""

    code = "targets.department_unknown"
    title = "This department has no part of the target"


class DayReported(Conflict):
    code = "targets.day_reported"
    title = "This department's figure of that day is reported already"


class TiersUnfit(RuleBroken):
    """`field`: which tier, or the day, does not fit; `would_pass`: what would."""

    code = "targets.tiers_unfit"
    title = "These tiers do not fit"


class TiersWait(Conflict):
    code = "targets.tiers_wait"
    title = "A version of the tiers waits for its second person"


class TiersDecided(Conflict):
    code = "targets.tiers_decided"
    title = "This version of the tiers has been decided"


class OwnRecording(Forbidden):
    code = "targets.own_recording"
    title = "Another person than who recorded it checks it"


class AlreadyChecked(Conflict):
    code = "targets.already_checked"
    title = "This has been checked"


class NothingToWithdraw(Conflict):
    code = "targets.nothing_to_withdraw"
    title = "Only what was confirmed and stands can be withdrawn"


class LaterStepsStand(Conflict):
    code = "targets.later_steps_stand"
    title = "Something later stands for this firm; withdraw that first"


class WhyMissing(RuleBroken):
    code = "targets.why_missing"
    title = "A mismatch says what differs"


def check_statement(
    *, unit: str, from_on: date, to_on: date, residents: int | None, plan: tuple[date, date],
    today: date,
) -> None:  # fmt: skip
    """By the target's unit, within the plan and not of days to come."""
    if unit not in {STOCK, FLOW}:
        raise NotStated
    if unit == STOCK and from_on != to_on:
        raise StatementUnfit("A stock is that of one day.", field="to_on", would_pass=str(from_on))
    if unit == STOCK and residents is None:
        raise StatementUnfit("A stock per 10,000 residents names the residents.", field="residents")
    if unit == FLOW and residents is not None:
        raise StatementUnfit("Grants have no residents; leave them out.", field="residents")
    if to_on < from_on:
        raise StatementUnfit("It ends before it begins.", field="to_on", would_pass=str(from_on))
    last = min(plan[1], today)
    for field, day in (("from_on", from_on), ("to_on", to_on)):
        if not plan[0] <= day <= last:
            raise StatementUnfit(
                f"A day from {plan[0]} to {last}.", field=field, from_on=plan[0], to_on=last
            )


def check_step(
    *,
    kind: Step,
    tier: object,
    stock_code: str | None,
    reason_code: str | None,
    day: date,
    today: date,
) -> None:
    if (kind in {Step.ENTRY, Step.TIER}) != (tier is not None):
        raise StepUnfit("Entry and change of tier name a tier; nothing else does.", field="tier")
    if (kind is Step.LISTING) != (stock_code is not None):
        raise StepUnfit("A listing names the stock; nothing else does.", field="stock_code")
    if (kind is Step.EXIT) != (reason_code is not None):
        raise StepUnfit("An exit names its reason; nothing else does.", field="reason_code")
    if day > today:
        raise StepUnfit("What has not happened is not recorded.", field="effective_on",
                        to_on=today)  # fmt: skip


def standing(steps: Iterable[tuple[Step, date]]) -> tuple[Standing | None, date | None]:
    """Where the steps of a firm lead, in their order, and since when."""
    at, since = None, None
    for kind, day in steps:
        at, since = NEXT[at, kind], day
    return at, since


def check_order(steps: Iterable[tuple[Step, date]], kind: Step, day: date) -> None:
    """Whether this may come after what stands."""
    at, since = standing(steps)
    allowed = sorted(step for state, step in NEXT if state is at)
    if (at, kind) not in NEXT or (since is not None and day < since):
        raise StepOutOfOrder(
            f"The firm stands {at or 'outside'} since {since or 'ever'}.",
            field="kind" if (at, kind) not in NEXT else "effective_on",
            standing=at,
            since=since,
            allowed=allowed,
        )


def check_checker(*, recorder: UUID, checker: UUID, outcome: Outcome, reason: str | None) -> None:
    if recorder == checker:
        raise OwnRecording
    if outcome is Outcome.MISMATCH and not reason:
        raise WhyMissing


def check_parts(
    *, whole: int, parts: Sequence[tuple[str, int, date]], plan: tuple[date, date]
) -> None:
    """The parts are the whole, each of another department, due within the plan."""
    names = [name for name, _, _ in parts]
    for at, (name, _, done_by) in enumerate(parts):
        if names.index(name) != at:
            raise PartsUnfit(
                f"{name} has another part already; one part of each department would pass.",
                field=f"parts.{at}.department",
            )
        if not plan[0] <= done_by <= plan[1]:
            raise PartsUnfit(
                f"A day from {plan[0]} to {plan[1]} would pass.",
                field=f"parts.{at}.done_by",
                earliest=plan[0].isoformat(),
                latest=plan[1].isoformat(),
            )
    told = sum(amount for _, amount, _ in parts)
    if told != whole:
        raise PartsDiffer(
            f"The parts are {told}, the target is {whole}; {abs(whole - told)} "
            f"{'is missing' if told < whole else 'is too much'}.",
            field="parts",
            whole=whole,
            parts=told,
            difference=whole - told,
        )


def check_tiers(given: Sequence[tuple[str | None, str]], *, known: Iterable[str]) -> None:
    """Each tier once and by a name of its own; one that goes on has been a tier."""
    codes, names = [tier for tier, _ in given], [name for _, name in given]
    for at, (tier, name) in enumerate(given):
        if tier is not None and tier not in known:
            raise TiersUnfit(
                f"One of: {', '.join(sorted(known))}; none for a new tier.",
                field=f"tiers.{at}.tier",
                would_pass=sorted(known),
            )
        if tier is not None and codes.index(tier) != at:
            raise TiersUnfit("This tier stands above already.", field=f"tiers.{at}.tier")
        if names.index(name) != at:
            raise TiersUnfit("Another tier has this name.", field=f"tiers.{at}.name")


def check_decider(*, proposer: UUID, decider: UUID) -> None:
    if proposer == decider:
        raise OwnRecording("Another person than who proposed it decides it.")

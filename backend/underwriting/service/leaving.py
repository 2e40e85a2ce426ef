"""An insurer's submissions and a firm's proposals as files."""

from typing import Any

from backend.insurance.mode import Activity, check, mode
from backend.insurance.states import InsuranceLine
from backend.insurance.wording import HANDLING, LINES
from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said
from backend.kernel.paged import Place, Read, Told, paged
from backend.underwriting import wording
from backend.underwriting.service import proposals, reading
from backend.underwriting.service.proposals import ProposalView
from backend.underwriting.states import State, Whose


class SubmissionsAsked(listed.Asked):
    submission_states: tuple[State, ...] = ()
    line: InsuranceLine | None = None
    q: str | None = None
    whose: Whose | None = None
    overdue: bool = False


async def _submissions(asked: SubmissionsAsked, at: Place, by: Actor) -> Read[dict[str, Any]]:
    check(Activity.APPLYING, under=mode())
    wanted = reading.Wanted(
        states=asked.submission_states,
        line=asked.line,
        like=asked.q,
        overdue=asked.overdue,
        whose=asked.whose,
    )
    return await reading.page(wanted, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)


def _submission(row: dict[str, Any], by: Actor) -> listed.Row:
    # How the insurer works on it is the insurer's own.
    own = row["insurer"] == by.organisation_id
    code = row["decline_code"]
    return (
        row["number"],
        row["firm_name"],
        row["insurer_name"],
        LINES[row["line"]],
        row["product_name"],
        row["proposal_number"],
        row["n"],
        wording.STATES[row["state"]],
        HANDLING[row["handling"]] if own else None,
        wording.LEVELS[row["authority"]] if own else None,
        row["assignee_name"] if own else None,
        row["due_on"],
        row["days_left"],
        row["created_at"],
        row["first_quoted_at"],
        None if code is None else wording.DECLINES[code],
        row["decline_note"],
    )


def _told_of_submissions(asked: SubmissionsAsked) -> Told:
    every = set(asked.submission_states) == set(State)
    states = [] if every else [wording.STATES[each] for each in asked.submission_states]
    return (
        (("状态", "State"), joined(states)),
        (("险种", "Line"), None if asked.line is None else LINES[asked.line]),
        (("经办", "Whose"), None if asked.whose is None else wording.WHOSE[asked.whose]),
        (("仅逾期", "Overdue only"), said("是", "Yes") if asked.overdue else None),
        (("企业或编号", "Firm or number"), asked.q),
    )


SUBMISSION_LIST = paged(
    name="submissions",
    sheet=("投保申请", "Submissions"),
    asked=SubmissionsAsked,
    rests_on=frozenset({Permission.VIEW_FIRM, Permission.VIEW_INSURER}),
    columns=wording.SUBMISSIONS,
    page=_submissions,
    cells=_submission,
    told=_told_of_submissions,
)


class ProposalsAsked(listed.Asked):
    line: InsuranceLine | None = None


async def _proposals(asked: ProposalsAsked, at: Place, by: Actor) -> Read[ProposalView]:
    check(Activity.APPLYING, under=mode())
    return await proposals.page(
        line=asked.line, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


def _proposal(view: ProposalView, _: Actor) -> listed.Row:
    sent = joined(
        f"{each['insurer_name']} {wording.STATES[each['state']]}" for each in view.submissions
    )
    return (
        view.number,
        LINES[view.line],
        view.n,
        view.answered_by,
        view.answered_at,
        view.signed_by,
        view.signed_at,
        len(view.missing),
        sent,
        view.created_by,
        view.created_at,
    )


def _told_of_proposals(asked: ProposalsAsked) -> Told:
    return ((("险种", "Line"), None if asked.line is None else LINES[asked.line]),)


PROPOSAL_LIST = paged(
    name="proposals",
    sheet=("投保单", "Proposals"),
    asked=ProposalsAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    columns=wording.PROPOSALS,
    page=_proposals,
    cells=_proposal,
    told=_told_of_proposals,
)

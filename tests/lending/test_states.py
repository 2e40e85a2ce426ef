"""The application's lifecycle: every pair of state and action against the table of the rules."""

import pytest

from backend.kernel.lifecycle import IllegalTransition
from backend.lending.states import APPLICATION, COMMITTED, FINAL, OPEN, RESOURCE, Action, State

D, S, R, W, O = State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.WAITING, State.OPINED  # noqa: E741
OFFERED = State.OFFERED

#: Written from lending.md §5.1, not from the code: action → {from: to}.
TABLE: dict[Action, dict[State, State]] = {
    Action.SUBMIT: {D: S},
    Action.TAKE_IN: {S: R},
    Action.RETURN: {S: D, W: D},
    Action.REQUEST_DOCUMENTS: {R: W},
    Action.ANSWER_DOCUMENTS: {W: R},
    Action.OPINE: {R: O},
    Action.APPROVE: {O: OFFERED},
    Action.REFUSE: {O: State.REFUSED},
    Action.SEND_BACK: {O: R},
    Action.ACCEPT: {OFFERED: State.ACCEPTED},
    Action.DECLINE: {OFFERED: State.DECLINED},
    Action.PROPOSE_RETRACTION: {OFFERED: OFFERED},
    Action.RETRACT: {OFFERED: State.RETRACTED},
    Action.EXPIRE: {OFFERED: State.EXPIRED},
    Action.OPEN_DRAWDOWN: {State.ACCEPTED: State.DRAWABLE},
    Action.LOSE_PLEDGE: {State.ACCEPTED: R, State.DRAWABLE: R, State.DRAWN: State.CLOSED},
    Action.COMMIT_ELSEWHERE: dict.fromkeys((S, R, W, O, OFFERED), State.COMMITTED_ELSEWHERE),
    Action.DRAW: {State.DRAWABLE: State.DRAWN},
    Action.WITHDRAW: dict.fromkeys((D, S, R, W, O, OFFERED, State.ACCEPTED), State.WITHDRAWN),
    # What changes the file and not the state.
    Action.ASSIGN: {s: s for s in (S, R, W, O, OFFERED, State.ACCEPTED, State.DRAWABLE)},
    Action.CHECK_VALUATION: {s: s for s in (R, W, O)},
    Action.ORDER_VALUATION: {s: s for s in (R, W, O)},
    Action.STATE_VALUE: {R: R},
    Action.PROPOSE_VALUE: {R: R},
    Action.AGREE_VALUE: {R: R},
    Action.ADOPT_VALUATION: {R: R},
    Action.ADD_EVIDENCE: {s: s for s in (R, W, O)},
    Action.SET_ASIDE: {s: s for s in (R, W, O, OFFERED, State.ACCEPTED, State.DRAWABLE)},
    Action.COPY: {
        s: s
        for s in (
            State.REFUSED,
            State.CLOSED,
            State.DECLINED,
            State.RETRACTED,
            State.EXPIRED,
            State.WITHDRAWN,
            State.COMMITTED_ELSEWHERE,
        )
    },
    # Once a checker has decided, which its service asks.
    Action.ISSUE_PACK: {s: s for s in State if s not in {D, S}},
}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(State))
def test_every_pair_is_legal_as_the_table_says_or_refused(state: State, action: Action) -> None:
    expected = TABLE[action].get(state)

    if expected is not None:
        assert APPLICATION.after(state, action) is expected
        return
    with pytest.raises(IllegalTransition) as refusal:
        APPLICATION.after(state, action)
    assert refusal.value.code == "illegal_transition"
    assert refusal.value.facts["state"] == state


def test_nothing_leads_out_of_a_final_state_but_copies_and_evidence_are_made() -> None:
    for state in FINAL:
        assert APPLICATION.open_actions(state) == [Action.COPY, Action.ISSUE_PACK]
        assert APPLICATION.after(state, Action.ISSUE_PACK) is state
    assert not FINAL & (OPEN | COMMITTED)


def test_the_platform_alone_does_what_has_no_address_and_a_proposal_has_its_own() -> None:
    assert set(Action) - set(RESOURCE) == {
        Action.AGREE_VALUE,
        Action.EXPIRE,
        Action.OPEN_DRAWDOWN,
        Action.LOSE_PLEDGE,
        Action.COMMIT_ELSEWHERE,
    }

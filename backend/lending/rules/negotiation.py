"""Who may propose a value, and who answers it: the two sides of a case. Pure."""

from backend.kernel.errors import Conflict
from backend.lending.states import ProposedValueAction, Side


class ValueProposalOpen(Conflict):
    code = "lending.value_proposal_open"
    title = "A value of your side waits for the other side's answer"


class ValueTakesBothSides(Conflict):
    code = "lending.value_takes_both_sides"
    title = "One side proposes a value, the other answers; its own side may take it back"


_OF_OWN_SIDE = frozenset({ProposedValueAction.WITHDRAW})


def may_answer(action: ProposedValueAction, *, proposed: Side, side: Side) -> bool:
    return (action in _OF_OWN_SIDE) == (proposed is side)


def check_answer(action: ProposedValueAction, *, proposed: Side, side: Side) -> None:
    if not may_answer(action, proposed=proposed, side=side):
        raise ValueTakesBothSides(
            f"Proposed by the {proposed}: the other side agrees, refuses or proposes another "
            f"value, the {proposed} withdraws.",
            proposed_by=str(proposed),
        )


def check_may_propose(waiting: Side | None, *, side: Side) -> None:
    """A proposal of the other side is countered; one's own is withdrawn first."""
    if waiting is side:
        raise ValueProposalOpen("It is withdrawn or answered before another one is proposed.")

"""The life of a valuation as the firm states it, and the methods there are."""

from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Always "declared" here: how a bank checked it belongs to that bank's application."""

    DECLARED = "declared"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    WITHDRAW = "withdrawal"


class Method(StrEnum):
    INCOME = "income"
    MARKET = "market"
    COST = "cost"
    INTERNAL = "internal"
    NEGOTIATED = "negotiated"
    #: Worked out here by several approaches, weighed with a reason.
    COMBINED = "combined"


#: The approaches of a formal appraisal by a licensed agency.
APPRAISAL_METHODS = frozenset({Method.INCOME, Method.MARKET, Method.COST})

VALUATION: Lifecycle[State, Action] = Lifecycle(
    subject="valuation",
    transitions={(State.DECLARED, Action.WITHDRAW): State.WITHDRAWN},
)

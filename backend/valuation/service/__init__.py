"""What can be done with valuations, scores and the weights they rest on."""

from backend.valuation.engine.document import (
    AnyMethod,
    Document,
    Reconciliation,
    Simulation,
)
from backend.valuation.engine.figures import Shape
from backend.valuation.engine.levers import Lever, Moved
from backend.valuation.engine.running import Result
from backend.valuation.rules import Range, Statement
from backend.valuation.service.appraised import (
    Appraised,
    IncomeFacts,
    document_of,
    income_facts,
    keep_appraised,
    legal_end,
    rework,
)
from backend.valuation.service.asking import (
    ComparableView,
    comparables_of,
    levers_of,
    what_if,
)
from backend.valuation.service.reading import (
    details,
    for_bundle,
    own,
    page,
    serving,
    valuation,
    valuations,
)
from backend.valuation.service.scoring import (
    ScoreAsked,
    WeightSetView,
    field_counts_in,
    load_field_counts,
    make_weight_set,
    weight_sets,
)
from backend.valuation.service.stating import (
    check_stated,
    keep_agreed,
    keep_internal,
    state,
    withdraw,
    work_out,
)
from backend.valuation.service.views import Detail, ValuationView, Worked
from backend.valuation.service.working import Estimate, WorkAsked, estimate, reproduces

__all__ = [
    "AnyMethod",
    "Appraised",
    "ComparableView",
    "Detail",
    "Document",
    "Estimate",
    "IncomeFacts",
    "Lever",
    "Moved",
    "Range",
    "Reconciliation",
    "Result",
    "ScoreAsked",
    "Shape",
    "Simulation",
    "Statement",
    "ValuationView",
    "WeightSetView",
    "WorkAsked",
    "Worked",
    "check_stated",
    "comparables_of",
    "details",
    "document_of",
    "estimate",
    "field_counts_in",
    "for_bundle",
    "income_facts",
    "keep_agreed",
    "keep_appraised",
    "keep_internal",
    "legal_end",
    "levers_of",
    "load_field_counts",
    "make_weight_set",
    "own",
    "page",
    "reproduces",
    "rework",
    "serving",
    "state",
    "valuation",
    "valuations",
    "weight_sets",
    "what_if",
    "withdraw",
    "work_out",
]

"""What can be done with valuations, scores and the weights they rest on."""

from backend.valuation.rules import Range, Statement
from backend.valuation.service.reading import details, for_bundle, page, valuation, valuations
from backend.valuation.service.scoring import (
    ScoreAsked,
    WeightSetView,
    field_counts_in,
    load_field_counts,
    make_weight_set,
    weight_sets,
)
from backend.valuation.service.stating import state, withdraw, work_out
from backend.valuation.service.views import Detail, ValuationView, Worked
from backend.valuation.service.working import Estimate, WorkAsked, estimate, reproduces

__all__ = [
    "Detail",
    "Estimate",
    "Range",
    "ScoreAsked",
    "Statement",
    "ValuationView",
    "WeightSetView",
    "WorkAsked",
    "Worked",
    "details",
    "estimate",
    "field_counts_in",
    "for_bundle",
    "load_field_counts",
    "make_weight_set",
    "page",
    "reproduces",
    "state",
    "valuation",
    "valuations",
    "weight_sets",
    "withdraw",
    "work_out",
]

"""What the API takes and gives about valuations, estimates and weight sets."""

from backend.valuation.schemas.inputs import EstimateIn, InputsIn, WeightSetIn
from backend.valuation.schemas.valuations import ValuationIn, ValuationOut
from backend.valuation.schemas.worked import EstimateOut, WeightSetOut, WorkedOut

__all__ = [
    "EstimateIn",
    "EstimateOut",
    "InputsIn",
    "ValuationIn",
    "ValuationOut",
    "WeightSetIn",
    "WeightSetOut",
    "WorkedOut",
]

"""Why a counted registration is taken back; the sentence beside it says what exactly."""

from backend.reference.reasons import OTHER, declare_list

COUNT_CORRECTION = declare_list(
    "count_correction",
    ("更正登记核验", "Correction of a counted registration"),
    needs=frozenset({OTHER}),
)

"""Why a licence inquiry ends without a licence; the sentence beside it says what exactly."""

from backend.reference.reasons import OTHER, declare_list

NOT_AGREED = declare_list(
    "inquiry_not_agreed",
    ("许可咨询未达成", "Licence inquiry not agreed"),
    needs=frozenset({OTHER}),
)

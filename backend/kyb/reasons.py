"""Why a case goes back; the sentence beside it says what exactly."""

from backend.reference.reasons import OTHER, declare_list

RETURN = declare_list(
    "kyb_return", ("认证退回", "Return of a verification"), needs=frozenset({OTHER})
)

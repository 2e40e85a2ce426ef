"""Who may decide a case, and what stands in the way of an approval. Pure."""

from collections.abc import Mapping
from uuid import UUID

from backend.kernel.errors import Conflict, Forbidden
from backend.kernel.stale import Changed, Stale


class CodeAlreadyVerified(Conflict):
    code = "kyb.code_already_verified"
    title = "Another verified firm already holds this credit code"


class OwnCase(Forbidden):
    code = "kyb.own_case"
    title = "Nobody verifies his own organisation"


class CaseMoved(Stale):
    code = "kyb.case_moved"
    title = "The case moved on since you looked at it"


def check_seen(
    seen: Mapping[str, object] | None, *, current: Mapping[str, object], changed: Changed | None
) -> None:
    """What is decided on is what the firm handed in last, and was read."""
    if seen is not None and seen != current:
        raise CaseMoved(
            "Read what was handed in, then decide.", seen=seen, current=current, changed=changed
        )


def check_reviewer(*, reviewer_organisation: UUID, organisation: UUID) -> None:
    if reviewer_organisation == organisation:
        raise OwnCase


def check_code(*, uscc: str, holder: UUID | None) -> None:
    """Refuse while another verified firm stands under the same code."""
    if holder is not None:
        raise CodeAlreadyVerified(uscc=uscc, organisation_id=str(holder))

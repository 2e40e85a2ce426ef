"""Who may decide a case, and what stands in the way of an approval. Pure."""

from uuid import UUID

from backend.kernel.errors import Conflict, Forbidden


class CodeAlreadyVerified(Conflict):
    code = "kyb.code_already_verified"
    title = "Another verified firm already holds this credit code"


class OwnCase(Forbidden):
    code = "kyb.own_case"
    title = "Nobody verifies his own organisation"


def check_reviewer(*, reviewer_organisation: UUID, organisation: UUID) -> None:
    if reviewer_organisation == organisation:
        raise OwnCase


def check_code(*, uscc: str, holder: UUID | None) -> None:
    """Refuse while another verified firm stands under the same code."""
    if holder is not None:
        raise CodeAlreadyVerified(uscc=uscc, organisation_id=str(holder))

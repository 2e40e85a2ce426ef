"""HTTP as the whole API speaks it: problem documents (RFC 9457) and their statuses."""

from typing import Any

import structlog
from asyncpg import IntegrityConstraintViolationError
from asyncpg.exceptions import TransactionRollbackError
from litestar import MediaType, Request, Response
from litestar.datastructures import State
from litestar.enums import RequestEncodingType as Encoding
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotAuthorizedException,
    NotFoundException,
    ValidationException,
)
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ExceptionHandlersMap

from backend.kernel import refused
from backend.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    InvalidField,
    NotFound,
    RuleBroken,
    TooMany,
    TooSlow,
    Unavailable,
)
from backend.kernel.schemas import Output

__all__ = ["PROBLEMS", "Encoding", "Problem", "exception_handlers"]

PROBLEM_TYPE = "application/problem+json"

#: From kind of refusal to status: the only place that names one.
STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (RuleBroken, 422),
    (TooSlow, 408),
    (TooMany, 429),
    (Unavailable, 503),
)


class FieldError(Output, frozen=True):
    key: str
    message: str


class Problem(Output, frozen=True):
    """RFC 9457 with our `code`; the facts of the refusal stand beside these members."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: list[FieldError] | None = None


def _spec(description: str) -> ResponseSpec:
    return ResponseSpec(
        data_container=Problem,
        description=description,
        generate_examples=False,
        media_type=MediaType.JSON,
    )


PROBLEMS: dict[int, ResponseSpec] = {
    400: _spec("Malformed input: `invalid_request` with `errors`"),
    401: _spec("Not signed in: `unauthenticated`"),
    403: _spec("The caller's role does not include this, or the CSRF token is missing"),
    404: _spec("There is no such record for the caller"),
    409: _spec("The present state does not allow this"),
    422: _spec("A rule refuses these values"),
}

AnyRequest = Request[Any, Any, State]


def problem(
    request: AnyRequest, *, status: int, code: str, title: str, detail: str, **facts: object
) -> Response[dict[str, object]]:
    body: dict[str, object] = {
        **facts,
        "type": f"urn:zhirong:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "request_id": request.scope.get("zhirong_request_id", ""),
    }
    headers = {}
    if "retry_after_seconds" in facts:
        headers["Retry-After"] = str(facts["retry_after_seconds"])
    return Response(body, status_code=status, media_type=PROBLEM_TYPE, headers=headers)


def _domain(request: AnyRequest, error: DomainError) -> Response[dict[str, object]]:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    return problem(
        request,
        status=status,
        code=error.code,
        title=error.title,
        detail=error.detail or error.title,
        **error.facts,
    )


def _invalid(
    request: AnyRequest, errors: list[dict[str, str]], detail: str
) -> Response[dict[str, object]]:
    return problem(
        request,
        status=400,
        code="invalid_request",
        title="The request is malformed",
        detail=detail,
        errors=[{**each, "message": refused.said(each["message"])} for each in errors],
    )


def _invalid_field(request: AnyRequest, error: InvalidField) -> Response[dict[str, object]]:
    return _invalid(request, [{"key": error.key, "message": error.message}], error.message)


def _validation(request: AnyRequest, error: ValidationException) -> Response[dict[str, object]]:
    extra = error.extra if isinstance(error.extra, list) else []
    errors = [
        {"key": _key(item), "message": str(item.get("message", ""))}
        for item in extra
        if isinstance(item, dict)
    ]
    return _invalid(request, errors, error.detail if not errors else "Some fields are not valid.")


def _key(item: dict[str, Any]) -> str:
    key = str(item.get("key", ""))
    return key.removeprefix("data.")


def _http(request: AnyRequest, error: HTTPException) -> Response[dict[str, object]]:
    codes: dict[type[HTTPException], tuple[str, str]] = {
        NotFoundException: ("not_found", "There is no such page or record"),
        NotAuthorizedException: ("unauthenticated", "Sign in first"),
        MethodNotAllowedException: ("method_not_allowed", "This address does not do that"),
    }
    code, title = codes.get(type(error), ("http_error", "The request cannot be answered"))
    if error.status_code == 400:  # noqa: PLR2004 - what Litestar itself found malformed
        return _invalid(request, [], error.detail)
    if error.status_code == 413:  # noqa: PLR2004
        code, title = "too_large", "The request is too large"
    return problem(request, status=error.status_code, code=code, title=title, detail=error.detail)


class ConstraintConflict(Conflict):
    code = "constraint"
    title = "Another record already stands in the way"


def _constraint(
    request: AnyRequest, error: IntegrityConstraintViolationError
) -> Response[dict[str, object]]:
    """A rule that the database holds: the caller raced somebody, or the application has a bug."""
    structlog.get_logger("http").warning("constraint", constraint=error.constraint_name)
    return _domain(
        request,
        ConstraintConflict(
            "The database refuses it: somebody was faster, or it breaks a rule.",
            constraint=error.constraint_name,
        ),
    )


class Interrupted(Conflict):
    code = "interrupted"
    title = "Somebody did something else to the same records at this moment; ask again"


def _interrupted(
    request: AnyRequest, error: TransactionRollbackError
) -> Response[dict[str, object]]:
    """Two transactions waited for each other and the database ended this one: nothing is done."""
    structlog.get_logger("http").warning("interrupted", path=request.url.path, exc_info=error)
    return _domain(request, Interrupted())


def _too_deep(request: AnyRequest, error: RecursionError) -> Response[dict[str, object]]:
    """A JSON body nested without end: what msgspec says of it. Logged, should it ever be ours."""
    structlog.get_logger("http").warning("too_deep", path=request.url.path, exc_info=error)
    return _invalid(request, [], "The body is nested too deeply.")


def _not_utf8(request: AnyRequest, error: UnicodeDecodeError) -> Response[dict[str, object]]:
    """A body that is no text: what the decoder says of it. Logged, should it ever be ours."""
    structlog.get_logger("http").warning("not_utf8", path=request.url.path, exc_info=error)
    return _invalid(request, [], "The body is not UTF-8.")


def _unexpected(request: AnyRequest, error: Exception) -> Response[dict[str, object]]:
    structlog.get_logger("http").exception("unexpected", path=request.url.path, exc_info=error)
    return problem(
        request,
        status=500,
        code="internal",
        title="Something broke on our side",
        detail="It has been logged under this request's number.",
    )


def exception_handlers() -> ExceptionHandlersMap:
    return {
        DomainError: _domain,
        InvalidField: _invalid_field,
        ValidationException: _validation,
        HTTPException: _http,
        IntegrityConstraintViolationError: _constraint,
        TransactionRollbackError: _interrupted,
        RecursionError: _too_deep,
        UnicodeDecodeError: _not_utf8,
        Exception: _unexpected,
    }

"""Refusals: what the caller did wrong, in a form that he can understand and act upon."""

from typing import ClassVar


class DomainError(Exception):
    """A refusal that the caller can understand and act upon.

    `code` is part of the public contract: clients branch on it, so it never changes.
    """

    code: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.facts = facts


class NotFound(DomainError):
    """There is no such thing for this caller."""

    code = "not_found"
    title = "There is no such record for you"


class Forbidden(DomainError):
    """The caller may see the thing, but not do this with it."""

    code = "forbidden"
    title = "Your role does not include this"


class Conflict(DomainError):
    """The request is sound; the present state of things does not allow it."""

    code = "conflict"
    title = "The present state does not allow this"


class RuleBroken(DomainError):
    """A rule of the business refuses the values given."""

    code = "rule_broken"
    title = "A rule refuses these values"


class TooMany(DomainError):
    """The caller asks too often; `retry_after_seconds` says when to come again."""

    code = "too_many_requests"
    title = "Too many attempts; wait before the next"


class TooSlow(DomainError):
    """The request did not arrive in the time that it is given."""


class UploadTooSlow(TooSlow):
    code = "upload_too_slow"
    title = "The upload came too slowly and was given up"


class BodyTooSlow(TooSlow):
    code = "body_too_slow"
    title = "The request's body did not come in time; `seconds` is what it is given"


class Unavailable(DomainError):
    """Something this needs does not work now; `retry_after_seconds` says when to come again."""

    code = "unavailable"
    title = "This does not work at present; try again later"


class InvalidField(Exception):
    """One field of a request is malformed: answered as 400 `invalid_request`."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message

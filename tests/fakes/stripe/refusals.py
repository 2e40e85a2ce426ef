"""Refusals in Stripe's shape."""

from typing import Any


class Refused(Exception):
    """An answer of Stripe other than 200: its status and the members of its `error`."""

    def __init__(
        self, message: str, *, status: int = 400, kind: str = "invalid_request_error", **more: Any
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                "type": kind,
                "message": message,
                **{name: value for name, value in more.items() if value is not None},
            }
        }


class Declined(Refused):
    """The issuer of the card said no."""

    def __init__(self, decline_code: str, **more: Any) -> None:
        code = {"expired_card": "expired_card"}.get(decline_code, "card_declined")
        super().__init__(
            "Your card was declined.",
            status=402,
            kind="card_error",
            code=code,
            decline_code=decline_code,
            **more,
        )


def missing(param: str) -> Refused:
    return Refused(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown(param: str) -> Refused:
    return Refused(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def no_such(what: str, given: str, *, param: str = "id") -> Refused:
    return Refused(f"No such {what}: '{given}'", status=404, code="resource_missing", param=param)

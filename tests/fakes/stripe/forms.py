"""Stripe's form encoding: `a[b][0][c]=d`, and the parameters a route knows."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.stripe.refusals import Refused, missing, unknown

Form = dict[str, Any]

_KEY = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_PART = re.compile(r"\[([^\[\]]*)\]")
MAX_METADATA, MAX_KEY, MAX_VALUE = 50, 40, 500


def parsed(encoded: bytes) -> Form:
    """The nested form of a body or a query; lists are dictionaries with figures as keys."""
    form: Form = {}
    try:
        pairs = parse_qsl(encoded.decode(), keep_blank_values=True, strict_parsing=bool(encoded))
    except ValueError as error:
        raise Refused("The body is not form-encoded.") from error
    for key, value in pairs:
        match = _KEY.match(key)
        if match is None:
            raise Refused(f"Invalid parameter name: {key}", param=key)
        path = [match[1], *_PART.findall(match[2])]
        place: Form = form
        for name in path[:-1]:
            inner = place.setdefault(name, {})
            if not isinstance(inner, dict):
                raise Refused(f"Invalid object: {key}", param=key)
            place = inner
        last = path[-1] or str(len(place))
        if last in place:
            raise Refused(f"Duplicate parameter: {key}", param=key)
        place[last] = value
    return form


def check_known(form: Form, known: Iterable[str], *, prefix: str = "") -> None:
    allowed = {*known, "expand"} if not prefix else set(known)
    for name in form:
        if name not in allowed:
            raise unknown(f"{prefix}[{name}]" if prefix else name)


def text(form: Form, name: str) -> str:
    value = form.get(name)
    if value is None or value == "":
        raise missing(name)
    if not isinstance(value, str):
        raise Refused(f"Invalid string: {name}", param=name)
    return value


def optional(form: Form, name: str) -> str | None:
    return text(form, name) if name in form else None


def whole(value: object, name: str) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,12}", value, re.ASCII):
        raise Refused(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    return int(value)


def listed(form: Form, name: str) -> list[Any]:
    """The members of a list in their order."""
    value = form.get(name, {})
    if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
        raise Refused(f"Invalid array: {name}", param=name)
    return [value[key] for key in sorted(value, key=int)]


def metadata(form: Form, name: str = "metadata") -> dict[str, str]:
    given = form.get(name, {})
    if not isinstance(given, dict) or not all(isinstance(each, str) for each in given.values()):
        raise Refused("Invalid hash", param=name)
    if len(given) > MAX_METADATA:
        raise Refused(f"At most {MAX_METADATA} metadata keys.", param=name)
    for key, value in given.items():
        if len(key) > MAX_KEY or len(value) > MAX_VALUE:
            raise Refused("A metadata key or value is too long.", param=f"{name}[{key}]")
    return dict(given)

"""Ids in bodies: where the contract takes them, what is one's own, and what is another's."""

import copy
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from backend.documents.states import Kind
from backend.kernel import clock
from tests.authorisation.bodies import Bodies

TODAY = clock.today().isoformat()
LATER = (clock.today() + timedelta(days=90)).isoformat()
Field = tuple[str, ...]

FACT = {"kind": "desk_statement", "as_of": TODAY, "payload": {"unfit": False, "statement": "…"}}

_PRICE = {"value": 1_000_000_00, "source": "…", "as_of": TODAY}
#: The market approach asks for the fewest figures.
INPUTS = {
    "methods": [
        {
            "method": "market",
            "comparables": [
                {"name": name, "dealt_on": TODAY, "price_fen": _PRICE} for name in "甲乙丙"
            ],
        }
    ]
}

#: What a request needs to succeed, where the smallest valid body does not.
SOUND: dict[str, dict[str, Any]] = {
    "POST /placeholders/{placeholder_id}/versions": {"dated_on": TODAY},
    "POST /documents/{file_id}/grants": {"purpose": "due_diligence", "until": LATER},
    "POST /loan-applications/{application_id}/evidence": FACT,
    "POST /loan-applications/{application_id}/submission": {
        "consent": True,
        "consent_version": "P1",
    },
    "POST /mandates": {
        "papers": ["pledge_contract"],
        "up_to_fen": 1,
        "from_on": TODAY,
        "until": LATER,
    },
    "POST /valuations": {
        "base_date": TODAY,
        "low_fen": 1,
        "central_fen": 1,
        "high_fen": 1,
        "method": "internal",
        "valuer": "…",
    },
    "POST /invoices/{invoice_id}/number": {
        "number": f"{TODAY[2:4]}{'1' * 18}",
        "issued_on": TODAY,
    },
    "POST /valuations/estimate": {"base_date": TODAY, "inputs": INPUTS},
    "POST /pledges/{pledge_id}/cancellation": {"ground": "paid", "undertaking": True},
    "POST /pledges/{pledge_id}/change": {
        "changed_on": TODAY,
        "pledgor_address": "某路 2 号",
        "undertaking": True,
    },
    "POST /pledges/{pledge_id}/defect": {"text": "缺页", "cure_by": LATER},
    "POST /pledges/{pledge_id}/evidence": {
        "kind": "paper",
        "paper": "D3",
        "party": "firm",
        "undertaking": True,
    },
    "POST /pledges/{pledge_id}/registration": {"number": "Y2026980123456", "registered_on": TODAY},
    "POST /pledges/{pledge_id}/warning": {"grounds": [10]},
    "POST /registrations": {
        "number": "Y2026980123457",
        "registered_on": TODAY,
        "secured_fen": 1,
        "pledgors": [{"name": "某某有限公司"}],
        "pledgees": [{"name": "某某银行"}],
        "patents": ["ZL201621390303.X"],
    },
}
#: Where one id in a body, by its name or its whole place, needs another body than the rest.
SOUND_FOR: dict[tuple[str, str], dict[str, Any]] = {
    ("POST /valuations", "inputs.scores.[].right_id"): {"base_date": TODAY, "inputs": INPUTS},
    ("POST /pledges/{pledge_id}/evidence", "right_id"): FACT,
    ("POST /loan-applications/{application_id}/evidence", "document_id"): FACT,
}
#: What has to stand beside an id, in the part of the body that holds it.
BESIDE = {
    "tax_grade_document_id": {"tax_grade": "A"},
    "credit_grade_document_id": {"credit_grade": "AA"},
}
#: What has to happen before to the same record: who does it, what, and with which body.
FIRST: dict[str, tuple[tuple[str, str, dict[str, Any]], ...]] = {
    "POST /loan-applications/{application_id}/document-answer": (
        ("bank:maker", "intake", {}),
        ("bank:maker", "document-request", {"items": [{"kind": "other", "text": "…"}]}),
    ),
    "POST /pledges/{pledge_id}/cancellation-result": (
        ("bank:pledge_desk", "cancellation", SOUND["POST /pledges/{pledge_id}/cancellation"]),
    ),
    "POST /pledges/{pledge_id}/change-result": (
        ("bank:pledge_desk", "change", SOUND["POST /pledges/{pledge_id}/change"]),
    ),
    "POST /pledges/{pledge_id}/cure": (
        ("bank:pledge_desk", "defect", SOUND["POST /pledges/{pledge_id}/defect"]),
    ),
}
#: The kind of document that a route takes, or a field of this name on any other.
KINDS = {
    "POST /portfolio/assets/{asset_id}/awards": Kind.CERTIFICATE,
    "licence_document_id": Kind.LICENCE,
    "report_file_id": Kind.VALUATION_REPORT,
}


def fields(bodies: Bodies, method: str, path: str) -> set[Field]:
    """The ids that a JSON body can hold: the names on the way to each."""
    content = bodies.paths[path][method.lower()].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return set() if schema is None else set(_walk(bodies, schema, (), frozenset()))


def _walk(
    bodies: Bodies, schema: dict[str, Any], way: Field, seen: frozenset[str]
) -> Iterator[Field]:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name not in seen:
            yield from _walk(bodies, bodies.schemas[name], way, seen | {name})
        return
    for choice in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(choice, []):
            yield from _walk(bodies, each, way, seen)
    for name, part in schema.get("properties", {}).items():
        yield from _walk(bodies, part, (*way, name), seen)
    if "items" in schema:
        yield from _walk(bodies, schema["items"], (*way, "[]"), seen)
    if schema.get("format") == "uuid":
        yield way


def placed(bodies: Bodies, method: str, path: str, sound: Any, field: Field, value: str) -> Any:
    """A sound body with this id in this place, and what has to stand around it."""
    if beside := BESIDE.get(field[-1]):
        sound = {**sound, field[0]: sound[field[0]] | beside}
    content = bodies.paths[path][method.lower()]["requestBody"]["content"]
    body = copy.deepcopy(sound)
    return _put(bodies, content["application/json"]["schema"], body, field, value)


def _put(bodies: Bodies, schema: dict[str, Any], body: Any, field: Field, value: str) -> Any:
    if not field:
        return value
    schema = _resolved(bodies, schema)
    if field[0] == "[]":
        first = body[0] if body else bodies.minimal(schema["items"])
        return [_put(bodies, schema["items"], first, field[1:], value), *(body or [])[1:]]
    part = schema["properties"][field[0]]
    there = body.get(field[0])
    if there is None:
        there = [] if field[1:2] == ("[]",) else bodies.minimal(_resolved(bodies, part))
    return {**body, field[0]: _put(bodies, part, there, field[1:], value)}


def _resolved(bodies: Bodies, schema: dict[str, Any]) -> dict[str, Any]:
    """The part of a choice that is not null."""
    if "$ref" in schema:
        return _resolved(bodies, bodies.schemas[schema["$ref"].rsplit("/", 1)[1]])
    for choice in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(choice, []):
            if each.get("type") != "null":
                return _resolved(bodies, each)
    return schema

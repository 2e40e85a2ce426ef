"""Requests of the right form with nasty contents, drawn from the exported contract by a seed."""

import copy
import json
from random import Random
from typing import Any
from urllib.parse import quote

from backend.kernel.pages import encode_cursor
from tests.authorisation.bodies import Bodies

INTEGERS = (0, -1, 1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63 - 1, 2**63, -(2**63), 10**40)
NUMBERS = (*INTEGERS, 1e308, -0.5, 1e-300)
DATES = ("0001-01-01", "9999-12-31", "2024-02-29", "2023-02-29", "1582-10-10", "-0001-01-01")
MOMENTS = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2026")
UUIDS = ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "1")
TEXTS = (
    "",
    " ",
    "👩‍👩‍👧‍👦🇨🇳",
    "\u202eשלום مرحبا\u202c\u200f",
    "长" * 3000,
    "a" * 20_000,
    "nul\0nul",
    "\ud800",
    "ok\udfff",
    "'; DROP TABLE x; --",
    "%_\\",
    "\r\nX: y",
    "١٢٣",
    "²",
    "NaN",
    "\ufeff\u2028",
)
#: Values of cursors, in ones, twos and threes; most lists go on after a moment and an id.
CURSORS: tuple[Any, ...] = (*INTEGERS[:8], 1e308, float("inf"), *DATES, *MOMENTS, *TEXTS[5:8], None)
WRONG: tuple[Any, ...] = (None, True, 3.5, "x", [], {}, [None], {"a": [{}]}, 10**30)
#: How deep the schemas are followed; none of ours is its own part deeper than that.
DEEP = 6


class Nasty:
    """Draws queries and bodies of one operation."""

    def __init__(self, bodies: Bodies, method: str, path: str, seed: str) -> None:
        self.bodies = bodies
        self.method, self.path = method, path
        self.operation = bodies.paths[path][method.lower()]
        self.random = Random(seed)  # noqa: S311 - a test's variety

    @property
    def has_choices(self) -> bool:
        return bool(self._parameters() or self._body_schema())

    def _parameters(self) -> list[dict[str, Any]]:
        return [each for each in self.operation.get("parameters", []) if each["in"] == "query"]

    def _body_schema(self) -> dict[str, Any] | None:
        content = self.operation.get("requestBody", {}).get("content", {})
        found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return found

    def query(self) -> str:
        """One to three parameters; often sound apart from one."""
        known = self._parameters()
        chosen = self.random.sample(known, min(len(known), self.random.randint(1, 3)))
        pairs = []
        for each in chosen:
            value = self._value(each["schema"], 0, name=each["name"])
            for one in value if isinstance(value, list) else [value]:
                text = one if isinstance(one, str) else json.dumps(one)
                pairs.append(f"{each['name']}={quote(text, safe='', errors='surrogatepass')}")
        return "&".join(pairs)

    def body(self) -> bytes:
        """A sound body with one part changed, or one drawn as a whole."""
        schema = self._body_schema()
        if schema is None:
            return b""
        sound = copy.deepcopy(self.bodies.body(self.method, self.path))
        if not isinstance(sound, dict) or self.random.random() < 0.3:
            return json.dumps(self._value(schema, 0)).encode()
        self._spoil(sound, self._resolved(schema))
        return json.dumps(sound).encode()

    def _spoil(self, sound: dict[str, Any], schema: dict[str, Any]) -> None:
        properties = schema.get("properties", {})
        way = self.random.random()
        if sound and way < 0.1:
            del sound[self.random.choice(sorted(sound))]
        elif way < 0.15 or not properties:
            sound[self.random.choice(("extra", "__proto__", "\0", "\ud800", ""))] = "x"
        else:
            for name in self.random.sample(sorted(properties), min(len(properties), 2)):
                sound[name] = self._value(properties[name], 1, name=name)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        for choice in ("anyOf", "oneOf", "allOf"):
            if choice in schema:
                return self._resolved(self.random.choice(schema[choice]))
        if "$ref" in schema:
            return self._resolved(self.bodies.schemas[schema["$ref"].rsplit("/", 1)[1]])
        return schema

    def _value(self, given: dict[str, Any], depth: int, *, name: str = "") -> Any:  # noqa: PLR0911 - one case per type
        schema = self._resolved(given)
        if self.random.random() < 0.08 or depth > DEEP:
            return self.random.choice(WRONG)
        if name in self.bodies.known and self.random.random() < 0.5:
            return self.bodies.known[name]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        kind = schema.get("type")
        kind = self.random.choice(kind) if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            return self._object(schema, depth)
        if kind == "array":
            count = self.random.choice((0, 1, 2, 300))
            one = self._value(schema.get("items", {}), depth + 1)
            return [one] * count
        return self._plain(schema, kind, name)

    def _cursor(self) -> str:
        first = self.random.choice(CURSORS)
        rest = [UUIDS[1], self.random.choice(CURSORS)][: self.random.choice((0, 1, 1, 1, 2))]
        return self.random.choice((encode_cursor(first, *rest),) * 4 + TEXTS[:1] + TEXTS[5:8])

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        required = schema.get("required", [])
        return {
            name: self._value(part, depth + 1, name=name)
            for name, part in schema.get("properties", {}).items()
            if name in required or self.random.random() < 0.7
        }

    def _plain(self, schema: dict[str, Any], kind: str | None, name: str) -> Any:
        formats = {"date": DATES, "date-time": MOMENTS, "uuid": UUIDS}
        if kind == "integer":
            ends = [schema[end] for end in ("minimum", "maximum") if end in schema]
            return self.random.choice((*INTEGERS, *ends, *ends))
        if kind == "number":
            return self.random.choice(NUMBERS)
        if kind == "boolean":
            return self.random.choice((True, False))
        if kind == "null":
            return None
        if name == "cursor":
            return self._cursor()
        return self.random.choice(formats.get(schema.get("format", ""), TEXTS))

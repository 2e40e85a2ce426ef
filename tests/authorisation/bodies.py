"""The smallest request that passes an operation's schema, made from the exported contract."""

from typing import Any
from uuid import UUID

NOWHERE = UUID(int=0x9E_0000_0000_4000_8000_0000_0000_0000)


class Bodies:
    """Minimal valid JSON bodies by `POST /path`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schemas = schema["components"]["schemas"]
        self.paths = schema["paths"]

    def body(self, method: str, path: str) -> Any:
        """None when the operation takes no JSON body (or takes an upload)."""
        content = self.paths[path][method.lower()].get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        return self.minimal(content["application/json"]["schema"])

    def minimal(self, schema: dict[str, Any]) -> Any:  # noqa: C901, PLR0911 - one case per type
        if "$ref" in schema:
            return self.minimal(self.schemas[schema["$ref"].rsplit("/", 1)[1]])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                return self.minimal(schema[choice][0])
        if "allOf" in schema:
            return self.minimal(schema["allOf"][0])
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            required = schema.get("required", [])
            return {name: self.minimal(schema["properties"][name]) for name in required}
        if kind == "array":
            return [self.minimal(schema["items"])] * int(schema.get("minItems", 0))
        if kind == "integer":
            return int(schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1))
        return {"boolean": True, "number": 1, "null": None}.get(kind or "", self._text(schema))

    @staticmethod
    def _text(schema: dict[str, Any]) -> str:
        formats = {
            "uuid": str(NOWHERE),
            "date": "2026-01-15",
            "date-time": "2026-01-15T08:00:00Z",
        }
        if schema.get("format") in formats:
            return formats[schema["format"]]
        return "1" * max(int(schema.get("minLength", 1)), 1)

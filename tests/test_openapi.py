"""The API contract: current, every operation named, every refusal documented."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.app import create_litestar

pytestmark = pytest.mark.xdist_group("openapi")  # the contract is made once
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(create_litestar().openapi_schema.to_schema()))
    return plain


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in schema["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "delete", "put", "patch"}
    ]


def test_the_exported_contract_is_current(schema: dict[str, Any]) -> None:
    exported = json.loads((ROOT / "contracts" / "openapi.json").read_text())

    assert exported == schema, "make generate"


def test_every_operation_has_a_name_of_its_own_and_a_summary(schema: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(schema)]

    assert len(names) == len(set(names))


def test_every_signed_in_operation_documents_its_refusals(schema: dict[str, Any]) -> None:
    undocumented = [
        f"{method} {path}"
        for method, path, operation in operations(schema)
        if "404" not in operation["responses"]
        and not path.startswith(("/api/v1/health", "/api/v1/meta", "/api/v1/divisions"))
    ]

    assert undocumented == []

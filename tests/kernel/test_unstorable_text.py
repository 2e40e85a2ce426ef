"""Text that PostgreSQL cannot hold is malformed input, wherever it stands."""

import httpx
import pytest

from backend.app import create_app
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("address", ["/patents?q=a%00b", "/register/%00", "/public/totals?x=%00"])
async def test_an_address_with_a_nul_is_malformed(address: str) -> None:
    transport = httpx.ASGITransport(create_app())  # type: ignore[arg-type]

    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        response = await client.get(address)

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "invalid_request"


@pytest.mark.parametrize("name", ["a\0b", "\0", {"deep": ["\0"]}])
async def test_a_body_with_a_nul_is_malformed_and_names_the_field(
    as_: ClientFor, name: object
) -> None:
    admin = await make.actor(await make.organisation("firm"), "admin")

    response = await as_(admin).post(
        "/invitations", json={"name": name, "email": "a@example.test", "roles": ["handler"]}
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_request"
    assert response.json()["errors"][0]["key"].startswith("name")


async def test_a_body_nested_without_end_is_malformed(as_: ClientFor) -> None:
    admin = await make.actor(await make.organisation("firm"), "admin")

    response = await as_(admin).post(
        "/invitations", content=b"[" * 100_000, headers={"content-type": "application/json"}
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_request"


@pytest.mark.parametrize(
    "body", [b'{"name": "\xed\xa0\x80"}', b'{"name": "\xff"}', "{}".encode("utf-16")]
)
@pytest.mark.parametrize("address", ["/session", "/organisations"])
async def test_a_body_that_is_not_utf8_is_malformed(
    as_: ClientFor, address: str, body: bytes
) -> None:
    response = await as_(None).post(
        address, content=body, headers={"content-type": "application/json"}
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_request"

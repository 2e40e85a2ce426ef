"""Every answer keeps a browser safe, and a form of another site is refused."""

import pytest

from tests import make
from tests.conftest import ClientFor


@pytest.mark.parametrize("path", ["/meta", "/nowhere", "/session"])
async def test_every_answer_carries_the_safety_headers(db: None, as_: ClientFor, path: str) -> None:
    answer = await as_(None).get(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "worker-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "frame-src blob:;" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.headers["x-request-id"]) >= 8


async def test_another_sites_form_is_refused(db: None, as_: ClientFor) -> None:
    boss = await make.actor(await make.organisation(), "admin")

    refused = await as_(boss).post(
        "/session/everywhere-sign-out", headers={"Origin": "https://evil.example"}
    )
    own = await as_(boss).post("/session/everywhere-sign-out", headers={"Origin": "http://test"})

    assert refused.json()["code"] == "csrf_missing"
    assert own.status_code == 204


async def test_a_request_may_bring_its_own_number(db: None, as_: ClientFor) -> None:
    answer = await as_(None).get("/session", headers={"X-Request-ID": "from-the-client-1"})

    assert answer.headers["x-request-id"] == "from-the-client-1"
    assert answer.json()["request_id"] == "from-the-client-1"


async def test_what_is_malformed_names_its_fields(db: None, as_: ClientFor) -> None:
    refused = await as_(None).post("/session", json={"email": "a@b.c", "pass": "x"})

    assert refused.status_code == 400
    assert refused.json()["code"] == "invalid_request"
    assert {e["key"] for e in refused.json()["errors"]} == {"password", "pass"}


async def test_what_is_not_json_is_malformed(db: None, as_: ClientFor) -> None:
    refused = await as_(None).post(
        "/session", content=b"\xff{", headers={"Content-Type": "application/json"}
    )

    assert refused.status_code == 400
    assert refused.json()["code"] == "invalid_request"

"""Whatever stands in the place of an id, the answer is a result or a coded refusal."""

import contextlib
import re
from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from tests.authorisation.bodies import Bodies
from tests.authorisation.conftest import World
from tests.authorisation.test_matrix import PREFIX, REACH, Undone, _reaches
from tests.conftest import ClientFor

pytestmark = pytest.mark.xdist_group("authorisation")

PROBLEM = "application/problem+json"

#: As they stand in the address, percent-encoded.
VALUES = (
    "x",
    "0",
    "-1",
    "%00",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cx",
    "%ff%fe",
    "%ed%a0%80",
    "%25%30%30",
    "%0d%0aX-Injected:%20y",
    "null",
    "%7B%7D",
    quote("٣٤٥"),
    quote("²③"),
    quote("\u202e\u05e9\u05dc\u05d5\u05dd"),
    quote("'; DROP TABLE x; --"),
    "a" * 20_000,
    quote("长" * 3000),
    # A UUID in other spellings, and what is nearly one.
    "9e000000000040008000000000000000",
    "%7B9e000000-0000-4000-8000-000000000000%7D",
    "urn:uuid:9e000000-0000-4000-8000-000000000000",
    "9e000000-0000-4000-8000-00000000000",
    "9e000000-0000-4000-8000-0000000000000",
    quote("９e000000-0000-4000-8000-000000000000"),
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
)


def wrong(answer: httpx.Response) -> str | None:
    """What is wrong with an answer: it is our fault, or a refusal without its code."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.text[:200]}"
    if answer.status_code >= 400:
        if answer.headers.get("content-type") != PROBLEM:
            return f"{answer.status_code} as {answer.headers.get('content-type')}"
        if answer.request.method != "HEAD" and not answer.json()["code"]:
            return f"{answer.status_code} without a code"
    if "x-injected" in answer.headers:
        return "a header of the caller's"
    return None


async def _ask(client: httpx.AsyncClient, method: str, path: str, body: Any) -> httpx.Response:
    answers = []
    with contextlib.suppress(Undone):
        async with transaction():
            answers.append(await client.request(method, path, json=body))
            raise Undone
    return answers[0]


def _asker(world: World, route: str) -> tuple[str, Actor | None]:
    """One who reaches the route; a public one is asked by the public."""
    if REACH[route] == "public":
        return "firm:admin", None
    # Where the record alone says who may read it, anybody asks.
    who = next((who for who in world.own if _reaches(route, who)), "firm:admin")
    return who, world.own[who]


ROUTES = sorted(route for route in REACH if "{" in route)
#: In every run a route meets a few of them, each another few; in the long run all.
FEW = 3


@pytest.mark.parametrize("route", ROUTES)
async def test_a_few_that_stand_for_an_id_are_answered(
    world: World, as_: ClientFor, schema: dict[str, Any], route: str
) -> None:
    values = Random(route).sample(VALUES, FEW)  # noqa: S311 - a test's variety
    assert await _broken_by(values, world, as_, schema, route) == []


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES)
async def test_whatever_stands_for_an_id_is_answered(
    world: World, as_: ClientFor, schema: dict[str, Any], route: str
) -> None:
    assert await _broken_by(VALUES, world, as_, schema, route) == []


async def _broken_by(
    values: Sequence[str], world: World, as_: ClientFor, schema: dict[str, Any], route: str
) -> list[str]:
    method, template = route.split(" ", 1)
    who, actor = _asker(world, route)
    client, broken = as_(actor), []
    body = Bodies(schema, world.named).body(method, PREFIX + template) if method == "POST" else None
    for name in re.findall(r"\{(\w+)\}", template):
        for value in values:
            path = re.sub(
                r"\{(\w+)\}",
                lambda m, n=name, v=value: (  # type: ignore[misc]
                    v if m[1] == n else str(world.id_for(m[1], route, who))
                ),
                template,
            )
            found = wrong(await _ask(client, method, path, body))
            if found:
                broken.append(f"{name}={value[:80]}: {found}")
    return broken

"""Whatever a request holds, the answer is a refusal or a result: never a fault of ours."""

import contextlib
import re
from typing import Any

import httpx
import pytest

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from tests.authorisation.bodies import Bodies
from tests.authorisation.conftest import World
from tests.authorisation.nasty import Nasty
from tests.authorisation.test_matrix import PREFIX, REACH, Undone, _reaches
from tests.conftest import ClientFor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("authorisation-fuzz")]

VARIANTS = 25
#: The public is mostly turned away before its request is read.
VARIANTS_OF_THE_TURNED_AWAY = 4


async def _ask(
    client: httpx.AsyncClient, method: str, path: str, query: str, body: bytes
) -> httpx.Response:
    """Whatever the request does is undone."""
    answers = []
    headers = {"content-type": "application/json"} if body else {}
    # The client makes no address above 64 KiB.
    address = f"{path}?{query[:60_000]}" if query else path
    with contextlib.suppress(Undone):
        async with transaction():
            answers.append(await client.request(method, address, content=body, headers=headers))
            raise Undone
    return answers[0]


def _askers(world: World, route: str) -> list[tuple[str, Actor | None, int]]:
    """One who reaches the route, and the public."""
    reached = [who for who in world.own if _reaches(route, who)]
    public = VARIANTS if REACH[route] == "public" else VARIANTS_OF_THE_TURNED_AWAY
    return [*((who, world.own[who], VARIANTS) for who in reached[:1]), ("public", None, public)]


@pytest.mark.parametrize("route", sorted(REACH))
async def test_nothing_that_is_sent_breaks_it(
    world: World, as_: ClientFor, schema: dict[str, Any], route: str
) -> None:
    method, template = route.split(" ", 1)
    bodies, broken = Bodies(schema, world.named), []
    for who, actor, variants in _askers(world, route):
        nasty = Nasty(bodies, method, PREFIX + template, seed=f"{route} {who}")
        path = re.sub(r"\{(\w+)\}", lambda m, w=who: _id(world, m[1], route, w), template)  # type: ignore[misc]
        for _ in range(variants if nasty.has_choices else 1):
            query, body = nasty.query(), nasty.body()
            answer = await _ask(as_(actor), method, path, query, body)
            if answer.status_code >= 500:
                broken.append(f"{who}: {answer.status_code} ?{query[:200]} {body[:600]!r}")
    assert broken == []


def _id(world: World, name: str, route: str, who: str) -> str:
    return str(world.id_for(name, route, "firm:admin" if who == "public" else who))

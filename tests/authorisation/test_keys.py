"""API keys × routes: each reaches what stands under its scopes, in its organisation, no more."""

import re
from typing import Any

import httpx
import pytest

from backend.identity import service as identity
from backend.identity.scopes import SCOPES, scopes_for, scopes_of
from backend.identity.states import OrganisationKind
from backend.kernel.auth import Actor
from tests import make
from tests.authorisation.bodies import Bodies
from tests.authorisation.conftest import World
from tests.authorisation.test_matrix import OWNED, PREFIX, REACH, SHARED_BY_KIND, _code
from tests.conftest import ClientFor

pytestmark = pytest.mark.xdist_group("authorisation")

#: What a key may change; tests/identity/test_keys.py does it.
WRITES = {"POST /portfolio/imports", "POST /documents"}
KINDS = ("firm", "bank", "district", "operator", "appraiser", "insurer")


@pytest.fixture(scope="module")
async def keys(world: World) -> dict[str, str]:
    """A key with every scope of its kind, of the owning organisations and of another firm."""
    admins = {kind: world.own[f"{kind}:admin"] for kind in KINDS}
    admins |= {f"other {kind}": world.other[f"{kind}:admin"] for kind in ("firm", "bank")}
    return {who: await _key(admin) for who, admin in admins.items()}


async def _key(admin: Actor) -> str:
    """Made by another admin: these are asked for their passkeys beside the password."""
    organisation = await identity.organisation(admin.organisation_id)
    return (await make.api_key(await make.actor(organisation, "admin")))[1]


async def _ask(
    world: World, client: httpx.AsyncClient, bodies: Bodies, route: str, kind: str
) -> httpx.Response:
    method, template = route.split(" ", 1)
    path = re.sub(r"\{(\w+)\}", lambda m: str(world.id_for(m[1], route, f"{kind}:admin")), template)
    options: dict[str, Any] = {}
    if method in {"POST", "PUT"} and route not in WRITES:
        options["json"] = bodies.body(method, PREFIX + template)
    return await client.request(method, path, **options)


def _client(as_: ClientFor, token: str) -> httpx.AsyncClient:
    client = as_(None)
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def _is_members(kind: str, route: str) -> bool:
    """Whether every member of such an organisation reaches it, or its admin reads the trail."""
    reach = set(REACH[route].split())
    return REACH[route] == "public" or kind in reach or "audit" in route


@pytest.mark.parametrize("kind", KINDS)
async def test_a_key_reaches_what_its_scopes_name(
    world: World, as_: ClientFor, schema: dict[str, Any], keys: dict[str, str], kind: str
) -> None:
    held = set(scopes_of(OrganisationKind(kind)))
    client, bodies, wrong = _client(as_, keys[kind]), Bodies(schema, world.named), []
    for route in sorted(REACH):
        method, template = route.split(" ", 1)
        allowing = scopes_for(method, template)
        if method == "HEAD":
            continue
        if allowing & held and route not in WRITES:
            answer = await _ask(world, client, bodies, route, kind)
            refused = _code(answer) in {"forbidden", "not_found", "unauthenticated"}
            if answer.status_code in {400, 500} or refused == _is_members(kind, route):
                wrong.append(f"{route}: {answer.status_code} {answer.text[:120]}")
        elif kind == "firm" or allowing:
            answer = await _ask(world, client, bodies, route, kind)
            expected = "identity.key_lacks_scope" if allowing else "identity.key_not_for_this"
            if not allowing & held and _code(answer) != expected:
                wrong.append(f"{route}: {answer.status_code} {answer.text[:120]}")
    assert wrong == []


@pytest.mark.parametrize("kind", ["firm", "bank"])
async def test_records_of_others_do_not_exist_for_a_key(
    world: World, as_: ClientFor, schema: dict[str, Any], keys: dict[str, str], kind: str
) -> None:
    client, bodies, seen = _client(as_, keys[f"other {kind}"]), Bodies(schema, world.named), {}
    held = set(scopes_of(OrganisationKind(kind)))
    for route in sorted(REACH):
        method, template = route.split(" ", 1)
        owned = set(re.findall(r"\{(\w+)\}", template)) & OWNED - SHARED_BY_KIND.keys()
        if owned and method == "GET" and scopes_for(method, template) & held:
            seen[route] = _code(await _ask(world, client, bodies, route, kind))
    assert len(seen) > 8
    assert {
        route: code for route, code in seen.items() if code not in {"not_found", "forbidden"}
    } == {}


def test_every_scope_names_routes_that_are_there_and_changes_nothing_but_two() -> None:
    templates = [route.split(" ", 1) for route in REACH]
    for scope, (kinds, routes) in SCOPES.items():
        assert kinds
        for route in routes:
            method, prefix = route.split(" ", 1)
            assert any(m == method and f"{t}/".startswith(f"{prefix}/") for m, t in templates), (
                scope
            )
    changing = {r for r in REACH if not r.startswith("GET ") and scopes_for(*r.split(" ", 1))}
    assert changing == WRITES


async def test_the_address_may_be_written_otherwise_but_reaches_no_more(
    as_: ClientFor, world: World, keys: dict[str, str]
) -> None:
    client = _client(as_, keys["firm"])
    for path in ("/portfolio/../members", "/portfolio/%2e%2e/members", "//members", "/members/"):
        answer = await client.get(path)
        assert answer.status_code in {403, 404}, path
    assert (await client.get("/portfolio/assets/")).status_code == 200


async def test_a_cookie_beside_a_key_counts_for_nothing(
    as_: ClientFor, world: World, keys: dict[str, str]
) -> None:
    client = as_(world.own["firm:admin"])
    client.headers["Authorization"] = f"Bearer {keys['firm']}"
    assert _code(await client.get("/members")) == "identity.key_not_for_this"
    client.headers["Authorization"] = "Bearer zrk_00000000_nothing"
    assert _code(await client.get("/portfolio/assets")) == "unauthenticated"
    client.headers["Authorization"] = "Basic eDp5"
    assert (await client.get("/members")).status_code == 200

"""Where nothing is there yet: each kind of organisation and the platform's broker just begun.

The addresses are those of the app's own route table, so that no new page is forgotten. Each says
that nothing is there (or that the record is not), and puts up no barrier that axe finds.
"""

import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from tests import make
from tests.conftest import _in_maintenance, _replace_database
from tests.journeys import callers
from tests.journeys.browsing import RULES, Person, sit_down
from tests.journeys.callers import Caller
from tests.journeys.server import PASSWORD, ROOT, Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("empty")]

FEATURES = ROOT / "frontend" / "src" / "features"
OPERATOR = "operator@empty.example.test"
#: Who sees which area; whatever is in none of them everybody sees.
AREAS = {
    "firm": "/e",
    "bank": "/b",
    "appraiser": "/a",
    "guarantor": "/c",
    "insurer": "/i",
    "district": "/d",
    "operator": "/o",
    "broker": "/o/sales",
}
#: Only for whoever is not signed in, or for nobody in particular.
OUTSIDE = ("/sign-in", "/sign-up", "/link/", "/offline", "/409")


def _addresses() -> list[str]:
    """Every path of every feature's routes, with what it asks for filled in."""
    found: list[str] = []
    for file in sorted(FEATURES.rglob("routes.tsx")):
        text = file.read_text()
        homes = re.findall(r"\[([^\[\]]*)\]\.(?:flatMap|map)\(\(home\)", text)
        for path in re.findall(r"path: ['`]([^'`]+)['`]", text):
            areas = re.findall(r"'(/\w)'", homes[0]) if "${home}" in path else [""]
            found += [path.replace("${home}", area) for area in areas]
        assert text.count("path: ") == len(re.findall(r"path: ['`]([^'`]+)['`]", text)), file
    filled = [
        re.sub(r":\w+", str(uuid4()), each.replace(":month", "2026-10")) for each in set(found)
    ]
    return sorted(filled)


def _of(role: str) -> list[str]:
    area = AREAS[role]
    return [
        each
        for each in _addresses()
        if each == area
        or each.startswith(f"{area}/")
        or (
            not (each[1:2] in "ebdoaci" and each[2:3] in ("", "/")) and not each.startswith(OUTSIDE)
        )
    ]


def _operators_link(server: Server) -> str:
    """What the command line prints for the first of them."""
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "backend", "create-operator", OPERATOR],
        cwd=ROOT,
        env={
            "ZHIRONG_HOME": str(server.home),
            "ZHIRONG_DATABASE_URL": str(server.database_url),
            "PATH": "/usr/bin:/bin",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    return said.stdout.strip()


@pytest.fixture(scope="module")
async def begun(
    server_dsn: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> AsyncIterator[Server]:
    """A server that nobody has used, with an operator."""
    name = f"empty_{worker_id}_{tmp_path_factory.getbasetemp().name}".replace("-", "_")
    await _in_maintenance(
        server_dsn, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'
    )
    running = Server(
        home=tmp_path_factory.mktemp("empty"),
        database_url=_replace_database(server_dsn, name),
        demo=False,
    )
    running.start()
    callers.opens(running, _operators_link(running))
    yield running
    running.stop()
    await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


def _joins(server: Server, role: str) -> str:
    """The first member of an organisation that has done nothing yet."""
    if role == "operator":
        return OPERATOR
    email = f"{role}@empty.example.test"
    with Caller(server, OPERATOR) as operator:
        if role == "broker":
            invited = operator.post(
                "/invitations", json={"email": email, "name": "空经纪", "roles": ["broker"]}
            )
            callers.opens(server, invited["path"])
        elif role != "firm":
            operator.settles(role, email, **({"division": "310115"} if role == "district" else {}))
        else:
            firm = {"uscc": make.uscc(), "name": "空白企业（演示）", "division": "310115"}
            place = {"street": "张江镇", "address_line": "空路 1 号", "admin_name": "空管理"}
            operator.post(
                "/organisations", json={**firm, **place, "email": email, "password": PASSWORD}
            )
    return email


async def _barriers(person: Person, path: str) -> list[str]:
    found = await Axe().run(person.page, options=RULES)
    return [
        f"{path}: {each['id']} {each['nodes'][0]['html'][:200]}"
        for each in found.response["violations"]
    ]


@pytest.mark.parametrize("role", AREAS)
async def test_nothing_is_there_yet(
    browser: Browser, begun: Server, shots: Path, role: str
) -> None:
    person = await sit_down(browser, begun, shots, _joins(begun, role))
    found = []
    for path in _of(role):
        await person.page.goto(path)
        await person.quiet()
        # A page that says nothing is broken; one that still works is not shown at all.
        words = await person.page.locator("main").inner_text()
        if not words.strip() or await person.page.locator(".zr-skeleton:visible").count():
            found.append(f"{path}: says nothing")
        found += await _barriers(person, path)

    assert found == []
    assert person.problems == []


async def test_before_anybody_signs_in(browser: Browser, begun: Server, shots: Path) -> None:
    person = await sit_down(browser, begun, shots, None)
    found = []
    outside = [each for each in _addresses() if each.startswith((*OUTSIDE, "/market", "/verify"))]
    for path in ["/", *outside, "/register-lookup"]:
        await person.page.goto(path)
        await person.quiet()
        found += await _barriers(person, path)
    assert found == []
    assert person.problems == []

"""Every route, asked by somebody who owes a second factor: he reads, and reaches his account."""

import re
from typing import Any

import pytest

from backend.kernel import clock
from tests import make
from tests.authorisation.bodies import NOWHERE
from tests.authorisation.test_matrix import PREFIX, TUS, _code
from tests.conftest import ClientFor
from tests.identity.test_second_factor_duty import noon, obliged, publish
from tests.reference.test_reference import later

pytestmark = pytest.mark.usefixtures("db")

NEEDED = "identity.second_factor_needed"
#: His way in, out, and to a second factor.
OPEN = ("/session", "/account/", "/links/")
READS = {"get", "head"}


def _address(path: str, operation: dict[str, Any]) -> str:
    """The route with something of the right shape in every place."""
    formats = {
        each["name"]: each["schema"].get("format", each["schema"].get("type"))
        for each in operation.get("parameters", [])
        if each["in"] == "path"
    }
    told = {"uuid": str(NOWHERE), "integer": "1"}
    return re.sub(r"\{(\w+)\}", lambda m: told.get(str(formats.get(m[1])), "x"), path)


async def test_every_write_is_refused_but_those_of_his_own_account(
    as_: ClientFor, schema: dict[str, Any]
) -> None:
    await publish(as_, obliged("checker", on=later(), grace=0))
    checker = await make.actor(await make.organisation("bank"), "checker")
    client, wrong, asked = as_(checker), [], 0

    with clock.at(noon(2)):
        for path, item in schema["paths"].items():
            for method, operation in item.items():
                plain = path.removeprefix(PREFIX)
                if method in READS:
                    continue
                asked += 1
                options: dict[str, Any] = {"headers": TUS} if "/uploads" in plain else {"json": {}}
                answer = await client.request(method, _address(plain, operation), **options)
                refused = answer.status_code == 403 and _code(answer) == NEEDED
                if refused == plain.startswith(OPEN):
                    wrong.append(f"{method} {plain}: {answer.status_code} {answer.text[:80]}")

    assert wrong == []
    assert asked > 200


async def test_no_read_is(as_: ClientFor, schema: dict[str, Any]) -> None:
    await publish(as_, obliged("checker", on=later(), grace=0))
    client = as_(await make.actor(await make.organisation("bank"), "checker"))
    wrong = []

    with clock.at(noon(2)):
        for path, item in schema["paths"].items():
            if "get" not in item or "/events" in path:
                continue
            address = _address(path.removeprefix(PREFIX), item["get"])
            answer = await client.get(address)
            if NEEDED in answer.text or answer.status_code == 500:
                wrong.append(f"{path}: {answer.status_code}")

    assert wrong == []

"""Every route of insurance in every mode, found in the contract: a new one cannot be forgotten."""

import re
from uuid import uuid4

import pytest

from backend.insurance.mode import ALLOWED, Activity, Mode
from tests import make
from tests.conftest import CONTRACT, ClientFor
from tests.insurance.conftest import SetMode

pytestmark = pytest.mark.usefixtures("db")

PREFIX = "/api/v1"
TAGS = {"Insurance", "Underwriting"}
#: Whatever begins so is insurance's, whatever its tag says.
OURS = re.compile(
    "/(insurance|rating|guarantee-elig|proposal|submission|quote|polic|coverage|underwriting"
    "|sanctions|desk-rule|broker)"
)
#: What shows and keeps facts, in every mode; whatever is not named here needs a licence.
FACTS = re.compile(
    "/(insurance-products|insurance-mode|insurance-risks|insurance-portfolio|guarantee-eligibility|desk-rules"
    "|insurance-commissions|underwriting-authorities|sanctions-lists)|"
    "/rating-plans(/validation|/vocabulary|/[^/]+(/document|/publication)?)?$|"
    "/policies(/[^/]+(/acceptance|/premium-receipt)?)?$"
)
COMPARES = re.compile("/comparison$|^/broker-(sales|notice)")
RATES = re.compile("/rating-plans/[^/]+/(rate|simulation)")


def activity(path: str) -> Activity:
    if COMPARES.search(path):
        return Activity.COMPARING
    if RATES.match(path):
        return Activity.RATING
    return Activity.FACTS if FACTS.match(path) else Activity.APPLYING


def routes() -> list[tuple[str, str]]:
    return sorted(
        (method.upper(), path.removeprefix(PREFIX))
        for path, item in CONTRACT["paths"].items()
        for method, operation in item.items()
        if TAGS & set(operation["tags"]) or OURS.match(path.removeprefix(PREFIX))
    )


@pytest.mark.parametrize("mode", Mode)
async def test_every_route_says_what_its_mode_forbids_and_why(
    as_: ClientFor, set_mode: SetMode, mode: Mode
) -> None:
    set_mode(mode)
    actors = [
        await make.actor(await make.organisation("firm"), "signatory"),
        await make.actor(await make.organisation("insurer"), "underwriter"),
    ]
    wrong, found = [], routes()
    for method, template in found:
        does = activity(template)
        path = re.sub(r"\{n\}", "1", template)
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        for actor in actors:
            answer = await as_(actor).request(method, path, json={})
            told = answer.json() if "json" in answer.headers.get("content-type", "") else {}
            told = told if isinstance(told, dict) else {}
            refused = told.get("code") == "insurance.mode_forbids"
            reasoned = (
                refused
                and answer.status_code == 403
                and (told.get("mode"), told.get("activity")) == (mode, does)
                and set(told["modes"]) == {each for each in Mode if does in ALLOWED[each]}
            )
            if refused is (does in ALLOWED[mode]) or refused is not reasoned:
                wrong.append(f"{method} {template} ({does}): {answer.status_code} {told}")
    assert wrong == []
    assert len(found) > 60
    assert {activity(path) for _, path in found} == set(Activity)

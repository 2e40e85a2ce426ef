"""Firms to verify, papers to confirm, questions, quotes, reports: whom each waits for."""

from typing import Any

import pytest

from backend.kernel.auth import Actor
from tests import make
from tests.appraisal.test_ordering import Cast, cast, do, invited, quote
from tests.conftest import ClientFor
from tests.documents.test_confirmations import answer, ask, report, sides
from tests.insurance.conftest import licensed, set_mode
from tests.kyb.make import reviewer, submitted
from tests.underwriting import make as desks
from tests.underwriting.test_quotes import proposal

__all__ = ["cast", "licensed", "set_mode"]
pytestmark = pytest.mark.usefixtures("db")


async def waiting(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    found = await as_(who).get(f"/tasks?kind={kind}")
    assert found.status_code == 200, found.text
    items: list[dict[str, Any]] = found.json()["items"]
    return items


async def test_a_firm_to_verify_waits_for_the_operator(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()

    (task,) = await waiting(as_, operator, "kyb")

    assert (task["subject_id"], task["title"]) == (str(claimed.case.id), claimed.firm.name)
    assert await waiting(as_, claimed.admin, "kyb") == []
    done = await as_(operator).post(f"/kyb-cases/{claimed.case.id}/approval")
    assert done.status_code == 200, done.text
    assert await waiting(as_, operator, "kyb") == []


async def test_a_paper_to_confirm_waits_for_its_issuer(as_: ClientFor) -> None:
    firm, issuer = await sides()
    other = await make.actor(await make.organisation("appraiser"), "confirmer")
    file = await report(firm)
    asked = await ask(as_, file, firm, issuer)

    (task,) = await waiting(as_, issuer, "confirmation")

    assert (task["id"], task["title"]) == (asked["id"], firm.organisation_name)
    assert await waiting(as_, other, "confirmation") == []
    assert await waiting(as_, firm, "confirmation") == []
    assert (await answer(as_, file, issuer)).status_code == 200
    assert await waiting(as_, issuer, "confirmation") == []


@pytest.mark.usefixtures("licensed")
async def test_a_question_waits_for_the_firm_and_stops_the_insurers_task(as_: ClientFor) -> None:
    firm, desk = await desks.firm(), await desks.desk()
    await desks.sanctions()
    stranger = await desks.firm()
    path = await proposal(as_(firm.handler), desks.E2, "star_composite")
    sent = await as_(firm.signatory).post(f"{path}/submission", json=desks.body(desk.id))
    one = sent.json()["submissions"][0]["id"]
    assert [each["subject_id"] for each in await waiting(as_, desk.l1, "submission")] == [one]
    assert await waiting(as_, desk.checker, "submission") == []
    question = {"items": [{"text": "请说明诉讼进展"}], "due_on": desks.due()}
    asked = await as_(desk.l1).post(f"/submissions/{one}/question", json=question)
    assert asked.status_code == 200, asked.text

    (task,) = await waiting(as_, firm.handler, "questions")

    assert task["due_on"] == question["due_on"]
    assert await waiting(as_, desk.l1, "submission") == []
    assert await waiting(as_, stranger.handler, "questions") == []
    await as_(firm.handler).post(f"/submissions/{one}/answer", json={"text": "已撤回。"})
    assert await waiting(as_, firm.handler, "questions") == []
    assert len(await waiting(as_, desk.l1, "submission")) == 1


async def test_quotes_wait_for_the_client_and_the_report_for_the_chosen(
    as_: ClientFor, cast: Cast
) -> None:
    request = await invited(as_, cast)
    stranger = await make.actor(await make.organisation(), "signatory")
    assert await waiting(as_, cast.firm, "quotes") == []
    await do(as_, cast.rival, request, "quote", **quote())
    offered = (await do(as_, cast.valuer, request, "quote", **quote())).json()

    (task,) = await waiting(as_, cast.firm, "quotes")

    assert (task["subject_id"], task["title"]) == (request["id"], "2")
    assert task["due_on"] == quote()["valid_until"]
    assert await waiting(as_, stranger, "quotes") == []
    assert await waiting(as_, cast.valuer, "report") == []
    chosen = {"quote_id": offered["quotes"][0]["id"]}
    assert (await do(as_, cast.firm, request, "acceptance", **chosen)).status_code == 200
    assert await waiting(as_, cast.firm, "quotes") == []
    (work,) = await waiting(as_, cast.valuer, "report")
    assert (work["subject_id"], work["title"]) == (request["id"], cast.owner)
    assert await waiting(as_, cast.rival, "report") == []

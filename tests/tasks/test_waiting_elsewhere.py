"""Messages, pledges, drawdowns and proposals stand in the one list of what waits."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.registry import service as registry
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.registry import make as register

pytestmark = pytest.mark.usefixtures("db")


async def tasks(as_: ClientFor, who: Actor, kind: str) -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks?kind={kind}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_message_waits_until_it_is_read_or_answered(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    path = f"/loan-applications/{view.row.id}/messages"
    await as_(at.bank.maker).post(path, json={"text": "请补充说明"})

    (task,) = await tasks(as_, at.handler, "message")

    assert (task["subject_id"], task["number"]) == (str(view.row.id), view.row.number)
    assert task["title"] == at.bank.organisation.name
    assert await tasks(as_, at.bank.maker, "message") == [], "his own words"
    await as_(at.handler).post(f"{path}/read", json={"read_n": 1})
    assert await tasks(as_, at.handler, "message") == []
    assert len(await tasks(as_, at.signatory, "message")) == 1, "each member reads for himself"
    await as_(at.handler).post(path, json={"text": "已补充"})
    assert await tasks(as_, at.signatory, "message") == [], "a colleague answered"
    assert len(await tasks(as_, at.bank.maker, "message")) == 1
    assert await tasks(as_, at.bank.colleague, "message") == [], "it is his colleague's case"
    assert await tasks(as_, at.other.maker, "message") == []


async def test_terms_that_the_other_side_signed_wait_for_ones_own_signature(
    as_: ClientFor,
) -> None:
    at = await register.scene()
    pledge = await register.evidenced(at)
    assert await tasks(as_, at.checker, "pledge_terms") == []
    await register.sign(at, pledge, at.signatory)

    (task,) = await tasks(as_, at.checker, "pledge_terms")

    assert (task["subject_id"], task["title"]) == (str(pledge.id), at.firm.name)
    assert await tasks(as_, at.signatory, "pledge_terms") == []
    await register.sign(at, pledge, at.checker)
    assert await tasks(as_, at.checker, "pledge_terms") == []


async def test_a_defect_waits_with_its_day_until_it_is_cured(as_: ClientFor) -> None:
    at = await register.scene()
    pledge = await register.filed(at)
    cure_by = clock.today() + timedelta(days=20)
    await registry.note_defect(
        pledge.id, text="合同缺页", cure_by=cure_by, noted_on=None, document_id=None, by=at.desk
    )

    (task,) = await tasks(as_, at.desk, "defect")

    assert (task["subject_id"], task["due_on"]) == (str(pledge.id), cure_by.isoformat())
    assert len(await tasks(as_, at.handler, "defect")) == 1
    stranger = await make.actor(await make.organisation("bank"), "pledge_desk")
    assert await tasks(as_, stranger, "defect") == []


async def test_a_drawdown_waits_for_the_pledge_desk(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)

    (task,) = await tasks(as_, at.bank.desk, "drawdown")

    assert (task["subject_id"], task["title"]) == (str(view.row.id), at.firm.name)
    assert await tasks(as_, at.bank.maker, "drawdown") == []


async def test_a_proposal_waits_for_a_second_person_of_the_same_bank(as_: ClientFor) -> None:
    at = await scene.scene()
    day = (clock.today() + timedelta(days=30)).isoformat()
    made = await as_(at.bank.admin).post(
        "/bank-desk/limits",
        json={
            "member_id": str(at.bank.checker.user_id),
            "upto_fen": 100,
            "from_on": day,
            "reason": "年度授权",
        },
    )
    assert made.status_code == 201, made.text

    (task,) = await tasks(as_, at.bank.checker, "limit")

    assert (task["title"], task["due_on"]) == (at.bank.admin.name, day)
    assert await tasks(as_, at.bank.admin, "limit") == [], "who proposed it does not decide"
    assert await tasks(as_, at.other.checker, "limit") == []

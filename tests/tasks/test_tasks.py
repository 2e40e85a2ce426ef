"""One list of what waits: each person his own, of each kind only what he may do."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.lending.service import offers
from backend.tasks import queries, service
from backend.tasks.states import TaskKind
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.payments.make import charged
from tests.registry import make as register

pytestmark = pytest.mark.usefixtures("db")


async def tasks(as_: ClientFor, who: Actor, query: str = "") -> list[dict[str, Any]]:
    answer = await as_(who).get(f"/tasks{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def kinds(as_: ClientFor, who: Actor, query: str = "") -> list[str]:
    return [each["kind"] for each in await tasks(as_, who, query)]


async def test_asked_documents_wait_for_who_prepares_them(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.waiting(at)

    (task,) = await tasks(as_, at.handler, "?kind=documents_asked")

    assert task["subject_id"] == str(view.row.id)
    assert (task["number"], task["title"]) == (view.row.number, at.bank.organisation.name)
    assert task["due_on"] is not None
    assert await kinds(as_, at.signatory, "?kind=documents_asked") == []
    assert await kinds(as_, at.other.maker) == []
    assert await kinds(as_, await make.actor(await make.organisation(), "handler")) == []


async def test_a_case_waits_for_its_officer_alone(as_: ClientFor) -> None:
    at = await scene.scene()
    await scene.in_review(at)

    assert await kinds(as_, at.bank.maker) == ["case"]
    assert await kinds(as_, at.bank.colleague) == []
    assert await kinds(as_, at.bank.checker) == []


async def test_an_opinion_waits_for_a_second_person(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)
    both = await make.actor(at.bank.organisation, "maker", "checker")

    checker = await tasks(as_, at.bank.checker)

    assert [(each["kind"], each["number"]) for each in checker] == [("opinion", view.row.number)]
    assert await kinds(as_, both) == ["opinion"]
    assert await kinds(as_, at.bank.maker) == []


async def test_whoever_gave_the_opinion_does_not_find_it_to_check(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.opined(at)

    mine = await queries.page(
        [TaskKind.OPINION],
        organisation=at.bank.id,
        member=at.bank.maker.user_id,
        owed=None,
        due_by=None,
        after=None,
        limit=20,
    )
    others = await queries.page(
        [TaskKind.OPINION],
        organisation=at.bank.id,
        member=at.bank.checker.user_id,
        owed=None,
        due_by=None,
        after=None,
        limit=20,
    )

    assert mine == []
    assert [each.subject_id for each in others] == [view.row.id]


async def test_an_offer_waits_for_who_binds_the_firm_until_it_is_answered(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    (task,) = await tasks(as_, at.signatory, "?kind=offer")
    await offers.accept(view.row.id, by=at.signatory)

    assert task["due_on"] > clock.today().isoformat()
    assert await kinds(as_, at.handler, "?kind=offer") == []
    assert await kinds(as_, at.signatory, "?kind=offer") == []


async def test_a_registration_waits_for_the_district(as_: ClientFor) -> None:
    at = await register.scene()
    pledge = await register.registered(at)

    (task,) = await tasks(as_, at.verifier, "?kind=verification")

    assert task["subject_id"] == str(pledge.id)
    assert task["due_on"] is None


async def test_the_earliest_day_first_in_pages_and_by_day(as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    firm = await make.actor(await make.organisation(), "handler")
    today = clock.today()
    rows = [
        await charged(firm, operator, due_on=today + timedelta(days=days))
        for days in (9, 2, 5, 2, 7)
    ]
    seen: list[dict[str, Any]] = []
    cursor = ""

    while True:
        page = (await as_(firm).get(f"/tasks?limit=2{cursor}")).json()
        assert page["total"] == 5
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    soon = await tasks(as_, firm, f"?due_by={today + timedelta(days=5)}")

    days = [each["due_on"] for each in seen]
    assert days == sorted(days)
    assert {each["number"] for each in seen} == {row["reference"] for row in rows}
    assert [each["due_on"] for each in soon] == days[:3]
    assert await kinds(as_, firm, "?kind=fee&kind=offer") == []
    assert set(await kinds(as_, firm, "?kind=fee&kind=charge")) == {"charge"}


async def test_a_reader_is_told_which_kinds_can_wait_for_him(as_: ClientFor) -> None:
    at = await scene.scene()

    answer = (await as_(at.bank.checker).get("/tasks")).json()

    assert answer["kinds"] == [
        *("paper", "opinion", "pledge_terms", "declaration", "quotes"),
        *("product", "limit", "phrases", "watch_rules", "report_rules", "calendar"),
        "second_factor",
    ]
    assert answer["total"] == 0


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("kind=weather", "kind"),
        ("due_by=soon", "due_by"),
        ("cursor=x", "cursor"),
        ("limit=0", "limit"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused_with_its_field(
    as_: ClientFor, query: str, key: str
) -> None:
    firm = await make.actor(await make.organisation(), "handler")

    refused = await as_(firm).get(f"/tasks?{query}")

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["key"] == key
    assert (await as_(None).get("/tasks")).status_code == 401


@pytest.mark.parametrize("kind", list(TaskKind))
async def test_every_kind_has_its_statement_and_its_doer(kind: TaskKind) -> None:
    nobody = await make.actor(await make.organisation(), "handler")

    found = await queries.page(
        [kind],
        organisation=nobody.organisation_id,
        member=nobody.user_id,
        owed=None,
        due_by=clock.today(),
        after=None,
        limit=5,
    )

    assert found == []
    assert service.DOERS[kind]

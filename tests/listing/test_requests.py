"""A firm drafts, revises, publishes and withdraws a request; nobody else sees it whole."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import CheckViolationError

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, transaction
from backend.kernel.events import history
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.listing import rules, service
from backend.listing.rules import AmountBand, band
from backend.listing.states import REQUEST, Action, State
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.listing.make import MILLION, body, request, stated
from tests.valuation import make as holdings

pytestmark = pytest.mark.usefixtures("db")


async def firm_with(*roles: str, **changes: Any) -> tuple[Any, Actor]:
    firm = await make.organisation(**changes)
    return firm, await make.actor(firm, *roles)


async def test_a_handler_drafts_a_request(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await holdings.right(firm)

    response = await as_(actor).post("/financing-requests", json=body(right))

    assert response.status_code == 201
    drafted = response.json()
    assert drafted["number"].startswith("FR-")
    assert drafted["state"] == "draft"
    assert drafted["rights"][0]["right_id"] == str(right)
    assert drafted["rights"][0]["used_since"] == "2022-06-01"
    assert drafted["facts"]["tags"] == ["hnte", "tech_sme"]
    assert drafted["allowed_actions"] == ["publication", "revision", "withdrawal"]
    again = (await as_(actor).get(f"/financing-requests/{drafted['id']}")).json()
    assert again == drafted


async def test_a_request_names_rights_of_the_firm_only(as_: ClientFor) -> None:
    _, actor = await firm_with("handler")
    other, _ = await firm_with("handler")

    response = await as_(actor).post("/financing-requests", json=body(await holdings.right(other)))

    assert response.status_code == 404


async def test_a_document_of_others_does_not_exist(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    asked = body(await holdings.right(firm), document_ids=[str(uuid4())])

    assert (await as_(actor).post("/financing-requests", json=asked)).status_code == 404


async def test_a_right_named_twice_and_a_day_to_come_are_refused() -> None:
    firm, actor = await firm_with("handler")
    right = await holdings.right(firm)

    with pytest.raises(rules.RightsNamedTwice):
        await service.draft(stated(right, right), by=actor)
    with pytest.raises(rules.DateInFuture):
        await service.draft(stated(right, established_on=date(2099, 1, 1)), by=actor)


async def test_what_is_malformed_names_its_fields(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    asked = body(await holdings.right(firm), amount_fen=0, use_of_funds="gambling")

    response = await as_(actor).post("/financing-requests", json=asked)

    assert response.status_code == 400
    assert {error["key"] for error in response.json()["errors"]} == {"amount_fen", "use_of_funds"}


async def test_what_need_not_be_stated_stays_unknown_until_it_is(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    asked = body(await holdings.right(firm))
    stated = {"prior_revenue_fen": 0, "tax_grade": "M", "credit_grade": "BBB"}

    drafted = (await as_(actor).post("/financing-requests", json=asked)).json()
    path = f"/financing-requests/{drafted['id']}"
    revised = await as_(actor).post(
        f"{path}/revision", json=asked | {"facts": asked["facts"] | stated}
    )
    taken_back = await as_(actor).post(f"{path}/revision", json=asked)

    assert {name: drafted["facts"][name] for name in stated} == dict.fromkeys(stated)
    assert {name: revised.json()["facts"][name] for name in stated} == stated
    assert {name: taken_back.json()["facts"][name] for name in stated} == dict.fromkeys(stated)
    told = (await history("financing_request", drafted["id"]))[1]
    assert told.after is not None
    assert {name: told.after[name] for name in stated} == stated


async def test_a_grade_that_there_is_not_is_refused_by_its_field_and_by_the_database(
    as_: ClientFor,
) -> None:
    firm, actor = await firm_with("handler")
    asked = body(await holdings.right(firm))
    wrong = {"prior_revenue_fen": -1, "tax_grade": "E", "credit_grade": "AA+"}

    refused = await as_(actor).post(
        "/financing-requests", json=asked | {"facts": asked["facts"] | wrong}
    )
    drafted = (await as_(actor).post("/financing-requests", json=asked)).json()

    assert refused.status_code == 400
    assert {each["key"].split(".")[-1] for each in refused.json()["errors"]} == set(wrong)
    for name, value in (("prior_revenue_fen", "-1"), ("tax_grade", "'E'"), ("credit_grade", "'D'")):
        with pytest.raises(CheckViolationError):
            async with transaction():
                await execute(
                    f"UPDATE listing_financing_request SET {name} = {value} WHERE id = $1",
                    UUID(drafted["id"]),
                )


async def test_a_grade_is_stated_with_its_year_and_the_paper_behind_it(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    papers = [str((await make_documents.file(actor)).id) for _ in range(2)]
    asked = body(await holdings.right(firm), document_ids=papers[:1])
    year = clock.today().year
    graded = {
        "tax_grade": "A",
        "tax_grade_year": year,
        "tax_grade_document_id": papers[0],
        "credit_grade": "AA",
        "credit_grade_year": year - 1,
        "credit_grade_document_id": papers[1],
    }

    drafted = await as_(actor).post(
        "/financing-requests", json=asked | {"facts": asked["facts"] | graded}
    )
    path = f"/financing-requests/{drafted.json()['id']}"
    taken_back = await as_(actor).post(f"{path}/revision", json=asked)

    assert drafted.status_code == 201, drafted.text
    assert {name: drafted.json()["facts"][name] for name in graded} == graded
    assert [each["id"] for each in drafted.json()["documents"]] == papers, "both are offered"
    assert {name: taken_back.json()["facts"][name] for name in graded} == dict.fromkeys(graded)
    assert [each["id"] for each in taken_back.json()["documents"]] == papers[:1]


@pytest.mark.parametrize("name", ["tax_grade", "credit_grade"])
async def test_a_year_or_a_paper_that_a_grade_cannot_have_is_refused_by_its_field(
    name: str, as_: ClientFor
) -> None:
    firm, actor = await firm_with("handler")
    _, stranger = await firm_with("handler")
    own, foreign = [(await make_documents.file(each)).id for each in (actor, stranger)]
    asked = body(await holdings.right(firm))
    drafted = (await as_(actor).post("/financing-requests", json=asked)).json()
    next_year = clock.today().year + 1

    async def refused(**facts: Any) -> tuple[int, str, str | None]:
        answer = await as_(actor).post(
            f"/financing-requests/{drafted['id']}/revision",
            json=asked | {"facts": asked["facts"] | facts},
        )
        found = answer.json()
        key = found["errors"][0]["key"] if "errors" in found else found.get("field")
        return answer.status_code, found["code"], key

    missing = (422, "listing.grade_missing", name)
    assert await refused(**{f"{name}_year": 2024}) == missing
    assert await refused(**{f"{name}_document_id": str(own)}) == missing
    assert await refused(**{name: "A", f"{name}_year": next_year}) == (
        422, "listing.date_in_future", f"{name}_year",
    )  # fmt: skip
    early = await refused(**{name: "A", f"{name}_year": 1999})
    assert (early[0], early[2]) == (400, f"facts.{name}_year")
    assert (await refused(**{name: "A", f"{name}_document_id": str(foreign)}))[0] == 404
    for column, value in ((f"{name}_year", 2024), (f"{name}_document_id", own)):
        with pytest.raises(CheckViolationError):
            async with transaction():
                await execute(
                    f"UPDATE listing_financing_request SET {column} = $2 WHERE id = $1",
                    UUID(drafted["id"]),
                    value,
                )


async def test_an_unverified_firm_may_draft_but_not_publish(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler", verified=False)
    drafted = await request(await holdings.right(firm), by=actor)

    shown = (await as_(actor).get(f"/financing-requests/{drafted.id}")).json()
    response = await as_(actor).post(f"/financing-requests/{drafted.id}/publication")

    assert shown["allowed_actions"] == ["revision", "withdrawal"]
    assert response.status_code == 409
    assert response.json()["code"] == "identity.not_verified"


async def test_a_revision_replaces_everything_and_stays_in_its_state(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    first, second = await holdings.right(firm), await holdings.right(firm)
    published = await request(first, by=actor, published=True)

    response = await as_(actor).post(
        f"/financing-requests/{published.id}/revision",
        json=body(second, first, amount_fen=5 * MILLION),
    )

    assert response.status_code == 200
    revised = response.json()
    assert revised["state"] == "published"
    assert revised["revision"] == 2
    assert revised["amount_fen"] == 5 * MILLION
    assert [right["right_id"] for right in revised["rights"]] == [str(second), str(first)]
    told = (await history("financing_request", published.id))[-1]
    assert told.name == "listing.request_revised"
    assert told.before is not None
    assert told.after is not None
    assert (told.before["amount_fen"], told.after["amount_fen"]) == (3 * MILLION, 5 * MILLION)


async def test_each_step_writes_one_event(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    drafted = await request(await holdings.right(firm), by=actor)
    await service.publish(drafted.id, by=actor)
    await service.withdraw(drafted.id, by=actor)

    assert [event.name for event in await history("financing_request", drafted.id)] == [
        "listing.request_drafted",
        "listing.request_published",
        "listing.request_withdrawn",
    ]


async def test_a_withdrawn_request_is_at_its_end(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await holdings.right(firm)
    drafted = await request(right, by=actor)
    await service.withdraw(drafted.id, by=actor)
    client = as_(actor)

    for action, json in (("publication", None), ("withdrawal", None), ("revision", body(right))):
        response = await client.post(f"/financing-requests/{drafted.id}/{action}", json=json)
        assert response.status_code == 409
        assert response.json()["code"] == "illegal_transition"


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_the_lifecycle_is_as_the_table_says(state: State, action: Action) -> None:
    allowed = {
        State.DRAFT: set(Action),
        State.PUBLISHED: {Action.REVISE, Action.WITHDRAW},
        State.WITHDRAWN: set(),
    }

    if action in allowed[state]:
        REQUEST.after(state, action)
    else:
        with pytest.raises(IllegalTransition):
            REQUEST.after(state, action)


async def test_another_firm_and_a_bank_do_not_see_it(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await holdings.right(firm)
    published = await request(right, by=actor, published=True)
    other_firm, other = await firm_with("handler", "admin", "signatory")
    bank = await make.actor(await make.organisation("bank"), "maker", "checker", "admin")
    own = await holdings.right(other_firm)
    path = f"/financing-requests/{published.id}"

    assert (await as_(other).get(path)).status_code == 404
    assert (await as_(other).post(f"{path}/revision", json=body(own))).status_code == 404
    assert (await as_(other).post(f"{path}/publication")).status_code == 404
    assert (await as_(other).post(f"{path}/withdrawal")).status_code == 404
    assert (await as_(other).get("/financing-requests")).json()["items"] == []
    assert (await as_(bank).get(path)).status_code == 403
    assert (await as_(bank).get("/financing-requests")).status_code == 403
    assert (await as_(None).get(path)).status_code == 401


async def test_the_list_is_paged_and_filtered_by_state(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await holdings.right(firm)
    for published in (False, True, False):
        await request(right, by=actor, published=published)

    page = (await as_(actor).get("/financing-requests?limit=2")).json()
    rest = (
        await as_(actor).get("/financing-requests", params={"limit": 2, "cursor": page["next"]})
    ).json()
    drafts = (await as_(actor).get("/financing-requests?state=draft")).json()

    assert (len(page["items"]), len(rest["items"]), page["total"]) == (2, 1, 3)
    assert {item["state"] for item in drafts["items"]} == {"draft"}
    assert drafts["total"] == 2


class TestTeasers:
    async def test_they_never_name_the_firm_nor_a_title(self, as_: ClientFor) -> None:
        firm, actor = await firm_with("handler", name="上海极易辨认科技有限公司")
        rights = [
            await holdings.right(firm, title="极易辨认的装置", ipc_main="G03F 7/20"),
            await holdings.right(firm, ipc_main="H01L21/027"),
        ]
        published = await request(*rights, by=actor, published=True, amount_fen=Fen(5 * MILLION))
        await request(rights[0], by=actor)
        bank = await make.actor(await make.organisation("bank"), "maker")

        response = await as_(bank).get("/financing-requests/teasers")

        assert response.status_code == 200
        assert "极易辨认" not in response.text
        assert str(published.id) not in response.text
        teaser = response.json()["items"][0]
        assert response.json()["total"] == 1
        assert teaser["number"] == published.number
        assert teaser["ipc_subclasses"] == ["G03F", "H01L"]
        assert teaser["amount_band"] == "from_5m_below_10m"
        assert teaser["division"] == "310115"
        assert "amount_fen" not in teaser

    async def test_they_are_open_to_the_public_and_filtered(self, as_: ClientFor) -> None:
        firm, actor = await firm_with("handler")
        await request(await holdings.right(firm), by=actor, published=True)
        gone = await request(await holdings.right(firm), by=actor, published=True)
        await service.withdraw(gone.id, by=actor)
        public = as_(None)

        assert (await public.get("/financing-requests/teasers")).json()["total"] == 1
        assert (await public.get("/financing-requests/teasers?ipc=G03F")).json()["total"] == 1
        assert (await public.get("/financing-requests/teasers?ipc=A61K")).json()["total"] == 0
        assert (await public.get("/financing-requests/teasers?ipc=%25")).status_code == 400
        assert (await public.get("/financing-requests/teasers?sector=biomedicine")).json()[
            "total"
        ] == 0

    async def test_they_are_paged(self, as_: ClientFor) -> None:
        firm, actor = await firm_with("handler")
        for _ in range(3):
            await request(await holdings.right(firm), by=actor, published=True)
        client = as_(None)

        page = (await client.get("/financing-requests/teasers?limit=2")).json()
        rest = (
            await client.get(
                "/financing-requests/teasers", params={"limit": 2, "cursor": page["next"]}
            )
        ).json()

        numbers = {item["number"] for item in page["items"] + rest["items"]}
        assert (len(numbers), rest["next"]) == (3, None)

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            (MILLION - 1, AmountBand.BELOW_1M),
            (MILLION, AmountBand.FROM_1M),
            (3 * MILLION, AmountBand.FROM_3M),
            (5 * MILLION, AmountBand.FROM_5M),
            (10 * MILLION, AmountBand.FROM_10M),
            (30 * MILLION, AmountBand.FROM_30M),
        ],
    )
    def test_the_bands_meet_without_gap(self, amount: int, expected: AmountBand) -> None:
        assert band(Fen(amount)) is expected

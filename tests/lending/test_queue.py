"""The bank's queue and the firm's list: filters, orders, pages."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.kernel import clock, listed
from backend.kernel.language import Language, speaking
from backend.lending import wording
from backend.lending.service import offers, reviewing
from backend.lending.service.reading import ApplicationView
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.listing import make as make_listing

LOANS = "/loan-applications"


async def numbers(client: httpx.AsyncClient, **query: Any) -> list[str]:
    answer = await client.get(LOANS, params=query)
    assert answer.status_code == 200, answer.text
    return [each["number"] for each in answer.json()["items"]]


async def three() -> tuple[scene.Bank, list[ApplicationView], list[scene.Scene]]:
    """Three firms at one bank: submitted on three days, of one, two and three million."""
    bank = await scene.bank()
    views, scenes = [], []
    for n in (1, 2, 3):
        at = await scene.scene()
        at.bank = bank
        request = await make_listing.request(at.right, by=at.handler, amount_fen=n * MILLION)
        at.request = request.id
        with clock.at(datetime(2026, 11, 2 + n, 4, tzinfo=UTC)):
            views.append(await scene.submitted(at))
        scenes.append(at)
    return bank, views, scenes


async def test_mine_unassigned_and_all(db: None, as_: ClientFor) -> None:
    bank, (one, two, three_), _ = await three()
    await reviewing.take_in(one.row.id, by=bank.maker)
    await reviewing.take_in(two.row.id, by=bank.colleague)
    client = as_(bank.maker)

    assert await numbers(client, view="mine") == [one.row.number]
    assert await numbers(client, view="unassigned") == [three_.row.number]
    assert len(await numbers(client)) == 3


async def test_states_words_and_overdue(db: None, as_: ClientFor) -> None:
    bank, (one, two, three_), scenes = await three()
    await reviewing.take_in(one.row.id, by=bank.maker)
    client = as_(bank.maker)

    assert await numbers(client, state="in_review") == [one.row.number]
    assert set(await numbers(client, state=["in_review", "submitted"])) == {
        one.row.number,
        two.row.number,
        three_.row.number,
    }
    assert await numbers(client, q=two.row.number[-6:]) == [two.row.number]
    assert await numbers(client, q=scenes[2].firm.name) == [three_.row.number]
    assert await numbers(client, q="100%_") == []
    with clock.at(datetime(2026, 11, 11, 4, tzinfo=UTC)):
        assert await numbers(client, overdue="true") == [one.row.number]


@pytest.mark.parametrize(
    ("sort", "order"), [("deadline", [0, 1, 2]), ("amount", [2, 1, 0]), ("updated", [2, 1, 0])]
)
async def test_each_order_over_pages(db: None, as_: ClientFor, sort: str, order: list[int]) -> None:
    bank, views, _ = await three()
    client = as_(bank.maker)
    found: list[str] = []
    cursor: str | None = None

    for _ in range(3):
        query: dict[str, str | int] = {"sort": sort, "limit": 1}
        if cursor is not None:
            query["cursor"] = cursor
        page = (await client.get(LOANS, params=query)).json()
        assert page["total"] == 3
        found += [each["number"] for each in page["items"]]
        cursor = page["next"]

    assert cursor is None
    assert found == [views[n].row.number for n in order]


async def test_a_cursor_of_another_order_is_malformed(db: None, as_: ClientFor) -> None:
    bank, _, _ = await three()
    client = as_(bank.maker)
    cursor = (await client.get(LOANS, params={"sort": "amount", "limit": 1})).json()["next"]

    answer = await client.get(LOANS, params={"sort": "deadline", "cursor": cursor})

    assert answer.status_code == 400


async def test_what_has_no_deadline_comes_last(db: None, as_: ClientFor) -> None:
    bank, (one, two, three_), scenes = await three()
    with clock.at(datetime(2026, 11, 6, 4, tzinfo=UTC)):
        await reviewing.take_in(one.row.id, by=bank.maker)
        await scene.ask(scenes[0], one.row.id)

    assert await numbers(as_(bank.maker), sort="deadline") == [
        two.row.number,
        three_.row.number,
        one.row.number,
    ]


async def test_what_is_over_comes_after_what_waits(db: None, as_: ClientFor) -> None:
    bank, (one, two, three_), scenes = await three()
    with clock.at(datetime(2026, 11, 6, 4, tzinfo=UTC)):
        await reviewing.take_in(two.row.id, by=bank.maker)
        await scene.ask(scenes[1], two.row.id)
        await offers.withdraw(one.row.id, by=scenes[0].signatory)

    assert await numbers(as_(bank.maker), sort="deadline") == [
        three_.row.number,
        two.row.number,
        one.row.number,
    ]


async def test_a_firm_lists_its_own_with_what_it_may_do(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    await scene.offered(at)
    dropped = await scene.drafted(at, at.other)
    await offers.withdraw(dropped.row.id, by=at.handler)
    await scene.submitted(await scene.scene())

    items = (await as_(at.signatory).get(LOANS)).json()["items"]

    assert {item["state"]: item["allowed_actions"] for item in items} == {
        "offered": ["offer-acceptance", "offer-decline", "withdrawal"],
        "withdrawn": [],
    }
    assert await numbers(as_(at.handler), request_id=str(at.request)) == [
        item["number"] for item in items
    ]


async def test_the_actions_of_each_person_in_review(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)

    async def actions(by: Any) -> list[str]:
        found: list[str] = (await as_(by).get(f"{LOANS}/{view.row.id}")).json()["allowed_actions"]
        return found

    assert await actions(at.bank.maker) == [
        "assignment",
        "document-request",
        "evidence",
        "internal-valuation",
        "opinion",
        "set-aside",
        "valuation-adoption",
        "valuation-check",
        "valuation-order",
        "value-proposal",
    ]
    assert await actions(at.bank.admin) == ["assignment"]
    assert await actions(at.bank.checker) == ["set-aside"]
    assert await actions(at.handler) == []
    assert await actions(at.signatory) == ["value-proposal", "withdrawal"]


async def exported(client: httpx.AsyncClient, **query: Any) -> list[dict[str, str]]:
    answer = await client.get(f"{LOANS}/export.csv", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sort", ["deadline", "amount", "updated"])
async def test_the_export_is_the_filtered_list_in_its_order(
    db: None, as_: ClientFor, sort: str
) -> None:
    bank, (one, two, _), scenes = await three()
    await reviewing.take_in(one.row.id, by=bank.maker)
    await reviewing.take_in(two.row.id, by=bank.colleague)
    client = as_(bank.maker)

    for query in ({}, {"view": "mine"}, {"state": ["submitted"]}, {"q": scenes[1].firm.name}):
        rows = await exported(client, sort=sort, **query)

        assert [row["编号"] for row in rows] == await numbers(client, sort=sort, **query)
    (mine,) = await exported(client, view="mine")
    assert mine["企业"] == one.applicant_name
    assert mine["金额（元）"] == "1000000.00"
    assert (mine["状态"], mine["负责人"]) == ("审查中", bank.maker.name)
    assert mine["时限"] == f"{one.clock.due_on}" if one.clock else False
    assert mine["提交时间（北京时间）"] == "2026-11-03 12:00:00"


async def test_no_side_exports_what_is_not_its_own(db: None, as_: ClientFor) -> None:
    _, (one, *_), scenes = await three()
    other = await scene.bank()

    of_the_firm = await exported(as_(scenes[0].handler))

    assert await exported(as_(other.maker)) == []
    assert [row["编号"] for row in of_the_firm] == [one.row.number]


async def test_an_export_of_too_many_applications_is_refused(
    db: None, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank, _, _ = await three()
    monkeypatch.setattr(listed, "AT_ONCE", 2)

    answer = await as_(bank.maker).get(f"{LOANS}/export.csv")

    assert answer.status_code == 422
    assert answer.json()["code"] == "export_too_large"


@pytest.mark.parametrize("language", list(Language))
def test_the_export_calls_states_as_the_pages_do(language: Language) -> None:
    texts = Path(__file__).parents[2] / f"frontend/src/locales/{language}.json"
    pages = json.loads(texts.read_text(encoding="utf-8"))["status"]["loan_application"]

    with speaking(language):
        assert {str(state): name for state, name in wording.STATE_NAMES.items()} == pages


async def summary(client: httpx.AsyncClient) -> dict[str, int]:
    answer = await client.get(f"{LOANS}/summary")
    assert answer.status_code == 200, answer.text
    found: dict[str, int] = answer.json()
    return found


async def test_what_is_open_and_what_is_drawn_is_added_up_for_each_side(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    drawn = await scene.drawn(at)
    other = await scene.scene()
    other.bank = at.bank
    waiting = await scene.submitted(other)
    await scene.drafted(other, other.other)
    nothing = {"open": 0, "open_fen": 0, "drawn": 0, "drawn_fen": 0}
    paid = drawn.row.drawn_fen
    assert paid

    assert await summary(as_(at.handler)) == {**nothing, "drawn": 1, "drawn_fen": paid}
    open_ = {"open": 1, "open_fen": waiting.row.amount_fen}
    assert await summary(as_(other.handler)) == {**nothing, **open_}
    assert await summary(as_(at.bank.maker)) == {**open_, "drawn": 1, "drawn_fen": paid}
    assert await summary(as_((await scene.bank()).maker)) == nothing
    await offers.withdraw(waiting.row.id, by=other.signatory)
    assert await summary(as_(other.handler)) == nothing

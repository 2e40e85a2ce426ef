"""What an organisation is shown of its charges: lists, totals, the history of each, the export."""

from datetime import timedelta
from typing import Any

import pytest
from asyncpg.exceptions import CheckViolationError

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.payments import service
from backend.payments.states import Purpose
from tests import make
from tests.conftest import ClientFor
from tests.payments.make import charged, moved


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator")


@pytest.fixture
async def firm(db: None) -> Actor:
    return await make.actor(await make.organisation("firm"), "handler")


@pytest.fixture
async def bills(operator: Actor, firm: Actor) -> dict[str, Any]:
    """One charge in every state, by its name."""
    names = ("open", "late", "short", "paid", "over", "back", "partly", "gone")
    rows = {}
    for name in names:
        due = clock.today() + timedelta(days=-1 if name == "late" else 30)
        rows[name] = await charged(firm, operator, amount=1000, due_on=due, about=f"费用 {name}")
    for name, amount in {
        "short": 400,
        "paid": 1000,
        "over": 1300,
        "back": 1000,
        "partly": 1000,
    }.items():
        await service.receive(moved(amount, f"in {name}"), charge_id=rows[name]["id"], by=SYSTEM)
    await service.order_refund(rows["back"]["id"], moved(1000, "back"), by=SYSTEM)
    await service.confirm_refund(rows["back"]["id"], moved(1000, "back out"), by=SYSTEM)
    await service.order_refund(rows["partly"]["id"], moved(250, "partly"), by=SYSTEM)
    await service.cancel_charge(rows["gone"]["id"], reason="重复开具", by=operator)
    return rows


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (None, {"open", "late", "short", "paid", "over", "back", "partly", "gone"}),
        ("due", {"open", "late", "short"}),
        ("overdue", {"late"}),
        ("paid", {"paid", "over"}),
        ("refunds", {"back", "partly"}),
        ("cancelled", {"gone"}),
    ],
)
async def test_each_view_holds_its_charges_and_its_count(
    bills: dict[str, Any], firm: Actor, as_: ClientFor, view: str | None, found: set[str]
) -> None:
    page = (await as_(firm).get("/charges", params={"view": view} if view else {})).json()
    totals = (await as_(firm).get("/charges/totals")).json()

    assert {each["about"].removeprefix("费用 ") for each in page["items"]} == found
    assert page["total"] == totals[view or "every"] == len(found)


async def test_the_totals_are_the_sums_of_their_rows(
    bills: dict[str, Any], firm: Actor, operator: Actor, as_: ClientFor
) -> None:
    due = (await as_(firm).get("/charges", params={"view": "due"})).json()["items"]
    mine = (await as_(firm).get("/charges/totals")).json()
    theirs = (await as_(operator).get("/charges/totals")).json()

    assert mine["owed_fen"] == sum(each["outstanding_fen"] for each in due) == 2600
    assert mine["overdue_fen"] == sum(e["outstanding_fen"] for e in due if e["overdue"]) == 1000
    assert mine["coming_back_fen"] == 250
    assert mine["next_due_on"] == min(each["due_on"] for each in due)
    assert (theirs["owed_fen"], theirs["owed_to_us_fen"]) == (0, 2600)


async def test_a_list_is_narrowed_by_words_purpose_and_side(
    bills: dict[str, Any], firm: Actor, operator: Actor, as_: ClientFor
) -> None:
    async def count(who: Actor, **params: str) -> int:
        return int((await as_(who).get("/charges", params=params)).json()["total"])

    assert await count(firm, q=bills["paid"]["reference"].lower()) == 1
    assert await count(firm, q=" 费用 par ") == 1
    assert await count(firm, q="%") == 0
    assert await count(firm, purpose=Purpose.APPRAISAL_FEE) == 0
    assert (await count(firm, side="payer"), await count(firm, side="payee")) == (8, 0)
    assert (await count(operator, side="payer"), await count(operator, side="payee")) == (0, 8)
    refused = await as_(firm).get("/charges", params={"view": "nearly"})
    assert refused.status_code == 400


async def test_pages_hold_every_charge_once(
    bills: dict[str, Any], firm: Actor, as_: ClientFor
) -> None:
    seen, cursor = [], None
    for _ in range(4):
        params = {"limit": "3", "side": "payer"} | ({"cursor": cursor} if cursor else {})
        page = (await as_(firm).get("/charges", params=params)).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert sorted(seen) == sorted(str(row["id"]) for row in bills.values())


async def test_the_history_tells_each_move_and_what_was_kept(
    bills: dict[str, Any], firm: Actor, as_: ClientFor
) -> None:
    async def told(name: str) -> list[tuple[str, str | None, int, int]]:
        page = (await as_(firm).get(f"/charges/{bills[name]['id']}/history")).json()
        return [(e["kind"], e["source"], e["amount_fen"], e["kept_fen"]) for e in page["items"]]

    assert await told("open") == []
    assert await told("back") == [
        ("received", "bank", 1000, 1000),
        ("refund_ordered", None, 1000, 0),
        ("refund_confirmed", "bank", 1000, 0),
    ]
    first = await as_(firm).get(f"/charges/{bills['back']['id']}/history", params={"limit": 1})
    rest = await as_(firm).get(
        f"/charges/{bills['back']['id']}/history", params={"cursor": first.json()["next"]}
    )
    assert [e["kind"] for e in rest.json()["items"]] == ["refund_ordered", "refund_confirmed"]
    stranger = await make.actor(await make.organisation("firm"), "handler")
    assert (await as_(stranger).get(f"/charges/{bills['back']['id']}/history")).status_code == 404


async def test_a_cancelled_charge_says_why_and_a_reason_is_required(
    bills: dict[str, Any], firm: Actor, operator: Actor, as_: ClientFor
) -> None:
    gone = (await as_(firm).get(f"/charges/{bills['gone']['id']}")).json()
    silent = await as_(operator).post(
        f"/charges/{bills['open']['id']}/cancellation", json={"reason": "  "}
    )

    assert (gone["state"], gone["cancelled_because"]) == ("cancelled", "重复开具")
    assert silent.status_code == 400
    with pytest.raises(CheckViolationError, match="cancelled_has_reason"):
        async with transaction():
            await db.execute(
                "UPDATE payments_charge SET state = 'cancelled', cancelled_at = now() "
                "WHERE id = $1",
                bills["open"]["id"],
            )


async def test_the_export_is_the_filtered_list_in_the_readers_language(
    bills: dict[str, Any], firm: Actor, as_: ClientFor
) -> None:
    async def lines(language: str, **params: str) -> list[str]:
        answer = await as_(firm).get(
            "/charges/export.csv", params=params, headers={"Accept-Language": language}
        )
        assert answer.headers["content-type"].startswith("text/csv")
        return answer.text.lstrip("\ufeff").splitlines()

    chinese, english = await lines("zh-CN", view="due"), await lines("en", view="overdue")
    assert len(chinese) == 4
    assert chinese[0].startswith("付款参考号,用途")
    assert ",10.00," in chinese[1]
    assert english[0].startswith("Reference,Purpose")
    assert "Platform fee" in english[1]
    assert len(english) == 2


async def test_an_amount_is_said_in_capitals(
    bills: dict[str, Any], firm: Actor, as_: ClientFor
) -> None:
    row = (await as_(firm).get(f"/charges/{bills['open']['id']}")).json()

    assert row["amount_capitals"] == "人民币壹拾元整"

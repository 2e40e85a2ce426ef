"""Streets and towns: published by two, and one that ended stays readable and is not offered."""

from datetime import timedelta
from typing import Any

import pytest

from backend.kernel import clock
from tests import make
from tests.conftest import ClientFor
from tests.kyb.test_sign_up import stated
from tests.lending.test_desk import GROUPS
from tests.reference.test_reference import PROPOSALS, body, later, operators, published, rows_of

pytestmark = pytest.mark.usefixtures("db")
TABLE = "streets"


def ended(rows: list[dict[str, Any]], name: str, **changes: Any) -> list[dict[str, Any]]:
    return [row | changes if row["street"] == name else row for row in rows]


async def test_one_that_ended_is_not_offered_and_stays_where_it_was_recorded(
    as_: ClientFor,
) -> None:
    rows = await rows_of(as_, TABLE)
    merged = ended(rows, "高东镇", until=later(5).isoformat(), successor="高桥镇")
    bank = await make.organisation("bank")
    admin = as_(await make.actor(bank, "admin"))
    maker = await make.actor(bank, "maker")
    given = {"name": "浦东组", "members": [str(maker.user_id)], "streets": ["高东镇"]}

    async def offered() -> list[str]:
        told = (await as_(None).get("/divisions")).json()
        return next(each["streets"] for each in told if each["code"] == "310115")

    first = await as_(None).post("/organisations", json=stated(street="高东镇"))
    made = await published(as_, body(TABLE, [*merged, {"division": "310115", "street": "新镇"}]))
    before = await offered()
    with clock.at(clock.now() + timedelta(days=6)):
        after = await offered()
        late = await as_(None).post(
            "/organisations",
            json=stated(street="高东镇", uscc=make.uscc(7_000_002), email="b@pujiang.test"),
        )
        new = await as_(None).post(
            "/organisations",
            json=stated(street="新镇", uscc=make.uscc(7_000_003), email="c@pujiang.test"),
        )
        group = await admin.post(GROUPS, json=given)

    assert made.status_code == 200, made.text
    assert [each["how"] for each in made.json()["changes"]] == ["changed", "added"]
    assert first.status_code == 201
    assert ("高东镇" in before, "新镇" in before) == (True, False)
    assert ("高东镇" in after, "新镇" in after) == (False, True)
    assert (late.status_code, late.json()["code"]) == (422, "identity.street_ended")
    assert (late.json()["until"], late.json()["successor"]) == (later(5).isoformat(), "高桥镇")
    assert new.status_code == 201, new.text
    # Firms recorded there are still found by it.
    assert group.status_code == 201, group.text


async def test_rows_that_do_not_fit_are_told_with_what_would_pass(as_: ClientFor) -> None:
    first, _ = await operators()
    rows = await rows_of(as_, TABLE)

    async def refused(given: list[dict[str, Any]]) -> list[tuple[str, str]]:
        told = await as_(first).post(PROPOSALS, json=body(TABLE, given))
        assert told.json()["code"] == "reference.rows_refused", told.text
        return [(each["column"], each["why"]) for each in told.json()["rows"]]

    day = later().isoformat()
    assert await refused([row for row in rows if row["street"] != "唐镇"]) == [
        ("street", "还须列出“唐镇”；已撤销的填最后一日")
    ]
    assert await refused(ended(rows, "唐镇", successor="曹路镇")) == [
        ("until", "并入其他街镇的须填最后一日")
    ]
    for successor in ("唐镇", "某镇"):
        assert await refused(ended(rows, "唐镇", until=day, successor=successor)) == [
            ("successor", "应为本表所列同区的另一街镇")
        ]
    assert await refused([*rows, {"division": "320505", "street": "某街道"}]) == [
        ("division", "应为上海市辖区代码，例如 310115")
    ]

"""What an office says towards a target: recorded, checked by another, withdrawn, known on a day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from asyncpg.exceptions import (
    CheckViolationError,
    ExclusionViolationError,
    RestrictViolationError,
)

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")

OVERSEAS = "2022-2025.overseas"
HIGH_VALUE = "2022-2025.high-value"
FOUND = {"outcome": "confirmed", "looked_in": "市知识产权局月报", "looked_on": "2024-03-01"}


def at(day: date) -> Any:
    """In the middle of that day in Shanghai."""
    return clock.at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


async def people() -> tuple[Actor, Actor]:
    office = await make.organisation(kind="district")
    return await make.actor(office, "officer"), await make.actor(office, "verifier")


async def stated(client: httpx.AsyncClient, target: str, **data: object) -> dict[str, Any]:
    response = await client.post(f"/targets/{target}/entries", json={"source": "月报", **data})
    assert response.status_code == 201, response.text
    body: dict[str, Any] = response.json()
    return body


async def confirmed(client: httpx.AsyncClient, made: dict[str, Any], **data: object) -> None:
    response = await client.post(
        f"/targets/{made['target']}/entries/{made['id']}/verification", json={**FOUND, **data}
    )
    assert response.status_code == 200, response.text


async def measure(client: httpx.AsyncClient, target: str, query: str = "") -> dict[str, Any]:
    body = (await client.get(f"/targets/{target}{query}")).json()["measure"]
    assert isinstance(body, dict)
    return body


async def test_grants_abroad_count_when_another_person_has_confirmed_them(as_: ClientFor) -> None:
    officer, verifier = await people()
    client, checker = as_(officer), as_(verifier)
    first = await stated(client, OVERSEAS, from_on="2022-01-01", to_on="2022-12-31", count=700)
    second = await stated(client, OVERSEAS, from_on="2023-01-01", to_on="2023-06-30", count=805)

    before = await measure(client, OVERSEAS)
    own = await client.post(f"/targets/{OVERSEAS}/entries/{first['id']}/verification", json=FOUND)
    await confirmed(checker, first)
    await confirmed(checker, second)
    after = await measure(client, OVERSEAS)
    again = await checker.post(
        f"/targets/{OVERSEAS}/entries/{first['id']}/verification", json=FOUND
    )

    assert first["state"] == "waiting"
    assert (before["counted"], before["waiting"], before["evidence"]) == (0, 2, 0)
    assert (own.status_code, own.json()["code"]) == (403, "forbidden")
    assert (again.status_code, again.json()["code"]) == (409, "targets.already_checked")
    assert (after["counted"], after["ratio"], after["missing"]) == (1505, "50.17", 1495)
    assert (after["waiting"], after["evidence"], after["as_of"]) == (0, 2, "2023-06-30")
    assert after["pace"]["expected"] == 3000
    assert after["pace"]["status"] == "behind"
    assert after["parts"] == [
        {"key": "2022-12", "value": "700", "reached": "700"},
        {"key": "2023-06", "value": "805", "reached": "1505"},
    ]


async def test_nobody_checks_what_he_recorded_himself(as_: ClientFor) -> None:
    _, verifier = await people()
    client = as_(verifier)
    made = await stated(client, OVERSEAS, from_on="2022-01-01", to_on="2022-01-31", count=1)

    refused = await client.post(
        f"/targets/{OVERSEAS}/entries/{made['id']}/verification", json=FOUND
    )

    assert made["allowed_actions"] == []
    assert (refused.status_code, refused.json()["code"]) == (403, "targets.own_recording")
    with pytest.raises(CheckViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE targets_statement SET outcome = 'confirmed', looked_in = 'x', "
                "looked_on = '2024-01-01', checker = recorder, checker_name = 'x', "
                "checked_at = now() WHERE id = $1",
                made["id"],
            )


@pytest.mark.parametrize(
    ("count", "residents", "value", "ratio", "reached", "missing"),
    [
        (34_089, 5_681_512, "60.00", "100.00", False, 1),  # the check value of the plan
        (34_090, 5_681_512, "60.00", "100.00", True, 0),
        (28_521, 5_681_512, "50.20", "83.67", False, 5_569),
    ],
)
async def test_a_stock_is_reached_exactly_or_not(
    as_: ClientFor, *, count: int, residents: int, value: str, ratio: str, reached: bool,
    missing: int,
) -> None:  # fmt: skip
    officer, verifier = await people()
    old = await stated(as_(officer), HIGH_VALUE, from_on="2022-12-31", count=9, residents=residents)
    new = await stated(
        as_(officer), HIGH_VALUE, from_on="2025-06-30", count=count, residents=residents
    )
    await confirmed(as_(verifier), new)
    await confirmed(as_(verifier), old)

    found = await measure(as_(officer), HIGH_VALUE)

    assert (found["value"], found["ratio"], found["reached"]) == (value, ratio, reached)
    assert (found["missing"], found["counted"], found["pace"]) == (missing, count, None)
    assert [part["key"] for part in found["parts"]] == ["2022-12-31", "2025-06-30"]


async def test_figures_stand_as_they_were_known(as_: ClientFor) -> None:
    officer, verifier = await people()
    with at(date(2023, 2, 1)):
        made = await stated(
            as_(officer), OVERSEAS, from_on="2022-01-01", to_on="2022-12-31", count=700
        )
    with at(date(2023, 3, 1)):
        await confirmed(as_(verifier), made, looked_on="2023-02-20")
    with at(date(2024, 5, 1)):
        gone = await as_(verifier).post(
            f"/targets/{OVERSEAS}/entries/{made['id']}/withdrawal", json={"reason": "算错"}
        )
    client = as_(officer)
    days = ("2023-01-31", "2023-02-28", "2023-03-01", "2024-04-30", "2024-05-01")

    known = [await measure(client, OVERSEAS, f"?as_known_on={day}") for day in days]
    lists = [
        (await client.get(f"/targets/{OVERSEAS}/statements?as_known_on={day}")).json()["items"]
        for day in days
    ]

    pairs = list(pairwise(days))
    news = [
        (await client.get(f"/targets/{OVERSEAS}/statements?known_after={a}&as_known_on={b}")).json()
        for a, b in pairs
    ]

    assert [[row["state"] for row in each["items"]] for each in news] == [
        ["waiting"],
        ["confirmed"],
        [],
        ["withdrawn"],
    ]
    assert [each["total"] for each in news] == [1, 1, 0, 1]
    assert gone.json()["state"] == "withdrawn"
    assert [each["counted"] for each in known] == [0, 0, 700, 700, 0]
    assert [each["waiting"] for each in known] == [0, 1, 0, 0, 0]
    assert [[row["state"] for row in rows] for rows in lists] == [
        [],
        ["waiting"],
        ["confirmed"],
        ["confirmed"],
        ["withdrawn"],
    ]
    assert lists[3][0]["withdrawn_reason"] is None


async def test_days_are_stated_once_until_withdrawn(as_: ClientFor) -> None:
    officer, verifier = await people()
    client = as_(officer)
    made = await stated(client, OVERSEAS, from_on="2022-01-01", to_on="2022-12-31", count=700)
    twice = {"source": "年报", "from_on": "2022-12-31", "to_on": "2023-01-31", "count": 1}

    refused = await client.post(f"/targets/{OVERSEAS}/entries", json=twice)
    wrong = await as_(verifier).post(
        f"/targets/{OVERSEAS}/entries/{made['id']}/verification",
        json={**FOUND, "outcome": "mismatch"},
    )
    await confirmed(as_(verifier), made, outcome="mismatch", reason="应为 701")
    free = await client.post(f"/targets/{OVERSEAS}/entries", json=twice)

    assert (refused.status_code, refused.json()["code"]) == (409, "targets.days_stated")
    assert refused.json()["to_on"] == "2022-12-31"
    assert (wrong.status_code, wrong.json()["code"]) == (422, "targets.why_missing")
    assert free.status_code == 201
    assert (await measure(client, OVERSEAS))["counted"] == 0
    with pytest.raises(ExclusionViolationError):
        async with db.transaction():
            await db.execute(
                "INSERT INTO targets_statement (id, target, unit, from_on, to_on, pieces, source, "
                "recorder, recorder_name, recorder_organisation, recorded_at) "
                "SELECT gen_random_uuid(), target, unit, '2023-01-31', '2023-02-28', 1, 'x', "
                "recorder, 'x', recorder_organisation, now() FROM targets_statement LIMIT 1"
            )


@pytest.mark.parametrize(
    ("target", "data", "field"),
    [
        (OVERSEAS, {"from_on": "2021-12-31", "count": 1}, "from_on"),
        (OVERSEAS, {"from_on": "2025-12-31", "to_on": "2026-01-01", "count": 1}, "to_on"),
        (OVERSEAS, {"from_on": "2022-02-02", "to_on": "2022-02-01", "count": 1}, "to_on"),
        (OVERSEAS, {"from_on": "2022-02-02", "count": 1, "residents": 1}, "residents"),
        (HIGH_VALUE, {"from_on": "2022-02-02", "count": 1}, "residents"),
        (
            HIGH_VALUE,
            {"from_on": "2022-02-02", "to_on": "2022-02-03", "count": 1, "residents": 1},
            "to_on",
        ),
    ],
)
async def test_what_does_not_fit_the_target_is_refused_by_field(
    as_: ClientFor, target: str, data: dict[str, Any], field: str
) -> None:
    officer, _ = await people()

    refused = await as_(officer).post(f"/targets/{target}/entries", json={"source": "月报", **data})

    assert (refused.status_code, refused.json()["code"]) == (422, "targets.statement_unfit")
    assert refused.json()["field"] == field


async def test_what_the_platform_counts_is_not_stated(as_: ClientFor) -> None:
    officer, verifier = await people()
    data = {"source": "月报", "from_on": "2022-02-02", "count": 1}
    statuses = {
        target: (await as_(officer).post(f"/targets/{target}/entries", json=data)).json()["code"]
        for target in ("2022-2025.pledge", "2022-2025.library", "nonsense")
    }
    foreign = await as_(verifier).post(
        f"/targets/{OVERSEAS}/entries/{uuid4()}/verification", json=FOUND
    )
    to_come = await as_(verifier).post(
        f"/targets/{OVERSEAS}/entries/{uuid4()}/withdrawal", json={"reason": "x"}
    )
    later = (clock.today() + timedelta(days=1)).isoformat()
    unknown = await as_(officer).get(f"/targets/{OVERSEAS}/statements?as_known_on={later}")

    assert statuses == {
        "2022-2025.pledge": "targets.not_stated",
        "2022-2025.library": "targets.not_stated",
        "nonsense": "not_found",
    }
    assert (foreign.status_code, to_come.status_code, unknown.status_code) == (404, 404, 400)


async def test_evidence_is_a_paper_of_ones_own(
    as_: ClientFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.use(tmp_path, monkeypatch)
    officer, _ = await people()
    stranger, _ = await people()
    paper = str((await deposited(officer)).id)
    said = {"from_on": "2022-01-01", "to_on": "2022-01-31", "count": 1, "source": "月报"}
    step = {"credit_code": make.uscc(), "firm_name": "企业", "tier": "tier1"}
    step |= {"effective_on": "2022-01-01"}
    bodies: dict[str, dict[str, Any]] = {
        f"/targets/{OVERSEAS}/entries": {**said, "document_id": paper},
        "/cultivation-library": {"items": [step], "source": "通知", "document_id": paper},
    }

    for address, body in bodies.items():
        foreign = await as_(stranger).post(address, json=body)
        own = await as_(officer).post(address, json=body)
        assert (foreign.status_code, own.status_code) == (404, 201), own.text


async def test_what_was_said_stays(as_: ClientFor) -> None:
    officer, verifier = await people()
    made = await stated(as_(officer), OVERSEAS, from_on="2022-01-01", to_on="2022-01-31", count=1)
    nothing = await as_(verifier).post(
        f"/targets/{OVERSEAS}/entries/{made['id']}/withdrawal", json={"reason": "x"}
    )
    await confirmed(as_(verifier), made)

    assert (nothing.status_code, nothing.json()["code"]) == (409, "targets.nothing_to_withdraw")
    for change in ("pieces = 2", "outcome = 'mismatch', reason = 'x'", "recorded_at = now()"):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(f"UPDATE targets_statement SET {change}")
    with pytest.raises(RestrictViolationError):
        async with db.transaction():
            await db.execute("DELETE FROM targets_statement")

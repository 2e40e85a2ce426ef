"""What a second person found of a registration: every filed field, and where it differs."""

from typing import Any
from uuid import UUID

import pytest

from backend.kernel.db import fetch, loads
from backend.papers import service
from backend.papers.states import Paper
from backend.registry import service as registry
from backend.registry import wording
from backend.registry.states import Compared, Outcome
from contracts.catalogue import load, template
from contracts.verification_statement.terms import VerificationStatement
from tests.conftest import ClientFor
from tests.registry import make as pledges


async def _statements(pledge_id: UUID, *, checker: str) -> list[VerificationStatement]:
    """Made by the worker, oldest first."""
    found = []
    for row in await fetch(
        "SELECT * FROM papers_paper WHERE subject = $1 AND template = 'verification_statement' "
        "ORDER BY number",
        pledge_id,
    ):
        await service.render(row["id"])
        chosen = template(Paper(row["template"]), row["version"])
        terms = load(chosen, loads(row["terms"]))
        assert isinstance(terms, VerificationStatement)
        found.append(terms)
    return [each for each in found if each.checker == checker]


async def _registered(pledge_id: UUID) -> dict[str, str]:
    """The registration's fields out of the database alone."""
    (row,) = await fetch("SELECT * FROM registry_pledge WHERE id = $1", pledge_id)
    rights = await fetch(
        "SELECT r.application_body FROM registry_pledged_right p "
        "JOIN portfolio_right r ON r.id = p.patent WHERE p.pledge = $1 ORDER BY p.position",
        pledge_id,
    )
    yuan = f"{row['secured_fen'] // 100:,}.{row['secured_fen'] % 100:02d}"
    return {
        "出质人": row["pledgor_name"],
        "质权人": row["pledgee_name"],
        "质押登记号": row["registration_number"],
        "质押登记日": row["registered_on"].isoformat(),
        "专利号": "；".join(str(each["application_body"]) for each in rights),
        "被担保债权的种类": {"single": "单笔债权", "max_amount": "最高额债权"}[row["claim_kind"]],
        "被担保债权的数额": f"人民币 {yuan} 元",
        "债务履行期限起始日": row["performance_from"].isoformat(),
        "债务履行期限届满日": row["performance_to"].isoformat(),
        "担保范围": loads(row["terms"])["scope"],
    }


async def test_the_district_states_every_field_that_was_filed(db: None) -> None:
    at = await pledges.scene()

    pledge = await pledges.counted(at)

    (stated,) = await _statements(pledge.id, checker="district")
    fields = {each.name: each.filed for each in stated.fields}
    numbers = [each.removeprefix("ZL ").partition(".")[0] for each in fields["专利号"].split("；")]
    fields["专利号"] = "；".join(numbers)
    registered = await _registered(pledge.id)
    assert {name: fields[name] for name in registered} == registered
    assert set(fields) - set(registered) <= {"授权公告日"}
    assert all(each.agrees and each.found == each.filed for each in stated.fields)
    assert stated.outcome == "confirmed"


async def test_a_mismatch_lists_what_differs_and_what_the_source_says(
    db: None, as_: ClientFor
) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)

    answer = await as_(at.verifier).post(
        f"/pledges/{pledge.id}/count-verification",
        json={
            "outcome": "mismatch",
            "reason": "公报所载数额与登记日不同",
            "looked_in": "gazette_pe01",
            "differing": [
                {"field": "secured_fen", "found": "人民币 1.00 元"},
                {"field": "registered_on", "found": "2026-01-01"},
            ],
        },
    )

    assert answer.status_code == 200, answer.text
    (stated,) = await _statements(pledge.id, checker="district")
    differing = {each.name: (each.filed, each.found) for each in stated.fields if not each.agrees}
    registered = await _registered(pledge.id)
    assert differing == {
        "被担保债权的数额": (registered["被担保债权的数额"], "人民币 1.00 元"),
        "质押登记日": (registered["质押登记日"], "2026-01-01"),
    }
    assert {each.name for each in stated.fields} >= set(registered)
    assert (stated.outcome, stated.looked_in) == ("mismatch", "专利公报 PE01")
    assert stated.reason == ("公报所载数额与登记日不同",)
    (fact,) = await fetch(
        "SELECT facts FROM registry_event WHERE pledge = $1 AND action = 'count_verify'", pledge.id
    )
    assert loads(fact["facts"])["differing"] == {
        "secured_fen": "人民币 1.00 元",
        "registered_on": "2026-01-01",
    }


async def test_who_names_no_field_has_not_said_that_any_agrees(db: None) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)

    await registry.verify(pledge.id, outcome=Outcome.MISMATCH, reason="金额有误", by=at.checker)

    (stated,) = await _statements(pledge.id, checker="bank")
    assert [each.agrees for each in stated.fields] == [False]
    assert stated.reason == ("金额有误",)


@pytest.mark.parametrize("route", ["verification", "count-verification"])
async def test_nobody_confirms_and_names_a_difference(db: None, as_: ClientFor, route: str) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)
    by = at.checker if route == "verification" else at.verifier

    answer = await as_(by).post(
        f"/pledges/{pledge.id}/{route}",
        json={
            "outcome": "confirmed",
            "looked_in": "notice",
            "differing": [{"field": "scope", "found": "仅本金"}],
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (
        422,
        "registry.confirmed_with_differences",
    )
    assert answer.json()["field"] == "differing"


@pytest.mark.parametrize(
    "differing",
    [
        [{"field": "colour", "found": "red"}],
        [{"field": "scope", "found": ""}],
        [{"field": "scope", "found": "长" * 201}],
        [{"field": "scope", "found": "a"}, {"field": "scope", "found": "b"}],
    ],
)
async def test_only_a_filed_field_with_what_was_found_is_named(
    db: None, as_: ClientFor, differing: list[dict[str, Any]]
) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)

    answer = await as_(at.verifier).post(
        f"/pledges/{pledge.id}/count-verification",
        json={"outcome": "mismatch", "reason": "…", "looked_in": "x", "differing": differing},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


def test_every_field_has_its_words() -> None:
    assert set(wording.COMPARED) == set(Compared)

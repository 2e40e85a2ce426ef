"""A case is returned to its firm as it was read, or not at all."""

from typing import Any

from backend.lending.service import reviewing
from tests.conftest import ClientFor
from tests.lending import scene

LOANS = "/loan-applications"


def seen(case: dict[str, Any]) -> dict[str, Any]:
    """What the officer's screen shows of the case."""
    return {
        "state": case["state"],
        "assignee": case["assignee"] and case["assignee"]["name"],
        "request": case["open_request"] and case["open_request"]["n"],
        "documents": [each["name"] for each in case["documents"]],
    }


async def test_a_case_that_the_firm_answered_meanwhile_is_not_returned(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.waiting(at)
    maker = as_(at.bank.maker)
    case = f"{LOANS}/{view.row.id}"
    read = (await maker.get(case)).json()
    answered = await as_(at.handler).post(
        f"{case}/document-answer", json={"document_ids": [], "note": "已补"}
    )
    assert answered.status_code == 200, answered.text

    refused = await maker.post(f"{case}/return", json={"reason": "逾期", "seen": seen(read)})

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "lending.case_moved"), refused.text
    named = {each["field"]: each for each in told["differences"]}
    assert (named["state"]["before"], named["state"]["after"]) == ("waiting", "in_review")
    assert (named["request"]["before"], named["request"]["after"]) == (1, None)
    # Whoever answered is named to his own firm only.
    assert named["state"]["by"] == at.firm.name
    assert named["state"]["at"]


async def test_a_case_that_a_colleague_took_in_is_read_anew_before_it_is_returned(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    case = f"{LOANS}/{view.row.id}"
    maker = as_(at.bank.maker)
    read = (await maker.get(case)).json()
    await reviewing.take_in(view.row.id, by=at.bank.colleague)

    refused = await maker.post(f"{case}/return", json={"reason": "材料不全", "seen": seen(read)})

    named = {each["field"]: each for each in refused.json()["differences"]}
    assert refused.json()["code"] == "lending.case_moved"
    assert named["assignee"]["after"] == at.bank.colleague.name
    assert {named[name]["by"] for name in ("state", "assignee")} == {at.bank.colleague.name}


async def test_a_case_that_stands_as_it_was_read_is_returned(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    case = f"{LOANS}/{view.row.id}"
    maker = as_(at.bank.maker)
    read = (await maker.get(case)).json()

    returned = await maker.post(f"{case}/return", json={"reason": "材料不全", "seen": seen(read)})

    assert (returned.status_code, returned.json()["state"]) == (200, "draft"), returned.text
    assert seen(read)["documents"] == [each.name for each in view.documents]

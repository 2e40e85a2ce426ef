"""A decision on a pledge that somebody moved meanwhile is refused: what changed, and by whom."""

from typing import Any

import pytest

from backend.kernel import clock
from backend.registry import service
from backend.registry.projection import PledgeRecord
from backend.registry.states import Channel
from tests.conftest import ClientFor
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")

TODAY = clock.today().isoformat()


async def _revision(as_: ClientFor, by: Any, pledge: PledgeRecord) -> int:
    at = "registrations" if by.kind == "district" else "pledges"
    found: int = (await as_(by).get(f"/{at}/{pledge.id}")).json()["revision"]
    return found


async def _post(as_: ClientFor, by: Any, pledge: PledgeRecord, act: str, **body: Any) -> Any:
    return await as_(by).post(f"/pledges/{pledge.id}/{act}", json=body)


def _told(refused: Any) -> dict[str, tuple[Any, Any]]:
    """What is told as changed; each with who did it, and when."""
    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "registry.pledge_changed"), refused.text
    assert all(each["by"] and each["at"] for each in told["differences"])
    return {each["field"]: (each["before"], each["after"]) for each in told["differences"]}


async def test_two_at_the_desk_state_the_terms_and_the_second_is_told_of_the_first(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    read = await _revision(as_, at.desk, pledge)
    first = await _post(as_, at.colleague, pledge, "terms", scope="本金", revision=read)
    assert first.status_code == 200, first.text

    refused = await _post(as_, at.desk, pledge, "terms", loan_reference="JK-9", revision=read)

    assert _told(refused) == {"scope": (pledge.terms["scope"], "本金")}
    assert {each["by"] for each in refused.json()["differences"]} == {at.colleague.name}
    again = await _post(
        as_, at.desk, pledge, "terms", loan_reference="JK-9", revision=refused.json()["revision"]
    )
    assert again.status_code == 200, again.text
    assert (again.json()["terms"]["scope"], again.json()["terms"]["loan_reference"]) == (
        "本金",
        "JK-9",
    )


async def test_what_is_not_read_into_the_decision_does_not_stand_in_its_way(
    as_: ClientFor,
) -> None:
    """A paper and a signature more change no line of what is decided on."""
    at = await make.scene()
    pledge = await make.evidenced(at)
    read = await _revision(as_, at.desk, pledge)
    await make.papers(at, pledge)
    await make.sign(at, pledge, at.signatory)

    stated = await _post(as_, at.desk, pledge, "terms", scope="本金", revision=read)

    assert stated.status_code == 200, stated.text
    assert stated.json()["revision"] > read + 1


async def test_a_filing_of_what_a_colleague_reopened_or_filed_is_refused(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.signed(at)
    read = await _revision(as_, at.desk, pledge)
    await service.file(pledge.id, channel=Channel.ONLINE, by=at.colleague)

    refused = await _post(as_, at.desk, pledge, "filing", channel="counter", revision=read)

    told = _told(refused)
    assert told["state"] == ("ready", "filed")
    assert told["channel"] == (None, "online")


async def test_a_registration_is_not_recorded_over_a_colleagues(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    read = await _revision(as_, at.desk, pledge)
    number = make.number()
    body = {"number": number, "registered_on": TODAY, "revision": read}
    assert (await _post(as_, at.colleague, pledge, "registration", **body)).status_code == 200

    refused = await _post(as_, at.desk, pledge, "registration", **body | {"number": make.number()})

    told = _told(refused)
    assert told["registration_number"] == (None, number)
    assert told["state"] == ("filed", "registered")


async def test_a_change_filed_meanwhile_is_told_before_a_cancellation_is(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    read = await _revision(as_, at.desk, pledge)
    filed = await _post(
        as_,
        at.colleague,
        pledge,
        "change",
        changed_on=TODAY,
        pledgee_address="上海市浦东新区世纪大道 1 号",
        undertaking=True,
        revision=read,
    )
    assert filed.status_code == 200, filed.text

    refused = await _post(
        as_, at.desk, pledge, "cancellation", ground="paid", undertaking=True, revision=read
    )

    told = _told(refused)
    assert told["state"] == ("registered", "change_filed")
    assert told["pending:pledgee_address"] == (None, "上海市浦东新区世纪大道 1 号")


async def test_the_registrars_answer_is_to_the_change_that_was_read(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    change = {"changed_on": TODAY, "undertaking": True}
    await _post(as_, at.desk, pledge, "change", **change, pledgee_address="甲路 1 号")
    read = await _revision(as_, at.desk, pledge)
    await _post(as_, at.colleague, pledge, "change-result", outcome="rejected", reason="补正")
    await _post(as_, at.colleague, pledge, "change", **change, pledgee_address="乙路 2 号")

    refused = await _post(as_, at.desk, pledge, "change-result", outcome="approved", revision=read)

    assert _told(refused) == {"pending:pledgee_address": ("甲路 1 号", "乙路 2 号")}


async def test_a_cancellation_decided_by_a_colleague_is_not_decided_again(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    await _post(as_, at.desk, pledge, "cancellation", ground="paid", undertaking=True)
    read = await _revision(as_, at.desk, pledge)
    done = await _post(
        as_, at.colleague, pledge, "cancellation-result", outcome="approved", revision=read
    )
    assert done.status_code == 200, done.text

    refused = await _post(
        as_, at.desk, pledge, "cancellation-result", outcome="rejected", revision=read
    )

    assert _told(refused)["state"] == ("cancel_filed", "cancelled")


async def test_the_district_counts_only_the_recording_that_it_read(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    read = await _revision(as_, at.verifier, pledge)
    mismatch = {"outcome": "mismatch", "reason": "登记号不一致"}
    assert (await _post(as_, at.checker, pledge, "verification", **mismatch)).status_code == 200
    number = make.number()
    corrected = await _post(
        as_, at.desk, pledge, "registration", number=number, registered_on=TODAY, reason="笔误"
    )
    assert corrected.status_code == 200, corrected.text
    verdict = {"outcome": "confirmed", "looked_in": "gazette_pe01"}

    refused = await _post(as_, at.verifier, pledge, "count-verification", **verdict, revision=read)

    told = _told(refused)
    assert told["registration_number"] == (pledge.registration_number, number)
    assert told["recording"] == (1, 2)
    assert "bank_outcome" not in told
    # The district reads whom the bank's person acts for, not his name.
    assert {each["by"] for each in refused.json()["differences"]} == {at.bank.name}
    counted = await _post(
        as_,
        at.verifier,
        pledge,
        "count-verification",
        **verdict,
        revision=refused.json()["revision"],
    )
    assert counted.status_code == 200, counted.text


async def test_a_correction_of_what_was_corrected_meanwhile_is_refused(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.counted(at)
    read = await _revision(as_, at.verifier, pledge)
    body = {"reason_code": "other", "reason": "公告与登记不符", "revision": read}
    first = await _post(as_, at.verifier, pledge, "count-correction", **body)
    assert first.status_code == 200, first.text

    refused = await _post(as_, at.verifier, pledge, "count-correction", **body)

    assert _told(refused) == {"count_outcome": ("confirmed", "mismatch")}

"""From CNIPA's registration on: checks and corrections, changes, cancellation, trouble."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.errors import NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.registry import rules, service
from backend.registry.states import Outcome, Paper, State
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


async def test_the_bank_verifies_with_another_person() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    pledge = await service.register(
        pledge.id, number=make.number(), registered_on=clock.today(), by=at.colleague
    )

    with pytest.raises(rules.SamePerson):
        await service.verify(pledge.id, outcome=Outcome.CONFIRMED, by=at.colleague)
    verified = await service.verify(pledge.id, outcome=Outcome.CONFIRMED, by=at.checker)

    assert verified.bank_verified
    assert (await service.state_of(pledge.id)).bank_verified


async def test_a_mismatch_is_corrected_by_a_new_recording_and_both_checks_start_anew() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    with pytest.raises(rules.NothingToCorrect):
        await service.register(
            pledge.id, number=make.number(), registered_on=clock.today(), reason="typo", by=at.desk
        )
    await service.verify(pledge.id, outcome=Outcome.MISMATCH, reason="other number", by=at.checker)

    new_number = make.number()
    corrected = await service.register(
        pledge.id, number=new_number, registered_on=clock.today(), reason="typo", by=at.desk
    )

    assert corrected.registration_number == new_number
    assert (corrected.bank_outcome, corrected.count_outcome) == (None, None)
    assert corrected.recording == 2
    assert (await service.verify(pledge.id, outcome=Outcome.CONFIRMED, by=at.checker)).bank_verified


async def test_a_mismatch_and_a_correction_say_why() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    with pytest.raises(rules.ReasonMissing):
        await service.verify(pledge.id, outcome=Outcome.MISMATCH, by=at.checker)
    await service.verify(pledge.id, outcome=Outcome.MISMATCH, reason="no", by=at.checker)

    with pytest.raises(rules.ReasonMissing):
        await service.register(
            pledge.id, number=make.number(), registered_on=clock.today(), by=at.desk
        )


async def test_a_number_known_already_is_refused() -> None:
    at = await make.scene()
    first = await make.registered(at)
    other = await make.scene()
    second = await make.filed(other)

    with pytest.raises(rules.NumberKnown) as refusal:
        await service.register(
            second.id,
            number=str(first.registration_number).lower(),
            registered_on=clock.today(),
            by=other.desk,
        )

    assert refusal.value.facts["registration_number"] == first.registration_number


async def test_an_odd_number_is_warned_about_and_kept() -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    registered = await service.register(
        pledge.id, number="沪质 123", registered_on=clock.today(), by=at.desk
    )

    assert registered.warnings == ("number_unusual",)
    assert registered.registration_number == "沪质123"


async def test_a_cancellation_has_one_of_five_grounds_and_proof() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(rules.GroundUnknown):
        await service.file_cancellation(pledge.id, ground="bank mood", undertaking=True, by=at.desk)
    with pytest.raises(rules.ProofMissing):
        await service.file_cancellation(pledge.id, ground="paid", by=at.desk)
    await service.file_cancellation(pledge.id, ground="paid", undertaking=True, by=at.desk)
    rejected = await service.decide_cancellation(pledge.id, approved=False, by=at.desk)
    assert rejected.state is State.REGISTERED

    await service.file_cancellation(pledge.id, ground="paid", undertaking=True, by=at.desk)
    cancelled = await service.decide_cancellation(pledge.id, approved=True, by=at.desk)

    assert cancelled.state is State.CANCELLED
    assert cancelled.ended is not None
    assert cancelled.ended["ground"] == "paid"
    assert await service.live(pledge.right_ids) == set()


async def test_one_filing_is_pending_at_a_time() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    await service.file_change(
        pledge.id,
        {"scope": "主债权"},
        changed_on=clock.today(),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )

    with pytest.raises(IllegalTransition):
        await service.file_cancellation(pledge.id, ground="paid", undertaking=True, by=at.desk)


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
async def test_a_change_of_the_amount_is_late_after_thirty_days(
    days: int,
    late: bool,  # noqa: FBT001
) -> None:
    at = await make.scene()
    with clock.at(clock.now() - timedelta(days=60)):
        pledge = await make.registered(at)

    changed = await service.file_change(
        pledge.id,
        {"secured_fen": 2},
        changed_on=clock.today() - timedelta(days=days),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )

    assert changed.state is State.CHANGE_FILED
    assert changed.pending is not None
    assert changed.pending["late"] is late


async def test_a_change_must_change_something() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(rules.NothingChanges):
        await service.file_change(pledge.id, {}, changed_on=clock.today(), by=at.desk)


async def test_an_approved_change_is_a_new_version_and_a_rejected_one_changes_nothing() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    await service.file_change(
        pledge.id,
        {"secured_fen": 5_00, "pledgee_name": "新名银行", "scope": "本金"},
        changed_on=clock.today(),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )
    rejected = await service.decide_change(pledge.id, approved=False, by=at.desk)
    assert rejected.secured_fen == pledge.secured_fen

    await service.file_change(
        pledge.id,
        {"secured_fen": 5_00, "pledgee_name": "新名银行", "scope": "本金"},
        changed_on=clock.today(),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )
    approved = await service.decide_change(pledge.id, approved=True, by=at.desk)

    assert (approved.secured_fen, approved.pledgee_name) == (5_00, "新名银行")
    assert approved.terms["scope"] == "本金"
    assert approved.parties["pledgees"][0]["name"] == "新名银行"
    assert approved.recording == 2


async def test_a_date_of_the_future_is_refused() -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    with pytest.raises(rules.DateImpossible):
        await service.register(
            pledge.id,
            number=make.number(),
            registered_on=clock.today() + timedelta(days=1),
            by=at.desk,
        )


async def test_a_registration_before_its_filing_is_refused() -> None:
    at = await make.scene()
    pledge = await make.filed(at)

    with pytest.raises(rules.DateImpossible):
        await service.register(
            pledge.id,
            number=make.number(),
            registered_on=clock.today() - timedelta(days=1),
            by=at.desk,
        )


async def test_trouble_of_a_patent_raises_a_flag_and_ends_nothing() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    with clock.at(clock.now() + timedelta(days=1)):
        await make.settle(at, pledge, pledge.right_ids[0], preserved=True, status="lapsed_fee")

        changed = await service.review_flags(pledge.right_ids)
        again = await service.review_flags(pledge.right_ids)

    after = await service.stored(pledge.id)
    assert (changed, again) == ([pledge.id], [])
    assert after.flags == ("fee_late", "patent_ended", "preserved")
    assert after.state is State.REGISTERED


async def test_the_district_may_read_the_notice_and_no_other_paper() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    notice = pledge.notice_document
    assert notice is not None
    contract = next(row["document_id"] for row in pledge.papers if row["paper"] == "D2")

    await documents.check_readable([notice], by=at.verifier)
    await documents.check_readable([notice], by=at.signatory)
    with pytest.raises(NotFound):
        await documents.check_readable([UUID(contract)], by=at.verifier)


async def test_papers_are_closed_to_the_other_party_when_the_pledge_is_withdrawn() -> None:
    at = await make.scene()
    pledge = await make.filed(at)
    contract = UUID(next(row["document_id"] for row in pledge.papers if row["paper"] == "D2"))
    await documents.check_readable([contract], by=at.signatory)

    await service.withdraw(pledge.id, by=at.signatory)

    with pytest.raises(NotFound):
        await documents.check_readable([contract], by=at.signatory)


async def test_a_recording_that_is_not_there_cannot_be_verified() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(rules.UnknownRegistration):
        await service.verify(pledge.id, outcome=Outcome.CONFIRMED, version=9, by=at.checker)


async def test_a_paper_without_scan_or_undertaking_is_no_paper() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)

    with pytest.raises(rules.EvidenceIncomplete):
        await service.add_paper(
            pledge.id, service.PaperIn(paper=Paper.PLEDGE_CONTRACT, document_id=None), by=at.desk
        )


async def test_what_a_change_needs_as_proof() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    today = clock.today()

    for values, undertaking in (
        ({"secured_fen": 2}, True),
        ({"scope": "本金"}, True),
        ({"pledgee_name": "新名银行"}, False),
    ):
        with pytest.raises(rules.ProofMissing) as refusal:
            await service.file_change(
                pledge.id, values, changed_on=today, undertaking=undertaking, by=at.desk
            )
        assert refusal.value.facts["field"] == "document_id"

    filed = await service.file_change(
        pledge.id, {"pledgee_name": "新名银行"}, changed_on=today, undertaking=True, by=at.desk
    )
    assert filed.state is State.CHANGE_FILED


async def test_a_cancellation_by_another_law_names_it_and_nothing_ends_after_its_filing() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(rules.ReasonMissing):
        await service.file_cancellation(pledge.id, ground="other_law", undertaking=True, by=at.desk)
    with pytest.raises(rules.DateImpossible):
        await service.file_cancellation(
            pledge.id, ground="paid", ended_on=tomorrow, undertaking=True, by=at.desk
        )

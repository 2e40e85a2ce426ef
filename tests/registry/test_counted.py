"""A registration counts in the transaction of the district's verifier, to the fen."""

from datetime import date, datetime
from uuid import UUID

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kernel.errors import Forbidden
from backend.registry import rules, service
from backend.registry.states import Outcome, State
from tests import make as base
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")
PLAN = "2022-2025"


MOMENT = datetime(2024, 3, 5, 12, tzinfo=clock.SHANGHAI)


async def total() -> int:
    return await make.counted_fen(PLAN)


async def test_the_counter_rises_by_exactly_the_secured_amount_when_the_verifier_confirms() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.registered(at, secured_fen=123_456_78)
        assert await total() == 0
        waiting, _, _ = await service.unverified(by=at.verifier)

        await make.confirm(at, pledge)

        assert await total() == 123_456_78
        left, _, _ = await service.unverified(by=at.verifier)
    assert [(row["pledge"], row["secured_fen"]) for row in waiting] == [(pledge.id, 123_456_78)]
    assert waiting[0]["document"] is not None
    assert left == []
    assert [entry["pledge"] for entry in await make.ledger(PLAN)] == [pledge.id]


async def test_a_mismatch_counts_nothing() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.registered(at)
        await service.verify_count(
            pledge.id, outcome=Outcome.MISMATCH, reason="not in the gazette", by=at.verifier
        )

        assert await total() == 0


async def test_the_verifier_says_where_he_looked() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(rules.ReasonMissing):
        await service.verify_count(pledge.id, outcome=Outcome.CONFIRMED, by=at.verifier)


async def test_nobody_is_counted_twice() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.counted(at)
        with pytest.raises(rules.AlreadyVerified):
            await make.confirm(at, pledge)

        assert await total() == make.HUNDRED_MILLION


async def test_whoever_recorded_it_elsewhere_does_not_verify_it() -> None:
    at = await make.scene()
    pledge = await service.record_made_elsewhere(make.elsewhere(), by=at.verifier)

    with pytest.raises(rules.SamePerson):
        await make.confirm(at, pledge)


async def test_an_officer_does_not_verify_and_a_bank_does_not_count() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    for stranger in (at.officer, at.checker, at.signatory):
        with pytest.raises(Forbidden):
            await service.verify_count(
                pledge.id, outcome=Outcome.CONFIRMED, looked_in="gazette", by=stranger
            )


async def test_the_database_holds_the_four_eyes() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    for verifier, organisation, constraint in (
        (at.desk.user_id, at.district.id, "registry_verification_four_eyes"),
        (
            at.checker.user_id,
            at.bank.id,
            "registry_verification_other_organisation_or_district",
        ),
    ):
        with pytest.raises(asyncpg.CheckViolationError) as refusal:
            await _insert_verification(pledge.id, verifier, organisation)
        assert refusal.value.constraint_name == constraint


async def _insert_verification(pledge: UUID, verifier: UUID, organisation: UUID) -> None:
    async with db.transaction():
        await db.execute(
            "INSERT INTO registry_verification (id, pledge, version, checker, outcome, looked_in, "
            "looked_on, verifier, verifier_name, verifier_organisation, recorder, "
            "recorder_organisation, recorder_is_district, verified_at) SELECT gen_random_uuid(), "
            "pledge, version, 'district', 'confirmed', 'gazette', current_date, $2, 'x', $3, "
            "recorder, recorder_organisation, recorder_is_district, now() "
            "FROM registry_recording WHERE pledge = $1",
            pledge,
            verifier,
            organisation,
        )


async def test_the_recorder_on_a_verification_cannot_be_made_up() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with db.transaction():
            await db.execute(
                "INSERT INTO registry_verification (id, pledge, version, checker, outcome, "
                "looked_in, looked_on, verifier, verifier_name, verifier_organisation, recorder, "
                "recorder_organisation, recorder_is_district, verified_at) VALUES "
                "(gen_random_uuid(), $1, 1, 'district', 'confirmed', 'gazette', current_date, $2, "
                "'x', $3, gen_random_uuid(), $4, false, now())",
                pledge.id,
                at.desk.user_id,
                at.district.id,
                at.bank.id,
            )


async def test_a_wrong_verification_is_corrected_by_a_negative_entry_and_can_be_counted_anew() -> (
    None
):
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.counted(at)
        corrected = await service.correct_count(
            pledge.id,
            reason_code="amount_differs",
            reason="amount of another notice",
            by=at.verifier,
        )
        assert await total() == 0
        assert corrected.state is State.REGISTERED

        await service.register(
            pledge.id,
            number=str(pledge.registration_number),
            registered_on=clock.today(),
            secured_fen=60_000_000_00,
            reason="amount of another notice",
            by=at.desk,
        )
        await make.confirm(at, pledge)

        assert await total() == 60_000_000_00
    entries = (await service.registration(pledge.id, by=at.verifier)).entries
    assert [(e["amount_fen"], e["cause"]) for e in entries] == [
        (make.HUNDRED_MILLION, "registration"),
        (-make.HUNDRED_MILLION, "correction"),
        (60_000_000_00, "registration"),
    ]
    assert entries[1]["reason"] == "amount of another notice"


async def test_a_count_that_does_not_stand_cannot_be_corrected() -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    with pytest.raises(rules.NotCounted):
        await service.correct_count(pledge.id, reason_code="other", reason="none", by=at.verifier)


async def test_a_banks_mismatch_found_late_takes_the_count_back_until_verified_anew() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.counted(at)
        await service.verify(pledge.id, outcome=Outcome.MISMATCH, reason="date", by=at.checker)
        assert await total() == make.HUNDRED_MILLION

        await service.register(
            pledge.id, number=make.number(), registered_on=clock.today(), reason="date", by=at.desk
        )

        assert await total() == 0


async def test_a_cancelled_registration_still_counts_and_a_revoked_one_is_taken_out() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        cancelled = await make.counted(at)
        await service.file_cancellation(cancelled.id, ground="paid", undertaking=True, by=at.desk)
        await service.decide_cancellation(cancelled.id, approved=True, by=at.desk)
        revoked = await make.counted(at, rights=[await make.right(at.firm.name)])
        assert await total() == 2 * make.HUNDRED_MILLION
    with clock.at(datetime(2026, 2, 3, 12, tzinfo=clock.SHANGHAI)):
        await service.revoke(revoked.id, reason="无效", ground=2, by=at.desk)

        assert await total() == make.HUNDRED_MILLION
        before = await make.counted_fen(PLAN, known_on=date(2026, 2, 2))
    assert before == 2 * make.HUNDRED_MILLION
    entries = await make.ledger(PLAN, month=date(2026, 2, 1))
    assert [(e["amount_fen"], e["cause"]) for e in entries] == [
        (-make.HUNDRED_MILLION, "revocation")
    ]


async def test_five_patents_in_one_registration_count_once() -> None:
    at = await make.scene()
    rights = [await make.right(at.firm.name) for _ in range(5)]
    with clock.at(MOMENT):
        await make.counted(at, rights=rights)

    assert await total() == make.HUNDRED_MILLION


async def test_a_rise_counts_when_the_change_is_verified_on_its_own() -> None:
    at = await make.scene()
    with clock.at(MOMENT):
        pledge = await make.counted(at)
        await service.file_change(
            pledge.id,
            {"secured_fen": make.HUNDRED_MILLION + 5},
            changed_on=clock.today(),
            document_id=await make.scan(at.desk),
            by=at.desk,
        )
        await service.decide_change(pledge.id, approved=True, by=at.desk)
        assert await total() == make.HUNDRED_MILLION
        waiting, _, _ = await service.unverified(by=at.verifier)
        assert [row["cause"] for row in waiting] == ["change"]

        await make.confirm(at, pledge)

        assert await total() == make.HUNDRED_MILLION + 5


async def test_a_firm_elsewhere_does_not_count() -> None:
    at = await make.scene(division="310104")
    with clock.at(MOMENT):
        await make.counted(at)

    assert await total() == 0


async def test_entries_carry_industry_bank_and_street() -> None:
    at = await make.scene()
    rights = [
        await make.right(at.firm.name, industry="biomedicine"),
        await make.right(at.firm.name, industry="integrated_circuits"),
        await make.right(at.firm.name, industry="biomedicine"),
    ]
    with clock.at(MOMENT):
        await make.counted(at, rights=rights)
        outside = await service.record_made_elsewhere(
            make.elsewhere(
                pledgors=[service.OutsideParty(name="无名", division="310115")],
                secured_fen=77,
            ),
            by=at.officer,
        )
        await make.confirm(at, outside)

    assert [
        (e["amount_fen"], e["effective_on"], e["industry"], e["bank"], e["street"])
        for e in await make.ledger(PLAN, month=date(2024, 3, 1))
    ] == [
        (make.HUNDRED_MILLION, MOMENT.date(), "biomedicine", at.bank.name, "张江镇"),
        (77, MOMENT.date(), "other", "外部银行", None),
    ]
    assert await total() == make.HUNDRED_MILLION + 77


async def test_a_new_plan_is_a_row_and_counts_by_the_same_rules() -> None:
    at = await make.scene()
    operator = await base.actor(await base.organisation("operator"), "operator")
    await service.create_plan(
        service.PlanIn(
            code="demo-2026-2028",
            name="演示计划",
            from_on=date(2026, 1, 1),
            to_on=date(2028, 12, 31),
            adopted=False,
            source="演示",
            targets=[
                service.TargetIn(
                    code="pledge", name="登记金额", quote="", unit="fen", value=500_000_000_000
                )
            ],
        ),
        by=operator,
    )
    with pytest.raises(rules.PlanKnown):
        await service.create_plan(
            service.PlanIn(
                code="demo-2026-2028",
                name="x",
                from_on=date(2026, 1, 1),
                to_on=date(2028, 12, 31),
                adopted=False,
                source="x",
                targets=[],
            ),
            by=operator,
        )

    await make.counted(at)

    assert await make.counted_fen("demo-2026-2028") == make.HUNDRED_MILLION
    assert await total() == 0
    assert [t.code for t in await service.targets(date(2027, 1, 1))] == ["demo-2026-2028.pledge"]


async def test_the_unverified_list_shows_the_age_in_working_days() -> None:
    at = await make.scene()
    with clock.at(datetime(2026, 3, 6, 12, tzinfo=clock.SHANGHAI)):
        pledge = await make.registered(at)
    with clock.at(datetime(2026, 3, 10, 12, tzinfo=clock.SHANGHAI)):
        rows, following, count = await service.unverified(by=at.officer)

    assert [(row["pledge"], row["age_working_days"]) for row in rows] == [(pledge.id, 2)]
    assert (following, count) == (None, 1)

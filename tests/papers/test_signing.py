"""Signing: under a mandate, in order, by both, on the very bytes, with the password again."""

import asyncio
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.papers import service
from backend.papers.states import PAPER, Paper, State
from tests import make as people
from tests.conftest import ClientFor
from tests.papers import make

OTHER_HASH = "0" * 64


async def _sha(paper_id: UUID) -> str:
    return str(await fetch_value("SELECT sha256 FROM papers_paper WHERE id = $1", paper_id))


async def _answer(as_: ClientFor, by: Actor, paper_id: UUID, **changes: Any) -> httpx.Response:
    given = {
        "decision": "sign",
        "sha256": await _sha(paper_id),
        "password": people.PASSWORD,
    }
    return await as_(by).post(f"/papers/{paper_id}/signature", json=given | changes)


def _refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_both_sign_in_their_order_and_the_log_is_a_paper(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    first = await _answer(as_, scene.firm, paper_id)
    second = await _answer(as_, scene.bank, paper_id)

    assert (first.status_code, first.json()["state"]) == (200, State.SIGNING)
    said = second.json()
    assert said["state"] == State.SIGNED
    assert [each["state"] for each in said["signatures"]] == ["signed", "signed"]
    assert [each["sha256"] for each in said["signatures"]] == [said["sha256"]] * 2
    assert said["legal_effect"] == "platform_confirmation"
    await service.render(UUID(said["log_id"]))
    log = await service.paper(UUID(said["log_id"]), by=scene.firm)
    assert (log.row["template"], log.row["state"]) == (Paper.SIGNATURE_LOG, State.ISSUED)


async def test_a_signature_is_asked_of_one_after_the_other(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    async def waiting(by: Actor) -> int:
        listed = await as_(by).get("/papers", params={"to_sign": True})
        return len(listed.json()["items"])

    assert (await waiting(scene.firm), await waiting(scene.bank)) == (1, 0)
    await _answer(as_, scene.firm, paper_id)
    assert (await waiting(scene.firm), await waiting(scene.bank)) == (0, 1)
    assert await _parties("papers.signature_asked") == [
        [scene.firm.organisation_id],
        [scene.bank.organisation_id],
    ]


async def test_the_second_cannot_sign_first(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    assert _refused(await _answer(as_, scene.bank, paper_id)) == (409, "papers.not_your_turn")


async def test_another_hash_is_refused(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    answer = await _answer(as_, scene.firm, paper_id, sha256=OTHER_HASH)

    assert _refused(answer) == (422, "papers.hash_differs")
    assert await _signed(paper_id) == 0


async def test_a_wrong_password_is_refused(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    answer = await _answer(as_, scene.firm, paper_id, password="not the password")

    assert _refused(answer) == (403, "identity.password_wrong")
    assert await _signed(paper_id) == 0


async def test_the_second_factor_is_asked_for_at_a_signature_and_told_in_it(
    committed: str, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    secret, _ = await people.second_factor(scene.firm)

    without = await _answer(as_, scene.firm, paper_id)
    wrong = await _answer(as_, scene.firm, paper_id, code="000000")
    unsigned = await _signed(paper_id)
    right = await _answer(as_, scene.firm, paper_id, code=people.code_of(secret))

    assert _refused(without) == (403, "identity.code_needed")
    assert _refused(wrong) == (403, "identity.code_wrong")
    assert unsigned == 0
    assert right.status_code == 200, right.text
    (signed,) = await fetch(
        "SELECT method FROM papers_signature WHERE paper = $1 AND signed_at IS NOT NULL", paper_id
    )
    assert signed["method"] == "登录后再次输入密码和动态验证码"


async def test_a_code_signs_once_and_a_recovery_code_stands_in_once(
    committed: str, as_: ClientFor
) -> None:
    scene, first = await make.ready()
    second, third = [await make.issued(scene) for _ in range(2)]
    secret, recovery = await people.second_factor(scene.firm)
    code = people.code_of(secret)
    await _answer(as_, scene.firm, first, code=code)

    again = await _answer(as_, scene.firm, second, code=code)
    stood_in = await _answer(as_, scene.firm, second, code=recovery[0])
    spent = await _answer(as_, scene.firm, third, code=recovery[0])

    assert _refused(again) == (403, "identity.code_spent")
    assert stood_in.status_code == 200, stood_in.text
    assert _refused(spent) == (403, "identity.recovery_code_spent")
    assert [await _signed(each) for each in (first, second, third)] == [1, 1, 0]


async def test_guessing_codes_at_a_signature_is_delayed_the_right_one_too(
    committed: str, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    secret, _ = await people.second_factor(scene.firm)

    for guess in range(5):
        answer = await _answer(as_, scene.firm, paper_id, code=f"{guess:06}")
        assert _refused(answer) == (403, "identity.code_wrong")
    delayed = await _answer(as_, scene.firm, paper_id, code=people.code_of(secret))

    assert _refused(delayed) == (429, "identity.sign_in_delayed")
    assert delayed.json()["retry_after_seconds"] > 0
    assert await _signed(paper_id) == 0


async def test_nobody_signs_twice(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()
    await _answer(as_, scene.firm, paper_id)

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (409, "papers.already_answered")


async def test_two_at_once_of_one_firm_sign_once(committed: str, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    answers = await asyncio.gather(
        _answer(as_, scene.firm, paper_id), _answer(as_, scene.firm, paper_id)
    )

    assert sorted(each.status_code for each in answers) == [200, 409]
    assert await _signed(paper_id) == 1


async def test_without_a_mandate_nobody_signs(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    paper_id = await make.issued(scene)

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (403, "papers.mandate_missing")


async def test_a_mandate_for_other_papers_is_none(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    await make.mandate(scene.firm, admin=scene.firm_admin, papers=(Paper.LICENCE_CONTRACT,))
    paper_id = await make.issued(scene)

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (403, "papers.mandate_missing")


async def test_a_mandate_carries_no_more_than_it_says(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    await make.mandate(scene.firm, admin=scene.firm_admin, up_to_fen=make.SECURED_FEN - 1)
    paper_id = await make.issued(scene)

    answer = await _answer(as_, scene.firm, paper_id)

    assert _refused(answer) == (403, "papers.mandate_exceeded")
    assert answer.json()["limit_fen"] == make.SECURED_FEN - 1


@pytest.mark.parametrize(("from_days", "until_days"), [(1, 2), (0, 0)])
async def test_a_mandate_counts_from_its_first_to_its_last_day(
    db: None, as_: ClientFor, from_days: int, until_days: int
) -> None:
    scene = await make.scene()
    today = clock.today()
    await make.mandate(
        scene.firm,
        admin=scene.firm_admin,
        from_on=today + timedelta(days=from_days),
        until=today + timedelta(days=until_days),
    )
    paper_id = await make.issued(scene)

    with clock.at(clock.now() + timedelta(days=-from_days or 1)):
        answer = await _answer(as_, scene.firm, paper_id)

    assert _refused(answer) == (403, "papers.mandate_not_in_force")


async def test_a_revoked_mandate_is_none_any_more(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    mandate = await make.mandate(scene.firm, admin=scene.firm_admin)
    paper_id = await make.issued(scene)
    await as_(scene.firm_admin).post(f"/mandates/{mandate}/revocation")

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (
        403,
        "papers.mandate_not_in_force",
    )


async def test_two_signatories_of_one_firm_at_once_sign_once(
    committed: str, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    firm = await Organisation.objects().get(Organisation.id == scene.firm.organisation_id)
    assert firm is not None
    colleague = await people.actor(firm, "signatory")
    await make.mandate(colleague, admin=scene.firm_admin)

    answers = await asyncio.gather(
        _answer(as_, scene.firm, paper_id), _answer(as_, colleague, paper_id)
    )

    assert sorted(each.status_code for each in answers) == [200, 409]
    assert {each.json().get("code") for each in answers} == {None, "papers.already_answered"}
    assert await _signed(paper_id) == 1


async def test_a_mandate_that_ran_out_between_the_signatures_does_not_carry_the_second(
    db: None, as_: ClientFor
) -> None:
    scene = await make.scene()
    await make.mandate(scene.firm, admin=scene.firm_admin)
    await make.mandate(scene.bank, admin=scene.bank_admin, until=clock.today())
    paper_id = await make.issued(scene)
    first = await _answer(as_, scene.firm, paper_id)

    with clock.at(clock.now() + timedelta(days=1)):
        second = await _answer(as_, scene.bank, paper_id)

    assert first.status_code == 200
    assert _refused(second) == (403, "papers.mandate_not_in_force")
    assert await _signed(paper_id) == 1


async def test_who_is_no_member_any_more_does_not_sign_under_his_mandate(
    db: None, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    left = await as_(scene.firm_admin).post(f"/members/{scene.firm.user_id}/deactivation")

    answer = await _answer(as_, scene.firm, paper_id)

    assert left.status_code in {200, 201, 204}
    assert answer.json()["code"] == "identity.member_inactive"
    assert await _signed(paper_id) == 0


async def test_who_may_not_bind_at_all_does_not_sign(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()

    assert _refused(await _answer(as_, scene.firm_admin, paper_id)) == (403, "forbidden")


async def test_for_another_organisation_there_is_no_such_paper(db: None, as_: ClientFor) -> None:
    _, paper_id = await make.ready()
    other = await make.scene()
    await make.mandate(other.firm, admin=other.firm_admin)

    assert _refused(await _answer(as_, other.firm, paper_id)) == (404, "not_found")


async def test_a_reader_is_no_signer(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    await make.mandate(scene.bank, admin=scene.bank_admin)
    paper_id = await make.issued(scene, signers=(scene.firm.organisation_id,))

    assert _refused(await _answer(as_, scene.bank, paper_id)) == (403, "papers.not_a_signer")


async def test_a_letter_is_not_signed(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    await make.mandate(scene.firm, admin=scene.firm_admin)
    paper_id = await make.issued(scene, Paper.OFFER_LETTER)

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (409, "papers.not_signable")


async def test_a_refusal_says_why_and_ends_the_signing(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()
    await _answer(as_, scene.firm, paper_id)

    silent = await _answer(as_, scene.bank, paper_id, decision="refuse", reason="  ")
    said = await _answer(as_, scene.bank, paper_id, decision="refuse", reason="附件三有误")

    assert _refused(silent) == (422, "papers.reason_missing")
    assert said.json()["state"] == State.REFUSED
    assert said.json()["signatures"][1]["reason"] == "附件三有误"
    assert said.json()["log_id"] is not None
    again = await _answer(as_, scene.firm, paper_id)
    assert _refused(again) == (409, "papers.not_signable")


async def test_after_it_lapsed_nobody_signs(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()
    subject = await fetch_value("SELECT subject FROM papers_paper WHERE id = $1", paper_id)
    async with transaction():
        await service.lapse(subject, paper=Paper.PLEDGE_CONTRACT)

    assert _refused(await _answer(as_, scene.firm, paper_id)) == (409, "papers.not_signable")


async def test_reminders_go_to_whom_the_paper_waits_for_until_he_answers(
    db: None, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    later = clock.now() + timedelta(days=4)

    assert await service.remind() == 0
    with clock.at(later):
        assert (await service.remind(), await service.remind()) == (1, 0)
    assert await _parties("papers.signature_reminded") == [[scene.firm.organisation_id]]
    await _answer(as_, scene.firm, paper_id)
    await _answer(as_, scene.bank, paper_id)
    with clock.at(later + timedelta(days=30)):
        assert await service.remind() == 0


async def test_the_database_keeps_a_signature_and_the_order(db: None, as_: ClientFor) -> None:
    scene, paper_id = await make.ready()
    await _answer(as_, scene.firm, paper_id)
    forged = (
        "UPDATE papers_signature s SET member = $2, member_name = 'x', address = '', "
        "sha256 = $3, refused_at = now(), reason = 'x' WHERE paper = $1 AND turn = $4"
    )

    for turn, sha256 in ((1, await _sha(paper_id)), (2, OTHER_HASH)):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with transaction():
                await execute(forged, paper_id, scene.bank.user_id, sha256, turn)
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await execute("DELETE FROM papers_signature WHERE paper = $1", paper_id)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with transaction():
            await execute(
                "INSERT INTO papers_signature (id, paper, organisation, turn) "
                "VALUES (gen_random_uuid(), $1, $2, 3)",
                paper_id,
                scene.firm.organisation_id,
            )


async def test_the_database_lets_nobody_sign_before_his_turn(db: None) -> None:
    scene, paper_id = await make.ready()

    with pytest.raises(asyncpg.RestrictViolationError) as refused:
        async with transaction():
            await execute(
                "UPDATE papers_signature SET member = $2, member_name = 'x', address = '', "
                "sha256 = $3, refused_at = now(), reason = 'x' WHERE paper = $1 AND turn = 2",
                paper_id,
                scene.bank.user_id,
                await _sha(paper_id),
            )
    assert refused.value.constraint_name == "papers_signature_in_order"


async def test_after_the_first_signature_the_paper_does_not_change(
    db: None, as_: ClientFor
) -> None:
    scene, paper_id = await make.ready()
    await _answer(as_, scene.firm, paper_id)

    for change in (
        "terms = '{}'",
        "version = version + 1",
        "sha256 = repeat('0', 64)",
        "file = NULL, sha256 = NULL, issued_at = NULL",
        "parties = '{}'",
        "amount_fen = 1",
        "number = 'ZP-2026-999999'",
        "state = 'issued'",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with transaction():
                await execute(f"UPDATE papers_paper SET {change} WHERE id = $1", paper_id)


async def test_the_database_knows_the_ways_of_a_paper_as_its_lifecycle(db: None) -> None:
    written = await fetch_value(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'papers_paper_goes_forward'"
    )

    words = re.findall(r"'(\w+)'", written)

    ways = {(old, new) for (old, _), new in PAPER.transitions.items() if old != new}
    assert set(zip(words[::2], words[1::2], strict=True)) == ways


async def _signed(paper_id: UUID) -> int:
    return int(
        await fetch_value(
            "SELECT count(*) FROM papers_signature WHERE paper = $1 AND signed_at IS NOT NULL",
            paper_id,
        )
    )


async def _parties(name: str) -> list[list[UUID]]:
    rows = await fetch("SELECT parties FROM kernel_event WHERE name = $1 ORDER BY seq", name)
    return [row["parties"] for row in rows]

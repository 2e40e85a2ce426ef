"""Confirmation by the issuer: asked with a consent, answered once by hash, following the bytes."""

from typing import Any
from uuid import uuid4

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents import service
from backend.documents.states import Kind, Trust
from backend.documents.tables import File
from backend.identity.permissions import ROLES
from backend.identity.states import ISSUERS, Role
from backend.kernel import db
from backend.kernel.auth import Actor, Permission
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def sides(kind: str = "appraiser") -> tuple[Actor, Actor]:
    """A firm's signatory and an issuer's confirmer, both of verified organisations."""
    firm = await make.actor(await make.organisation(), "signatory", "handler")
    issuer = await make.actor(await make.organisation(kind), "confirmer")
    return firm, issuer


async def report(owner: Actor, content: bytes | None = None) -> File:
    return await deposited(owner, kind=Kind.VALUATION_REPORT, content=content)


async def ask(as_: ClientFor, file: File, firm: Actor, issuer: Actor) -> dict[str, Any]:
    answer = await as_(firm).post(
        f"/documents/{file.id}/confirmation-request",
        json={"issuer_id": str(issuer.organisation_id), "note": "请核对报告"},
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def answer(as_: ClientFor, file: File, issuer: Actor, **body: Any) -> Any:
    return await as_(issuer).post(
        f"/documents/{file.id}/confirmation",
        json={"confirmed": True, "sha256": file.sha256, "password": make.PASSWORD} | body,
    )


async def trust(file: File) -> Trust:
    return (await service.trusts([file.id]))[file.id].trust


def test_whoever_confirms_may_the_same_at_every_kind_of_issuer() -> None:
    """An insurer has desks of its own besides."""
    assert {ROLES[kind][Role.CONFIRMER] for kind in ISSUERS} == {
        frozenset({Permission.CONFIRM_DOCUMENTS})
    }
    holders = {
        (kind, role)
        for kind in ISSUERS
        for role, may in ROLES[kind].items()
        if Permission.CONFIRM_DOCUMENTS in may
    }
    assert {role for _, role in holders} == {Role.CONFIRMER}


async def test_an_issuer_reads_what_he_is_asked_about_until_he_has_answered(as_: ClientFor) -> None:
    firm, issuer = await sides()
    file = await report(firm)
    assert (await as_(issuer).get(f"/documents/{file.id}/preview")).status_code == 404

    asked = await ask(as_, file, firm, issuer)

    assert (asked["trust"], asked["issuer_name"]) == ("unconfirmed", issuer.organisation_name)
    (seen,) = (await as_(issuer).get("/confirmations?state=open")).json()["items"]
    assert seen["sha256"] is None, "his own copy tells, not ours"
    assert seen["allowed_actions"] == ["confirmation"]
    (receipt,) = (await as_(firm).get("/consent-receipts")).json()["items"]
    assert (receipt["purpose_kind"], receipt["purpose"]) == ("confirmation", asked["id"])
    assert (await as_(issuer).get(f"/documents/{file.id}/preview")).status_code == 200

    confirmed = await answer(as_, file, issuer)

    assert confirmed.status_code == 200
    assert confirmed.json()["trust"] == "confirmed"
    assert (await as_(issuer).get(f"/documents/{file.id}/preview")).status_code == 404
    shown = (await as_(firm).get(f"/documents/{file.id}")).json()["file"]["trust"]
    assert (shown["state"], shown["issuer_name"]) == ("confirmed", issuer.organisation_name)
    assert (await as_(firm).get("/confirmations?state=open")).json()["items"] == []
    (mine,) = (await as_(firm).get(f"/confirmations?document_id={file.id}")).json()["items"]
    assert mine["allowed_actions"] == []
    assert mine["answered_by"] is None, "who answered is known to his own side"


async def test_one_byte_altered_is_denied_although_the_issuer_says_yes(as_: ClientFor) -> None:
    firm, issuer = await sides()
    original = samples.pdf("the issuer's own copy")
    forged = original.replace(b"own copy", b"own kopy")
    genuine = await report(firm, original)
    file = await report(firm, forged)
    await ask(as_, file, firm, issuer)

    said = await answer(as_, file, issuer, sha256=genuine.sha256)

    assert said.json()["trust"] == "altered"
    assert said.json()["stated_sha256"] == genuine.sha256
    assert await trust(file) is Trust.ALTERED
    assert await trust(genuine) is Trust.UNCONFIRMED, "nobody asked about that one"


async def test_a_denial_says_why_and_a_confirmation_by_which_hash(as_: ClientFor) -> None:
    firm, issuer = await sides()
    file = await report(firm)
    await ask(as_, file, firm, issuer)

    for body, code in (
        ({"sha256": None}, "documents.hash_missing"),
        ({"confirmed": False, "sha256": None}, "documents.denial_unexplained"),
        ({"password": "a wrong password"}, "identity.password_wrong"),
    ):
        refused = await answer(as_, file, issuer, **body)
        assert refused.json()["code"] == code
    assert await trust(file) is Trust.UNCONFIRMED
    said = await answer(as_, file, issuer, confirmed=False, sha256=None, note="本机构未出具")
    assert said.json()["trust"] == "denied"
    assert await trust(file) is Trust.DENIED


async def test_an_answer_is_given_once(as_: ClientFor) -> None:
    firm, issuer = await sides()
    file = await report(firm)
    await ask(as_, file, firm, issuer)
    again = await as_(firm).post(
        f"/documents/{file.id}/confirmation-request",
        json={"issuer_id": str(issuer.organisation_id)},
    )
    assert again.json()["code"] == "documents.confirmation_asked"
    await answer(as_, file, issuer)

    second = await answer(as_, file, issuer, confirmed=False, note="撤回")

    assert second.json()["code"] == "documents.confirmation_answered"
    assert await trust(file) is Trust.CONFIRMED


async def test_one_issuer_against_it_outweighs_another_for_it(as_: ClientFor) -> None:
    firm, friend = await sides()
    _, issuer = await sides()
    file = await report(firm)
    for each, body in ((issuer, {"confirmed": False, "note": "非本机构报告"}), (friend, {})):
        await ask(as_, file, firm, each)
        await answer(as_, file, each, **body)

    assert await trust(file) is Trust.DENIED


async def test_what_was_said_follows_the_bytes_and_no_others(as_: ClientFor) -> None:
    firm, issuer = await sides()
    content = samples.pdf("denied")
    file = await report(firm, content)
    await ask(as_, file, firm, issuer)
    await answer(as_, file, issuer, confirmed=False, note="非本机构报告")
    await service.withdraw(file.id, by=firm)

    again, newer = await report(firm, content), await report(firm, content + b"%")

    assert again.id != file.id
    assert await trust(again) is Trust.DENIED
    assert await trust(newer) is Trust.UNCONFIRMED


async def test_only_an_appraiser_confirms_a_valuation_report(as_: ClientFor) -> None:
    firm, insurer = await sides("insurer")
    bank = await make.organisation("bank")
    unverified = await make.organisation("appraiser", verified=False)
    file, policy = await report(firm), await deposited(firm, kind=Kind.CONTRACT)

    for issuer, code in (
        (insurer.organisation_id, "documents.issuer_unfit"),
        (bank.id, "documents.issuer_unknown"),
        (unverified.id, "documents.issuer_unknown"),
        (uuid4(), "documents.issuer_unknown"),
    ):
        refused = await as_(firm).post(
            f"/documents/{file.id}/confirmation-request", json={"issuer_id": str(issuer)}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    await ask(as_, policy, firm, insurer)
    listed = {each["id"]: each["kind"] for each in (await as_(firm).get("/issuers")).json()}
    assert listed[str(insurer.organisation_id)] == "insurer"
    assert str(unverified.id) not in listed


async def test_for_an_issuer_who_was_not_asked_there_is_no_such_document(as_: ClientFor) -> None:
    firm, issuer = await sides()
    _, stranger = await sides()
    file = await report(firm)
    await ask(as_, file, firm, issuer)

    assert (await answer(as_, file, stranger)).status_code == 404
    assert (await as_(stranger).get("/confirmations")).json()["items"] == []
    other = await make.actor(await make.organisation(), "signatory")
    foreign = await as_(other).post(
        f"/documents/{file.id}/confirmation-request",
        json={"issuer_id": str(issuer.organisation_id)},
    )
    assert foreign.status_code == 404


async def test_the_database_keeps_an_answer_as_it_was_given(as_: ClientFor) -> None:
    firm, issuer = await sides()
    file = await report(firm)
    asked = await ask(as_, file, firm, issuer)
    forged = (
        "UPDATE documents_confirmation SET answer = 'confirmed', stated_sha256 = repeat('0', 64), "
        "answer_note = '', answered_by = $1, answered_by_name = '', answered_at = now()"
    )
    with pytest.raises(CheckViolationError, match="is_of_the_same_bytes"):
        async with db.transaction():
            await db.execute(forged, issuer.user_id)
    await answer(as_, file, issuer)

    for statement in (
        "UPDATE documents_confirmation SET answer = 'denied'",
        "UPDATE documents_confirmation SET sha256 = repeat('0', 64)",
        "DELETE FROM documents_confirmation",
    ):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(f"{statement} WHERE id = $1", asked["id"])

"""Drafting and submitting: what is frozen, what the bank may read, what is refused."""

import hashlib
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from asyncpg import RestrictViolationError

from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import NotVerified
from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.service import consents, deciding, drafting, offers, reviewing
from backend.lending.states import State
from backend.listing import service as listing
from tests import make
from tests.conftest import ClientFor
from tests.lending import make_products, scene
from tests.lending.make_products import MILLION
from tests.listing import make as make_listing
from tests.registry.make import scan
from tests.valuation import make as make_valuation


async def revise(at: scene.Scene, **changes: Any) -> None:
    await listing.revise(at.request, make_listing.stated(at.right, **changes), by=at.handler)


async def test_one_call_drafts_for_several_banks(db: None) -> None:
    at = await scene.scene()

    views = await drafting.draft(
        at.request,
        product_ids=[at.bank.product, at.other.product, at.bank.product],
        by=at.handler,
    )

    assert [view.row.lender for view in views] == [at.bank.id, at.other.id]
    assert {view.row.state for view in views} == {State.DRAFT}


async def test_one_bad_product_drafts_nothing(db: None) -> None:
    at = await scene.scene()

    with pytest.raises(rules.ProductNotOffered):
        await drafting.draft(at.request, product_ids=[at.bank.product, uuid4()], by=at.handler)

    assert await fetch_value("SELECT count(*) FROM lending_application") == 0


async def test_the_same_request_asks_a_product_once_at_a_time(db: None) -> None:
    at = await scene.scene()
    first = await scene.drafted(at)

    with pytest.raises(rules.AlreadyApplied) as refusal:
        await scene.drafted(at)

    assert refusal.value.facts["application_id"] == str(first.row.id)
    await offers.withdraw(first.row.id, by=at.handler)
    assert (await scene.drafted(at)).row.state is State.DRAFT


async def test_another_firms_request_does_not_exist(db: None) -> None:
    at = await scene.scene()
    stranger = await make.actor(await make.organisation("firm"), "handler")

    with pytest.raises(NotFound):
        await drafting.draft(at.request, product_ids=[at.bank.product], by=stranger)


async def test_a_withdrawn_request_is_no_ground_for_an_application(db: None) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    await listing.withdraw(at.request, by=at.handler)

    with pytest.raises(rules.RequestIsWithdrawn):
        await drafting.draft(at.request, product_ids=[at.other.product], by=at.handler)
    with pytest.raises(rules.RequestIsWithdrawn):
        await scene.submit(at, view)


async def test_the_signatory_submits_and_the_handler_does_not(db: None) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)

    with pytest.raises(Forbidden):
        await scene.submit(at, view, by=at.handler)
    sent = await scene.submit(at, view)

    assert sent.row.state is State.SUBMITTED
    assert sent.row.submitted_by == at.signatory.user_id


async def test_an_unverified_firm_drafts_and_does_not_submit(db: None, as_: ClientFor) -> None:
    firm = await make.organisation("firm", verified=False)
    handler = await make.actor(firm, "handler", "signatory")
    right = await make_valuation.right(firm)
    request = await make_listing.request(right, by=handler)
    bank = await scene.bank()

    view = (await drafting.draft(request.id, product_ids=[bank.product], by=handler))[0]
    answer = await as_(handler).post(
        f"/loan-applications/{view.row.id}/submission",
        json={"consent": True, "consent_version": view.consent_text.version},
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == NotVerified.code == "identity.not_verified"


async def test_a_consent_is_given_explicitly_to_the_banks_present_text(db: None) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)

    with pytest.raises(rules.ConsentMissing):
        await scene.submit(at, view, consent=False)
    await consents.publish_consent_text(
        version="2026-2", text="本企业同意……", from_on=clock.today(), by=at.bank.checker
    )
    with pytest.raises(rules.ConsentOutdated) as refusal:
        await scene.submit(at, view)
    sent = await scene.submit(at, view, consent_version="2026-2")

    assert refusal.value.facts == {"consent_version": "2026-2"}
    assert sent.consent_given is not None
    assert sent.consent_given["text_version"] == "2026-2"
    assert sent.consent_given["text_sha256"] == sent.consent_text.sha256
    assert sent.consent_given["given_by"] == at.signatory.user_id


async def test_the_translation_is_beside_the_text_and_agrees_to_nothing(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    client = as_(at.signatory)
    name = at.bank.organisation.name

    required = (await client.get(f"/loan-applications/{view.row.id}")).json()["consent"]["required"]
    sent = await scene.submit(at, view)

    assert required["version"] == "P1"
    assert required["text"].startswith(f"本企业同意：为审查本次贷款申请，向{name}提供")
    assert f"{name} is given" in required["translation"]
    assert "{" not in required["text"] + required["translation"]
    assert sent.consent_given is not None
    digest = hashlib.sha256(required["text"].encode()).hexdigest()
    assert sent.consent_given["text_sha256"] == digest


async def test_what_was_agreed_to_stays_as_it_was(db: None) -> None:
    at = await scene.scene()
    before = (await consents.texts([at.bank.id]))[at.bank.id]
    await scene.submit(at, await scene.drafted(at))

    with pytest.raises(RestrictViolationError):
        async with transaction():
            await execute("UPDATE lending_consent_text SET text = 'anything' WHERE lender IS NULL")
    await consents.publish_consent_text(
        version="2026-2",
        text="本企业同意{lender}……",
        translation="Agreed with {lender}.",
        from_on=clock.today(),
        by=at.bank.checker,
    )

    after = (await consents.texts([at.bank.id]))[at.bank.id]
    assert (before.version, after.version) == ("P1", "2026-2")
    assert after.text == f"本企业同意{at.bank.organisation.name}……"
    assert after.translation == f"Agreed with {at.bank.organisation.name}."


async def test_another_banks_text_is_its_own(db: None) -> None:
    at = await scene.scene()
    await consents.publish_consent_text(
        version="2026-2", text="本企业同意……", from_on=date(2026, 1, 1), by=at.bank.checker
    )

    texts = await consents.texts([at.bank.id, at.other.id])

    assert texts[at.bank.id].version == "2026-2"
    assert texts[at.other.id].version == "P1"
    assert at.other.organisation.name in texts[at.other.id].text


async def test_editing_the_request_changes_no_application(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    await revise(at, amount_fen=Fen(5 * MILLION), headcount=99)

    after = await scene.seen(view, by=at.bank.maker)
    assert after.row.amount_fen == scene.AMOUNT
    assert after.row.snapshot["firm"]["headcount"] == 40


async def test_a_draft_of_an_edited_request_needs_the_new_revision_named(db: None) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    await revise(at, amount_fen=Fen(2 * MILLION))

    with pytest.raises(rules.RequestChanged) as refusal:
        await scene.submit(at, view)
    sent = await scene.submit(at, view, request_revision=2)

    assert refusal.value.facts == {
        "request_revision": 2,
        "changed": {"amount_fen": 2 * MILLION},
    }
    assert sent.row.amount_fen == 2 * MILLION


async def test_the_terms_of_the_day_of_submission_stay(db: None) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    lender = make_products.Bank(
        organisation=at.bank.organisation, maker=at.bank.maker, checker=at.bank.checker
    )
    await make_products.publish(lender, at.bank.product, make_products.terms(decision_days=8))

    sent = await scene.submit(at, view)
    await make_products.publish(lender, at.bank.product, make_products.terms(decision_days=3))

    after = await scene.seen(sent, by=at.handler)
    assert after.row.snapshot["product"]["version"] == 2
    assert after.clock is not None
    assert after.clock.working_days_total == 8


async def test_a_committed_right_is_not_applied_for_again(db: None) -> None:
    at = await scene.scene()
    late = await scene.drafted(at, at.other)
    await scene.accepted(at)

    with pytest.raises(rules.RightCommitted) as refusal:
        await scene.submit(at, late)

    assert refusal.value.facts == {"right_ids": [str(at.right)]}
    assert refusal.value.code == "lending.right_committed"
    assert await scene.state_of(late, at=at) is State.DRAFT


async def test_what_was_submitted_is_not_submitted_again(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    with pytest.raises(IllegalTransition):
        await scene.submit(at, view)


# Documents -------------------------------------------------------------------------------------


async def ends(application_id: object) -> list[Any]:
    rows = await fetch(
        "SELECT organisation, ends_at FROM documents_grant WHERE purpose = $1", application_id
    )
    return [row["ends_at"] for row in rows]


async def with_accounts(at: scene.Scene, bank: scene.Bank | None = None) -> Any:
    view = await scene.drafted(at, bank)
    return await scene.submit(at, view, document_ids=[await scan(at.handler, Kind.ACCOUNTS)])


async def test_submitting_lets_that_bank_read_the_named_documents(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await with_accounts(at)
    document = view.documents[0].id

    own = await as_(at.bank.maker).get(f"/documents/{document}")
    other = await as_(at.other.maker).get(f"/documents/{document}")

    assert own.status_code == 200
    assert other.status_code == 404
    assert [d["kind"] for d in view.row.snapshot["documents"]] == ["accounts"]


async def test_somebody_elses_document_cannot_be_named(db: None) -> None:
    at = await scene.scene()
    foreign = await scan(await make.actor(await make.organisation("firm"), "handler"))

    with pytest.raises(NotFound):
        await scene.submit(at, await scene.drafted(at), document_ids=[foreign])


async def test_withdrawal_ends_the_reading_at_once(db: None) -> None:
    at = await scene.scene()
    view = await with_accounts(at)

    await offers.withdraw(view.row.id, by=at.signatory)

    assert [end <= clock.now() for end in await ends(view.row.id)] == [True]


async def test_a_refusal_ends_the_reading_after_ninety_days(db: None) -> None:
    at = await scene.scene()
    view = await with_accounts(at)
    await reviewing.take_in(view.row.id, by=at.bank.maker)
    await reviewing.give_opinion(view.row.id, scene.refusal(), by=at.bank.maker)
    assert await ends(view.row.id) == [None]

    await deciding.refuse(view.row.id, opinion_version=1, by=at.bank.checker)

    last = (await ends(view.row.id))[0]
    assert (clock.shanghai_date(last) - clock.today()).days == 91


# Apply again -----------------------------------------------------------------------------------


async def test_apply_again_copies_everything_into_a_new_draft(db: None) -> None:
    at = await scene.scene()
    old = await scene.refused(at)

    new = await drafting.copy(old.row.id, by=at.handler)

    assert new.row.state is State.DRAFT
    assert new.row.number != old.row.number
    assert new.row.copied_from == old.row.id
    assert new.row.right_ids == old.row.right_ids
    assert (new.row.amount_fen, new.row.term_months) == (old.row.amount_fen, old.row.term_months)
    assert (await scene.submit(at, new)).row.state is State.SUBMITTED


async def test_only_what_is_over_is_copied(db: None) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)

    with pytest.raises(IllegalTransition):
        await drafting.copy(view.row.id, by=at.handler)

"""Who may see what of an application, and who may do what to it."""

from typing import Any

import pytest

from backend.kernel.auth import Actor
from backend.lending.service import deciding, reviewing
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import AMOUNT

LOANS = "/loan-applications"

#: Every sub-resource with a body that its schema takes.
BODIES: dict[str, dict[str, Any]] = {
    "submission": {"consent": True, "consent_version": "P1"},
    "intake": {},
    "assignment": {},
    "return": {"reason": "…"},
    "document-request": {"items": [{"kind": "accounts", "text": "…"}]},
    "document-answer": {},
    "internal-valuation": {
        "low_fen": 1,
        "central_fen": 2,
        "high_fen": 3,
        "base_date": "2026-11-02",
        "basis": "…",
    },
    "value-proposal": {
        "low_fen": 1,
        "central_fen": 2,
        "high_fen": 3,
        "base_date": "2026-11-02",
        "basis": "…",
    },
    "valuation-adoption": {"valuation_id": "00000000-0000-4000-8000-000000000001"},
    "valuation-order": {
        "appraiser_ids": ["00000000-0000-4000-8000-000000000001"],
        "base_date": "2026-11-02",
        "quotes_due_on": "2026-11-02",
    },
    "valuation-check": {"method": "own_model", "asked": "…", "asked_on": "2026-11-02"},
    "evidence": {
        "right_id": "00000000-0000-0000-0000-000000000001",
        "kind": "fee_receipt",
        "as_of": "2026-11-02",
        "payload": {"fee_year": 4, "paid_on": "2026-11-02"},
    },
    "set-aside": {"document_id": "00000000-0000-0000-0000-000000000001", "reason": "…"},
    "opinion": {"kind": "grant", "amount_fen": AMOUNT, "rate_bp": 365, "term_months": 12},
    "approval": {"opinion_version": 1},
    "refusal": {"opinion_version": 1, "reason_code": "weak_value", "sentence": "…"},
    "send-back": {"opinion_version": 1, "reason": "…"},
    "offer-acceptance": {},
    "offer-decline": {},
    "offer-retraction": {"reason": "…"},
    "withdrawal": {},
    "drawdown": {"amount_fen": 1, "drawn_on": "2026-11-02", "loan_contract": "HT"},
    "copy": {},
    "evidence-pack": {},
}
READS = ("", "/history", "/dossier")

#: Of the two sides, who may do it at all (one role is enough).
MAY: dict[str, set[str]] = {
    "submission": {"signatory"},
    "intake": {"maker"},
    "assignment": {"maker", "bank admin"},
    "return": {"maker"},
    "document-request": {"maker"},
    "document-answer": {"handler"},
    "internal-valuation": {"maker"},
    "value-proposal": {"signatory", "maker"},
    "valuation-adoption": {"maker"},
    "valuation-check": {"maker"},
    "valuation-order": {"maker"},
    "evidence": {"maker"},
    "set-aside": {"maker", "checker"},
    "opinion": {"maker"},
    "approval": {"checker"},
    "refusal": {"checker"},
    "send-back": {"checker"},
    "offer-acceptance": {"signatory"},
    "offer-decline": {"signatory"},
    "offer-retraction": {"maker", "checker"},
    "withdrawal": {"signatory", "handler"},
    "drawdown": {"pledge_desk"},
    "copy": {"handler"},
    "evidence-pack": {"checker", "pledge_desk"},
}


OF_EITHER_SIDE = {"value-proposal"}


async def status(as_: ClientFor, by: Actor | None, application: Any, action: str) -> int:
    answer = await as_(by).post(f"{LOANS}/{application}/{action}", json=BODIES[action])
    return answer.status_code


@pytest.mark.parametrize("action", sorted(BODIES))
async def test_a_stranger_with_every_role_finds_nothing(
    db: None, as_: ClientFor, action: str
) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    firm = await make.actor(await make.organisation("firm"), "admin", "handler", "signatory")
    bank = await make.actor(
        await make.organisation("bank"), "admin", "maker", "checker", "pledge_desk"
    )

    found = {await status(as_, by, view.row.id, action) for by in (firm, bank)}

    # The side whose action it is not is refused for its role before anything is looked for.
    assert found == ({404} if action in OF_EITHER_SIDE else {403, 404})


@pytest.mark.parametrize("action", sorted(BODIES))
async def test_each_role_may_do_what_is_its_own(db: None, as_: ClientFor, action: str) -> None:
    at = await scene.scene()
    view = await scene.submitted(at)
    people = {
        "handler": at.handler,
        "signatory": at.signatory,
        "firm admin": await make.actor(at.firm, "admin"),
        "maker": at.bank.maker,
        "checker": at.bank.checker,
        "pledge_desk": at.bank.desk,
        "bank admin": at.bank.admin,
        "officer": await make.actor(await make.organisation("district"), "officer", "verifier"),
        "operator": await make.actor(await make.organisation("operator"), "operator", "admin"),
    }

    refused = {
        name
        for name, by in people.items()
        if name not in MAY[action] and await status(as_, by, view.row.id, action) == 403
    }

    assert refused == people.keys() - MAY[action]
    assert await status(as_, None, view.row.id, action) in {401, 403}


@pytest.mark.parametrize("path", READS)
async def test_only_the_two_sides_read_it(db: None, as_: ClientFor, path: str) -> None:
    at = await scene.scene()
    view = await scene.offered(at)
    district = await make.actor(await make.organisation("district"), "officer", "verifier")
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    stranger = await make.actor(await make.organisation("firm"), "handler", "signatory")

    async def read(by: Actor | None) -> int:
        return (await as_(by).get(f"{LOANS}/{view.row.id}{path}")).status_code

    assert await read(at.bank.desk) == 200
    assert await read(at.handler) == (403 if path == "/dossier" else 200)
    assert await read(at.other.checker) == 404
    assert await read(stranger) == (403 if path == "/dossier" else 404)
    assert await read(district) == 403
    assert await read(operator) == 403
    assert await read(None) == 401


async def test_a_bank_sees_no_draft(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)

    assert (await as_(at.bank.maker).get(f"{LOANS}/{view.row.id}")).status_code == 404
    assert (await as_(at.bank.maker).get(LOANS)).json()["items"] == []
    assert (await as_(at.handler).get(LOANS)).json()["total"] == 1


async def test_the_firm_never_learns_what_was_proposed_inside_the_bank(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.opined(at, proposal=scene.grant(note="内部：抵押率偏高，谨慎"))
    await deciding.send_back(
        view.row.id, opinion_version=1, reason="内部：再核现金流", by=at.bank.checker
    )
    await reviewing.give_opinion(view.row.id, scene.grant(), by=at.bank.maker)

    for path in ("", "/history"):
        text = (await as_(at.handler).get(f"{LOANS}/{view.row.id}{path}")).text
        assert "内部" not in text
        assert at.bank.checker.name not in text
    own = (await as_(at.bank.desk).get(f"{LOANS}/{view.row.id}/history")).text
    assert "再核现金流" in own


async def test_a_bank_learns_nothing_of_another_banks_application(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    mine = await scene.in_review(at)
    theirs = await scene.offered(at, at.other)

    text = (await as_(at.bank.maker).get(LOANS)).text
    text += (await as_(at.bank.maker).get(f"{LOANS}/{mine.row.id}/dossier")).text
    text += (await as_(at.bank.maker).get(f"{LOANS}/{mine.row.id}/history")).text

    assert mine.row.number in text
    for secret in (theirs.row.number, at.other.organisation.name, str(at.other.id)):
        assert secret not in text


async def test_the_loser_does_not_learn_who_won(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    lost = await scene.offered(at, at.other)
    won = await scene.accepted(at)

    text = (await as_(at.other.maker).get(f"{LOANS}/{lost.row.id}/history")).text
    text += (await as_(at.other.maker).get(f"{LOANS}/{lost.row.id}")).text

    assert "committed_elsewhere" in text
    for secret in (won.row.number, at.bank.organisation.name, str(at.bank.id)):
        assert secret not in text

"""A firm orders an appraisal: quotes, acceptance, two signatures, twelve checks, a valuation."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.appraisal import service
from backend.appraisal.rules import AboveSmallDeal
from backend.documents import service as documents
from backend.documents.states import Kind, Purpose, Trust
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.money import Fen
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.valuation import documents as inputs
from tests.valuation import make as values

pytestmark = pytest.mark.usefixtures("db")

#: F1, end of year, after tax.
STATED = 3_159_468_99


@dataclass
class Cast:
    firm: Actor
    right_id: UUID
    owner: str
    valuer: Actor
    signer: Actor
    rival: Actor
    legal_end: date = date(2046, 3, 2)


def _fee_due_in(*, days: int) -> date:
    """When a patent was filed whose next annual fee is due so many days from now."""
    due = clock.today() + timedelta(days=days)
    return date(2020, due.month, due.day)


@pytest.fixture
async def cast() -> Cast:
    owner = await make.organisation()
    agency, other = await make.organisation("appraiser"), await make.organisation("appraiser")
    return Cast(
        firm=await make.actor(owner, "handler", "signatory"),
        right_id=await values.right(
            owner, expires_on=date(2046, 3, 2), filing_on=_fee_due_in(days=100)
        ),
        owner=owner.name,
        valuer=await make.actor(agency, "valuer"),
        signer=await make.actor(agency, "signer", "valuer"),
        rival=await make.actor(other, "valuer"),
    )


def quote(**changes: Any) -> dict[str, Any]:
    return {
        "fee_fen": 30_000_00,
        "days": 10,
        "approaches": ["income"],
        "valid_until": (clock.today() + timedelta(days=20)).isoformat(),
        "related": False,
        "note": "含现场勘查",
        **changes,
    }


async def invited(as_: ClientFor, cast: Cast, **changes: Any) -> dict[str, Any]:
    answer = await as_(cast.firm).post(
        "/valuation-requests",
        json={
            "right_ids": [str(cast.right_id)],
            "appraiser_ids": [
                str(cast.valuer.organisation_id),
                str(cast.rival.organisation_id),
            ],
            "base_date": clock.today().isoformat(),
            "quotes_due_on": (clock.today() + timedelta(days=5)).isoformat(),
            **changes,
        },
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def do(as_: ClientFor, who: Actor, request: dict[str, Any], action: str, **body: Any) -> Any:
    path = f"/valuation-requests/{request['id']}/{action}"
    return await as_(who).post(path, json=body or None)


async def ordered(as_: ClientFor, cast: Cast) -> dict[str, Any]:
    request = await invited(as_, cast)
    await do(as_, cast.rival, request, "quote", **quote())
    offered = (await do(as_, cast.valuer, request, "quote", **quote())).json()
    answer = await do(as_, cast.firm, request, "acceptance", quote_id=offered["quotes"][0]["id"])
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def report(cast: Cast, request: dict[str, Any], **changes: Any) -> dict[str, Any]:
    method = inputs.ROYALTY
    return {
        "agency": cast.valuer.organisation_name,
        "report_no": "评报字〔2026〕第 001 号",
        "purpose": "pledge",
        "base_date": clock.today().isoformat(),
        "rights": [
            {
                "right_id": str(cast.right_id),
                "number": request["rights"][0]["application_no"],
                "owner": cast.owner,
                "legal_end": cast.legal_end.isoformat(),
            }
        ],
        "methods": [method],
        "results": [{"method": "relief_from_royalty", "value_fen": STATED}],
        "whole": {"low_fen": STATED - 1, "central_fen": STATED, "high_fen": STATED + 1},
        "assumptions": ["持续经营"],
        "signers": [
            {"name": "方评估", "certificate": "31000001"},
            {"name": "罗签章", "certificate": "31000002"},
        ],
        **changes,
    }


async def delivered(as_: ClientFor, cast: Cast, request: dict[str, Any], **changes: Any) -> Any:
    file = await deposited(cast.valuer, kind=Kind.VALUATION_REPORT)
    saved = await do(
        as_,
        cast.valuer,
        request,
        "report",
        report=report(cast, request, **changes),
        file_id=str(file.id),
    )
    assert saved.status_code == 200, saved.text
    signed = await do(as_, cast.valuer, request, "signature", password=make.PASSWORD)
    assert signed.status_code == 200, signed.text
    return await do(as_, cast.signer, request, "delivery", password=make.PASSWORD)


async def test_from_a_quote_to_a_valuation_with_its_hash_confirmed(
    as_: ClientFor, cast: Cast
) -> None:
    paper = await deposited(cast.firm, kind=Kind.CERTIFICATE)
    request = await invited(as_, cast, document_ids=[str(paper.id)])
    assert (await as_(cast.rival).get(f"/documents/{paper.id}")).status_code == 200
    offered = (await do(as_, cast.valuer, request, "quote", **quote())).json()
    await do(as_, cast.rival, request, "quote", **quote(fee_fen=20_000_00))
    assert len(offered["quotes"]) == 1, "no other's quote"
    order = await do(as_, cast.firm, request, "acceptance", quote_id=offered["quotes"][0]["id"])
    charge = (await as_(cast.firm).get(f"/charges/{order.json()['charge_id']}")).json()
    assert (charge["purpose"], charge["amount_fen"]) == ("appraisal_fee", 30_000_00)
    assert (await as_(cast.rival).get(f"/documents/{paper.id}")).status_code == 404
    seen = (await as_(cast.rival).get(f"/valuation-requests/{request['id']}")).json()
    assert (seen["charge_id"], seen["due_on"], seen["allowed_actions"]) == (None, None, [])

    answer = await delivered(as_, cast, request)
    assert answer.status_code == 200, answer.text
    taken = await do(as_, cast.firm, request, "confirmation")
    assert taken.status_code == 200, taken.text

    valued = (await as_(cast.firm).get(f"/valuations/{taken.json()['valuation_id']}")).json()
    assert (valued["central_fen"], valued["method"], valued["appraised"]) == (
        STATED,
        "income",
        True,
    )
    assert valued["valuer"] == cast.valuer.organisation_name
    assert valued["worked"]["reproduced"] is True
    file_id = UUID(valued["report"]["id"])
    assert (await documents.trusts([file_id]))[file_id].trust is Trust.CONFIRMED
    shown = (await as_(cast.firm).get(f"/valuation-reports/{valued['id']}")).json()
    assert {c["outcome"] for c in shown["checks"]} == {"pass"}
    assert len(shown["checks"]) == 12
    # Each once, and nothing that was found of the rival.
    assert sorted(c["rule"] for c in shown["conflicts"]) == [
        "paid_again",
        "related_party",
        "rotation",
    ]
    bank = await make.actor(await make.organisation("bank"), "maker")
    assert (await as_(bank).get(f"/valuation-reports/{valued['id']}")).status_code == 404
    await documents.grant(
        [file_id],
        to=bank.organisation_id,
        kind=Purpose.LOAN_APPLICATION,
        purpose=UUID(request["id"]),
        by=cast.firm,
    )
    assert (await as_(bank).get(f"/valuation-reports/{valued['id']}")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({"agency": "别家评估"}, "agency"),
        ({"currency": "USD"}, "currency"),
        ({"base_date": "2024-01-01"}, "base_date"),
        ({"results": [{"method": "relief_from_royalty", "value_fen": 3_300_000_00}]}, "arithmetic"),
        ({"results": [{"method": "market", "value_fen": STATED}]}, "inputs"),
    ],
)
async def test_what_the_rules_insist_on_is_not_delivered(
    as_: ClientFor, cast: Cast, changes: dict[str, Any], failed: str
) -> None:
    request = await ordered(as_, cast)

    answer = await delivered(as_, cast, request, **changes)

    assert (answer.status_code, answer.json()["code"]) == (422, "appraisal.checks_refused")
    assert failed in answer.json()["checks"]
    told = await db.fetch(
        "SELECT payload FROM kernel_event WHERE name = 'appraisal.report_refused' "
        "AND subject_id = $1",
        UUID(request["id"]),
    )
    assert [failed in loads(each["payload"])["checks"] for each in told] == [True]


async def test_a_number_an_owner_a_sum_and_a_rate_are_compared(as_: ClientFor, cast: Cast) -> None:
    request = await ordered(as_, cast)
    right = report(cast, request)["rights"][0]
    wrong = "1" if right["number"][-1] == "0" else "0"
    low_rate = {"rate": inputs.told("0.03", inputs.uniform("0.02", "0.04"))}
    body = report(
        cast,
        request,
        rights=[
            right
            | {
                "number": right["number"][:-1] + wrong,
                "owner": "另一公司",
                "value": {"low_fen": 1, "central_fen": 2, "high_fen": 3},
            }
        ],
        methods=[inputs.ROYALTY | {"discount": low_rate}],
    )

    answer = await do(as_, cast.valuer, request, "report-checks", report=body)

    found = {c["check"]: (c["found"], c["outcome"]) for c in answer.json()["checks"]}
    assert len(found) == 12
    assert found["numbers"] == ("fail", "refuse")
    assert found["owner"] == ("fail", "warn")
    assert found["sum"] == ("fail", "refuse")
    assert found["discount_rate"] == ("fail", "warn")
    assert found["arithmetic"] == ("fail", "refuse")


async def test_the_preparer_is_never_the_second_signature(as_: ClientFor, cast: Cast) -> None:
    request = await ordered(as_, cast)
    file = await deposited(cast.signer, kind=Kind.VALUATION_REPORT)
    body = {"report": report(cast, request), "file_id": str(file.id)}
    assert (await do(as_, cast.signer, request, "report", **body)).status_code == 200
    early = await do(as_, cast.signer, request, "delivery", password=make.PASSWORD)
    assert early.json()["code"] == "illegal_transition"
    other = await do(as_, cast.valuer, request, "signature", password=make.PASSWORD)
    assert other.json()["code"] == "appraisal.not_the_preparer"
    await do(as_, cast.signer, request, "signature", password=make.PASSWORD)

    answer = await do(as_, cast.signer, request, "delivery", password=make.PASSWORD)

    assert (answer.status_code, answer.json()["code"]) == (403, "appraisal.preparer_cannot_sign")
    with pytest.raises(CheckViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE appraisal_report SET signed_by = prepared_by WHERE request = $1",
                UUID(request["id"]),
            )


async def test_what_was_sent_back_comes_again_and_what_was_delivered_is_not_rewritten(
    as_: ClientFor, cast: Cast
) -> None:
    request = await ordered(as_, cast)
    assert (await delivered(as_, cast, request)).status_code == 200
    with pytest.raises(RestrictViolationError):
        async with db.transaction():
            await db.execute("UPDATE appraisal_report SET content = '{}'")
    back = await do(as_, cast.firm, request, "return", reason="缺少产品对应关系")
    assert back.json()["state"] == "returned"

    again = await delivered(as_, cast, request)

    assert [each["version"] for each in again.json()["reports"]] == [2, 1]


async def test_a_related_party_is_refused_and_a_second_payment_is_warned_of(
    as_: ClientFor, cast: Cast
) -> None:
    request = await invited(as_, cast, related_to=[str(cast.rival.organisation_id)])
    said = await do(as_, cast.valuer, request, "quote", **quote(related=True))
    assert (said.status_code, said.json()["code"]) == (409, "appraisal.conflict_of_interest")
    told = await do(as_, cast.rival, request, "quote", **quote())
    assert told.json()["rules"] == ["related_party"]

    await ordered(as_, cast)
    second = await invited(as_, cast)
    assert (await do(as_, cast.valuer, second, "quote", **quote())).status_code == 200

    (found,) = await db.fetch(
        "SELECT outcome, facts->>'times' AS times FROM appraisal_finding "
        "WHERE request = $1 AND rule = 'paid_again'",
        UUID(second["id"]),
    )
    assert (found["outcome"], found["times"]) == ("warn", "2")


async def test_a_lender_s_own_rules_decide_at_its_use(as_: ClientFor, cast: Cast) -> None:
    bank = await make.organisation("bank")
    checker = await make.actor(bank, "checker")
    stated = await values.valuation(cast.right_id, by=cast.firm)
    with pytest.raises(AboveSmallDeal):
        await service.check_use(stated.id, lender_id=bank.id, amount=Fen(10_000_000_01))
    (platform,) = (await as_(checker).get("/appraisal-rules")).json()["items"]
    rules = platform["rules"] | {"small_deal": {"outcome": "warn", "up_to_fen": 0}}
    body = {"rules": rules, "valid_from": clock.today().isoformat(), "reason": "内部制度"}
    maker = await make.actor(bank, "maker")
    proposed = await as_(maker).post("/appraisal-rule-proposals", json=body)
    path = f"/appraisal-rule-proposals/{proposed.json()['id']}/acceptance"
    with pytest.raises(AboveSmallDeal):
        await service.check_use(stated.id, lender_id=bank.id, amount=Fen(10_000_000_01))
    assert (await as_(checker).post(path)).status_code == 200

    await service.check_use(stated.id, lender_id=bank.id, amount=Fen(10_000_000_01))

    rows = await db.fetch(
        "SELECT outcome FROM appraisal_finding WHERE lender = $1 AND rule = 'small_deal'", bank.id
    )
    assert sorted(row["outcome"] for row in rows) == ["refuse", "refuse", "warn"]


async def test_refusals_of_an_order(as_: ClientFor, cast: Cast) -> None:
    today = clock.today()
    base = {
        "right_ids": [str(cast.right_id)],
        "appraiser_ids": [str(cast.firm.organisation_id)],
        "base_date": today.isoformat(),
        "quotes_due_on": today.isoformat(),
    }
    unfit = await as_(cast.firm).post("/valuation-requests", json=base)
    assert unfit.json()["code"] == "appraisal.not_an_appraiser"
    late = base | {"quotes_due_on": "2020-01-01"}
    assert (await as_(cast.firm).post("/valuation-requests", json=late)).json()["code"] == (
        "appraisal.dates_wrong"
    )
    foreign = base | {"right_ids": [str(await values.right(await make.organisation()))]}
    assert (await as_(cast.firm).post("/valuation-requests", json=foreign)).status_code == 404
    paper = await deposited(cast.valuer, kind=Kind.CERTIFICATE)
    papers = base | {
        "appraiser_ids": [str(cast.valuer.organisation_id)],
        "document_ids": [str(paper.id)],
    }
    assert (await as_(cast.firm).post("/valuation-requests", json=papers)).status_code == 404
    request = await invited(as_, cast)
    other = await do(as_, cast.firm, request, "acceptance", quote_id=str(paper.id))
    assert other.status_code == 404
    stranger = await make.actor(await make.organisation("appraiser"), "valuer", "signer")
    for who, action, body in (
        (stranger, "quote", quote()),
        (stranger, "delivery", {"password": make.PASSWORD}),
        (cast.rival, "report-checks", {"report": report(cast, request)}),
    ):
        assert (await do(as_, who, request, action, **body)).status_code == 404
    lapsed = await do(as_, cast.valuer, request, "quote", **quote(valid_until="2020-01-01"))
    assert lapsed.json()["code"] == "appraisal.quote_lapsed"
    with clock.at(clock.now() + timedelta(days=6)):
        over = await do(as_, cast.valuer, request, "quote", **quote())
        assert over.json()["code"] == "appraisal.quotes_over"
        await service.expire()
    gone = (await as_(cast.firm).get(f"/valuation-requests/{request['id']}")).json()
    assert (gone["state"], gone["allowed_actions"]) == ("expired", [])
    order = await ordered(as_, cast)
    strange = await deposited(cast.rival, kind=Kind.VALUATION_REPORT)
    body = {"report": report(cast, order), "file_id": str(strange.id)}
    assert (await do(as_, cast.valuer, order, "report", **body)).status_code == 404
    missing = await do(as_, cast.valuer, order, "signature", password=make.PASSWORD)
    assert missing.json()["code"] == "appraisal.report_missing"


async def test_a_quote_that_was_replaced_is_not_accepted_unread(as_: ClientFor, cast: Cast) -> None:
    request = await invited(as_, cast)
    (first,) = (await do(as_, cast.valuer, request, "quote", **quote())).json()["quotes"]
    seen = {name: first[name] for name in ("fee_fen", "days", "valid_until", "approaches")}
    seen["related"] = False
    await do(as_, cast.valuer, request, "quote", **quote(fee_fen=first["fee_fen"] + 100, days=20))

    refused = await do(as_, cast.firm, request, "acceptance", quote_id=first["id"], seen=seen)

    assert (refused.status_code, refused.json()["code"]) == (409, "appraisal.quote_changed")
    assert refused.json()["differences"] == [
        {"field": "fee_fen", "before": first["fee_fen"], "after": first["fee_fen"] + 100},
        {"field": "days", "before": first["days"], "after": 20},
    ]
    seen |= {"fee_fen": first["fee_fen"] + 100, "days": 20}
    taken = await do(as_, cast.firm, request, "acceptance", quote_id=first["id"], seen=seen)
    assert taken.status_code == 200, taken.text

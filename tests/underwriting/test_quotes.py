"""From a firm's answers to insurers' quotes: E1 by the plan alone, E2 by two at the desk."""

from typing import Any

import httpx
import pytest

from backend.kernel import clock
from tests.conftest import ClientFor
from tests.underwriting import make

pytestmark = pytest.mark.usefixtures("db", "licensed")


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def proposal(client: httpx.AsyncClient, answers: dict[str, Any], line: str) -> str:
    """Drafted and answered by the firm's handler."""
    drafted = await client.post("/proposals", json={"line": line})
    assert drafted.status_code == 201, drafted.text
    path = f"/proposals/{drafted.json()['id']}"
    answered = await client.put(f"{path}/answers", json={"base": 1, "answers": answers})
    assert answered.status_code == 200, answered.text
    assert answered.json()["missing"] == []
    return path


async def test_e1_is_quoted_to_the_fen_by_three_plans_in_one_call(as_: ClientFor) -> None:
    firm, desks = await make.firm(), [await make.desk() for _ in range(3)]
    await make.sanctions()
    path = await proposal(as_(firm.handler), make.E1, "overseas_liability")
    sending = make.body(*(each.id for each in desks))

    sent = await as_(firm.signatory).post(f"{path}/submission", json=sending)
    again = await as_(firm.signatory).post(f"{path}/submission", json=sending)

    assert sent.status_code == 200, sent.text
    found = sent.json()["submissions"]
    assert [each["state"] for each in found] == ["quoted"] * 3
    assert again.json()["submissions"] == found
    seen = (await as_(firm.handler).get(f"/submissions/{found[0]['id']}")).json()
    (quote,) = seen["quotes"]
    (option,) = quote["options"]
    assert (option["net_fen"], option["vat_fen"], option["gross_fen"]) == (
        make.E1_NET,
        make.E1_VAT,
        make.E1_GROSS,
    )
    assert quote["automatic"] is True
    assert quote["wording"]["filing_number"]
    assert "punitive_damages" in quote["exclusions"]["DAM"]
    assert option["worksheet"] is None
    assert seen["desk"] is None
    own = (await as_(desks[0].l1).get("/submissions")).json()
    assert own["total"] == 1


async def test_e2_is_referred_approved_by_another_and_quoted_to_the_fen(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    path = await proposal(as_(firm.handler), make.E2, "star_composite")
    l1, l2 = as_(desk.l1), as_(desk.l2)

    sent = await as_(firm.signatory).post(f"{path}/submission", json=make.body(desk.id))
    one = f"/submissions/{sent.json()['submissions'][0]['id']}"
    queued = (await l1.get("/submissions")).json()["items"][0]
    alone = await l1.post(f"{one}/quote", json=make.E2_TERMS)
    nobody = await as_(desk.other).post(f"{one}/quote", json=make.E2_TERMS)
    referred = await l1.post(
        f"{one}/referral", json={"memo": "问询阶段，建议下浮 5%", "terms": make.E2_TERMS}
    )
    himself = await l1.post(
        f"{one}/referral-decision", json={"decision": "approved", "note": "同意"}
    )
    approved = await l2.post(
        f"{one}/referral-decision", json={"decision": "approved", "note": "同意"}
    )
    other_terms = await l1.post(
        f"{one}/quote", json={"options": [{"label": "另一", "schedule_bp": 0}]}
    )
    quoted = await l1.post(f"{one}/quote", json=make.E2_TERMS)

    assert (queued["state"], queued["authority"]) == ("in_underwriting", "L2")
    assert queued["due_on"] == clock.add_working_days(clock.today(), 5).isoformat()
    assert code(alone) == (403, "underwriting.outside_authority")
    assert (alone.json()["needed"], alone.json()["held"]) == ("L2", "L1")
    assert nobody.json()["held"] is None
    assert referred.json()["submission"]["state"] == "referred"
    assert code(himself) == (403, "underwriting.referrer_cannot_decide")
    assert approved.json()["submission"]["state"] == "in_underwriting"
    assert code(other_terms) == (403, "underwriting.outside_authority")
    assert quoted.status_code == 200, quoted.text
    option = quoted.json()["quotes"][0]["options"][0]
    assert (option["net_fen"], option["vat_fen"], option["gross_fen"]) == (
        make.E2_NET,
        make.E2_VAT,
        make.E2_GROSS,
    )
    assert option["worksheet"]["net_fen"] == make.E2_NET
    assert [hit["id"] for hit in quoted.json()["desk"]["hits"]] == ["ipo_filed"]


async def test_options_revision_and_withdrawal_of_a_quote(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    rows = await make.sent(firm, desk)
    one = f"/submissions/{rows[desk.id]['id']}"
    l1 = as_(desk.l1)
    cheaper = [
        {
            **each,
            "sections": [
                {**s, "terms": {**s["terms"], "deductible_fen": 1_000_000_00}}
                for s in each["sections"]
            ],
        }
        for each in make.E1["cover"]["parts"]
    ]
    terms = {
        "options": [{"label": "标准"}, {"label": "高免赔", "parts": cheaper}],
        "subjectivities": [{"text": "承保前提交最新自由实施意见", "before_binding": True}],
        "exclusions": [{"part": "DEF", "exclusion": "unpaid_royalties"}],
        "valid_days": 10,
    }

    revised = await l1.post(f"{one}/revision", json=terms)
    quoted_again = await l1.post(f"{one}/quote", json=terms)
    back = await l1.post(f"{one}/withdrawal")
    indicated = await l1.post(f"{one}/indication", json=terms)
    declined = await l1.post(
        f"{one}/decline", json={"reason": "capacity", "note": "本年承保能力已用尽"}
    )

    assert revised.status_code == 200, revised.text
    new, old = revised.json()["quotes"]
    assert (new["revision"], new["state"], old["state"]) == (2, "open", "superseded")
    assert new["options"][1]["net_fen"] < new["options"][0]["net_fen"]
    assert new["exclusions"]["DEF"][-1] == "unpaid_royalties"
    assert new["subjectivities"][0]["before_binding"] is True
    assert code(quoted_again) == (409, "illegal_transition")
    assert back.json()["submission"]["state"] == "in_underwriting"
    assert back.json()["quotes"][0]["state"] == "withdrawn"
    assert indicated.json()["quotes"][0]["kind"] == "indication"
    assert declined.json()["submission"]["decline_reason"] == "capacity"
    seen = (await as_(firm.handler).get(one)).json()["submission"]
    assert (seen["state"], seen["decline_note"]) == ("declined", "本年承保能力已用尽")


async def test_a_knock_out_declines_and_a_question_stops_the_clock(as_: ClientFor) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    lapsed = make.E2 | {
        "rights": {"schedule": [make.E2["rights"]["schedule"][0] | {"lapsed": True}]}
    }
    rows = await make.sent(firm, desk, answers=lapsed, line="star_composite")
    row = rows[desk.id]
    assert (row["state"], row["decline_code"]) == ("declined", "knock_out")
    assert row["decline_note"] == "标的权利已失效"
    rows = await make.sent(firm, desk, answers=make.E2, line="star_composite")
    one = f"/submissions/{rows[desk.id]['id']}"
    question = {
        "items": [{"question": "history.letters", "text": "警告函的内容？"}],
        "due_on": make.due(),
    }

    asked = await as_(desk.l1).post(f"{one}/question", json=question)
    meanwhile = await as_(desk.l1).post(f"{one}/quote", json=make.E2_TERMS)
    answered = await as_(firm.handler).post(f"{one}/answer", json={"text": "已于四月撤回。"})
    twice = await as_(firm.handler).post(f"{one}/answer", json={"text": "再答。"})

    submission = asked.json()["submission"]
    assert (submission["state"], submission["due_on"]) == ("info_requested", None)
    assert submission["days_left"] == 5
    assert code(meanwhile) == (409, "illegal_transition")
    assert answered.status_code == 200, answered.text
    assert answered.json()["submission"]["due_on"] is not None
    assert answered.json()["questions"][0]["answer"] == "已于四月撤回。"
    assert code(twice) == (409, "illegal_transition")

"""A referral that was replaced since it was read is not decided unread."""

import pytest

from tests.conftest import ClientFor
from tests.underwriting import make
from tests.underwriting.test_quotes import code, proposal

pytestmark = pytest.mark.usefixtures("db", "licensed")


async def test_another_referral_than_the_one_that_was_read_is_told_with_the_difference(
    as_: ClientFor,
) -> None:
    firm, desk = await make.firm(), await make.desk()
    await make.sanctions()
    path = await proposal(as_(firm.handler), make.E2, "star_composite")
    l1, l2 = as_(desk.l1), as_(desk.l2)
    sent = await as_(firm.signatory).post(f"{path}/submission", json=make.body(desk.id))
    one = f"/submissions/{sent.json()['submissions'][0]['id']}"
    await l1.post(f"{one}/referral", json={"memo": "建议下浮 5%", "terms": make.E2_TERMS})
    amended = await l2.post(
        f"{one}/referral-decision",
        json={"decision": "amended", "note": "期限", "referral": 1} | {"terms": make.E2_TERMS},
    )
    assert amended.status_code == 200, amended.text
    terms = make.E2_TERMS | {"valid_days": 7}
    again = await l1.post(f"{one}/referral", json={"memo": "改为七天", "terms": terms})
    assert again.status_code == 200, again.text

    body = {"decision": "approved", "note": "同意"}
    stale = await l2.post(f"{one}/referral-decision", json=body | {"referral": 1})

    assert code(stale) == (409, "underwriting.referral_replaced")
    told = {each["field"]: (each["before"], each["after"]) for each in stale.json()["differences"]}
    assert told["memo"] == ("建议下浮 5%", "改为七天")
    assert told["valid_days"][1] == 7
    assert stale.json()["referral"] == 2
    approved = await l2.post(f"{one}/referral-decision", json=body | {"referral": 2})
    assert approved.status_code == 200, approved.text

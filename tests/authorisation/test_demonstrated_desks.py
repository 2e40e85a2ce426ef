"""The demonstration's proposals: E1 quoted by the plan alone, E2 before the lead."""

import pytest

from backend.kernel import db
from backend.licensing.states import InquiryState, LicenceKind, PriceForm, State
from tests.authorisation.conftest import World
from tests.underwriting import make

pytestmark = pytest.mark.xdist_group("authorisation")


async def test_the_demonstrated_insurer_quotes_e1_by_itself_and_refers_e2(world: World) -> None:
    rows = await db.fetch(
        "SELECT p.line, s.state, s.handling, o.net_fen FROM underwriting_submission s "
        "JOIN underwriting_proposal p ON p.id = s.proposal "
        "JOIN identity_organisation i ON i.id = s.insurer "
        "LEFT JOIN underwriting_quote q ON q.submission = s.id "
        "LEFT JOIN underwriting_quote_option o ON o.quote = q.id "
        "WHERE i.name LIKE '沧屿%' ORDER BY p.line"
    )

    assert {tuple(row.values()) for row in rows} >= {
        ("overseas_liability", "quoted", "automatic", make.E1_NET),
        ("star_composite", "referred", "referred", None),
    }


async def test_the_demonstrated_market_has_every_kind_price_state_and_end(world: World) -> None:
    offers = await db.fetch("SELECT kind, price_form, state, cause FROM licensing_offer")
    inquiries = await db.fetch("SELECT state FROM licensing_inquiry")
    licences = await db.fetch("SELECT recordal_number FROM licensing_licence")
    published = [row for row in offers if row["state"] == "published"]

    assert {row["kind"] for row in published} == set(LicenceKind)
    assert {row["price_form"] for row in published} == set(PriceForm)
    assert {row["state"] for row in offers} == set(State)
    assert {row["cause"] for row in offers} >= {"pledged", "licensed"}
    assert {row["state"] for row in inquiries} == set(InquiryState)
    assert {row["recordal_number"] is None for row in licences} == {True, False}

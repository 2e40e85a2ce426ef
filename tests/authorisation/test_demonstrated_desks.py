"""The demonstration's proposals: E1 quoted by the plan alone, E2 before the lead."""

import pytest

from backend.kernel import db
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

"""Terms and warnings that changed since they were read: refused, with the difference."""

from typing import Any

import pytest

from backend.registry import service
from backend.registry.projection import PledgeRecord
from tests.conftest import ClientFor
from tests.make import PASSWORD
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


async def _sign(as_: ClientFor, by: Any, pledge: PledgeRecord) -> Any:
    return await as_(by).post(
        f"/pledges/{pledge.id}/signature",
        json={"password": PASSWORD, "terms_hash": pledge.terms_hash},
    )


async def test_terms_that_changed_are_not_signed_and_the_difference_is_told(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)
    changed = await service.set_terms(
        pledge.id, {"loan_reference": "JK-002", "scope": "主债权、利息及违约金"}, by=at.desk
    )

    refused = await _sign(as_, at.signatory, pledge)

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "registry.terms_changed")
    assert told["differences"] == [
        {
            "field": "loan_reference",
            "before": pledge.loan_reference,
            "after": "JK-002",
        },
        {"field": "scope", "before": pledge.terms["scope"], "after": "主债权、利息及违约金"},
    ]
    assert (told["terms_version"], told["terms_hash"]) == (
        changed.terms_version,
        changed.terms_hash,
    )
    signed = await _sign(as_, at.signatory, changed)
    assert signed.status_code == 200, signed.text


async def test_terms_that_never_were_differ_in_nothing(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.evidenced(at)

    refused = await as_(at.signatory).post(
        f"/pledges/{pledge.id}/signature", json={"password": PASSWORD, "terms_hash": "0" * 64}
    )

    assert (refused.status_code, refused.json()["differences"]) == (409, [])

"""What two administrators do at once: one of them stays, and nobody waits for the other."""

import asyncio
from typing import Any

import pytest

from backend.identity import rules
from backend.identity import service as identity
from backend.kernel.db import fetch_value
from tests import make


@pytest.mark.parametrize("how", ["deactivation", "roles"])
async def test_two_admins_who_send_each_other_away_are_one_in_the_end(
    committed: str, how: str
) -> None:
    for _ in range(5):
        bank = await make.organisation("bank")
        first, second = [await make.actor(bank, "admin") for _ in range(2)]

        def away(whom: Any, *, by: Any) -> Any:
            if how == "roles":
                return identity.change_roles(whom.user_id, roles=["maker"], by=by)
            return identity.deactivate(whom.user_id, by=by)

        found = await asyncio.gather(
            away(second, by=first), away(first, by=second), return_exceptions=True
        )

        refused = [each for each in found if isinstance(each, BaseException)]
        assert [type(each) for each in refused] == [rules.LastAdmin]
        admins = await fetch_value(
            "SELECT count(*) FROM identity_member WHERE organisation = $1 AND active "
            "AND 'admin' = ANY(roles)",
            bank.id,
        )
        assert admins == 1

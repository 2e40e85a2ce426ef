"""Charges and money that moved, for the tests."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.payments import service
from backend.payments.service import Moved, Owed
from backend.payments.states import Purpose, Source


def moved(amount: int, name: str | None = None, *, currency: str = "CNY") -> Moved:
    return Moved(
        source=Source.BANK,
        external_id=name or uuid4().hex,
        amount=Fen(amount),
        occurred_on=clock.today(),
        currency=currency,
    )


async def charged(
    payer: Actor,
    payee: Actor,
    *,
    amount: int = 1000,
    due_on: date | None = None,
    about: str = "平台服务费",
) -> dict[str, Any]:
    """A platform fee that the payee raises."""
    return await service.raise_charge(
        Owed(
            payer_id=payer.organisation_id,
            payee_id=payee.organisation_id,
            purpose=Purpose.PLATFORM_FEE,
            amount=Fen(amount),
            due_on=due_on or clock.today() + timedelta(days=30),
            about=about,
        ),
        by=payee,
    )

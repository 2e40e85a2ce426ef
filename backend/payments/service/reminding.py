"""Tell payers of what is due soon, and of what is overdue; of each once."""

from datetime import timedelta

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.payments import events, rules
from backend.payments.queries import reminders as queries
from backend.payments.service.billing import standing_of

#: How many days before a charge is due its payer is reminded.
DAYS_BEFORE = 3


async def remind(*, limit: int = 500) -> int:
    """Every morning; how many were told."""
    today = clock.today()
    async with transaction():
        due = await queries.newly_due(today, today + timedelta(days=DAYS_BEFORE), limit=limit)
        for each in due:
            row = await standing_of(each["charge"])
            await emit(
                events.ChargeReminded(
                    subject_id=row["id"],
                    parties=(row["payer"],),
                    reference=row["reference"],
                    how=each["kind"],
                    open_fen=rules.open_amount(row["state"], row["amount_fen"], kept=row["kept"]),
                    due_on=row["due_on"].isoformat(),
                ),
                by=SYSTEM,
            )
    return len(due)

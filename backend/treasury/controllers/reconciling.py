"""The ledger against the bank and against Stripe."""

from litestar import Controller, get
from litestar.di import NamedDependency

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.treasury import service
from backend.treasury.schemas import ReconciliationOut


class ReconciliationController(Controller):
    path = "/reconciliation"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def reconciliation(self, actor: NamedDependency[Actor]) -> ReconciliationOut:
        """Statements, Stripe's balance and the ledger; every difference with its cause."""
        return ReconciliationOut.of(await service.reconciliation(by=actor))

"""Invoices of the demonstration: fictional, in every state that a desk shows."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.demo.cast import Cast, deposit
from backend.documents.states import Kind
from backend.identity import service as identity
from backend.invoicing import service as invoicing
from backend.invoicing.states import InvoiceForm, Taxpayer
from backend.kernel import clock
from backend.kernel.auth import Actor

#: Who has stated its data: the fourth firm has not, so that its bill says what is missing.
TOLD = ("chips", "bio", "ai", "appraiser")

_BANK = "汀洲银行上海浦东支行（演示）"


async def state(cast: Cast) -> None:
    """What the invoices of everybody say, as its business licence has it."""
    for by in (cast.operator, *(cast[key] for key in TOLD)):
        own = await identity.organisation(by.organisation_id)
        await invoicing.state_title(
            invoicing.TitleTerms(
                name=own.name,
                tax_number=own.uscc or "",
                taxpayer=Taxpayer.GENERAL,
                address="中国（上海）自由贸易试验区演示路1号",
                phone="021-50000000",
                bank_name=_BANK,
                bank_account=f"99900000000000{int(own.id) % 10_000:04}",
            ),
            by=by,
        )


async def issue(charge: Mapping[str, Any], *, serial: int, by: Actor, seller: Actor) -> UUID:
    """Asked for by its payer and issued by its seller, with the file of the tax platform."""
    row = await invoicing.ask(charge["id"], form=InvoiceForm.SPECIAL, by=by)
    issued_on = max(row["paid_on"], clock.today() - timedelta(days=1))
    number = f"{issued_on:%y}317{serial:015}"
    file_id = await deposit(Kind.OTHER, f"数电票-{number}.pdf", number, by=seller)
    given = invoicing.Numbered(number=number, issued_on=issued_on)
    await invoicing.issue(row["id"], given, file_id=file_id, by=seller)
    return UUID(str(row["id"]))


async def leave(charge: Mapping[str, Any], *, by: Actor) -> None:
    """Asked for, and its seller's turn."""
    await invoicing.ask(charge["id"], form=InvoiceForm.ORDINARY, by=by)


async def gather(cast: Cast) -> None:
    """What the operator took to the tax platform and has no number of yet."""
    await invoicing.make_batch(by=cast.operator)

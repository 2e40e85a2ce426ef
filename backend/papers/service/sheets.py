"""Sheets that are drawn when somebody asks for them, and neither numbered, sealed nor kept."""

from backend.kernel import clock
from backend.kernel.settings import settings
from backend.papers import gateway
from contracts.payment_instruction.terms import PaymentInstruction


async def instruction_sheet(terms: PaymentInstruction, *, code: str) -> bytes:
    """How a charge is paid, as PDF; `code` is what its QR code says."""
    return await gateway.draw(terms, code=code, on=clock.today(), demonstration=settings().demo)

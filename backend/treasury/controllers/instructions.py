"""How a charge is paid by bank transfer."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.kernel import spreadsheet
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.language import said
from backend.treasury import service
from backend.treasury.schemas import InstructionOut


class InstructionController(Controller):
    path = "/charges"
    tags = ("Treasury",)

    @get("/{charge_id:uuid}/instruction", responses=PROBLEMS)
    async def instruction(
        self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> InstructionOut:
        """The account, the amount and the remark with which a charge is paid by transfer."""
        return InstructionOut.of(await service.instruction(charge_id, by=actor))

    @get("/{charge_id:uuid}/instruction.pdf", responses=PROBLEMS, media_type="application/pdf")
    async def sheet(
        self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[bytes]:
        """The same as a PDF, with its amount in capitals and its code."""
        return Response(
            await service.instruction_sheet(charge_id, by=actor),
            media_type="application/pdf",
            headers=spreadsheet.attachment(
                said("付款通知.pdf", "Payment instruction.pdf"), plain="instruction.pdf"
            ),
        )

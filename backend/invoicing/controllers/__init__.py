"""Invoices over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.invoicing import service
from backend.invoicing.schemas import (
    ChargeInvoicesOut,
    InvoiceAskIn,
    InvoiceBatchOut,
    InvoiceNumberIn,
    InvoiceOut,
    InvoiceReasonIn,
    InvoiceRuleIn,
    InvoiceRuleOut,
    InvoiceTitleIn,
    InvoiceTitleOut,
)
from backend.invoicing.states import InvoiceKind
from backend.kernel import listed, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.language import said
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


async def wanted_invoices(
    *,
    view: FromQuery[service.InvoiceView | None] = None,
    side: FromQuery[service.InvoiceSide | None] = None,
    kind: FromQuery[InvoiceKind | None] = None,
    q: Annotated[str | None, QueryParameter(max_length=100)] = None,
) -> service.Wanted:
    """What a query asks of the invoices."""
    return service.Wanted(view=view, side=side, kind=kind, q=q)


class InvoiceTitleController(Controller):
    path = "/invoice-title"
    tags = ("Invoicing",)

    @get("/", responses=PROBLEMS)
    async def title(self, actor: NamedDependency[Actor]) -> InvoiceTitleOut:
        """What invoices say of the caller's organisation."""
        return InvoiceTitleOut.of(await service.title(by=actor))

    @post("/", responses=PROBLEMS)
    async def state(
        self, data: JSONBody[InvoiceTitleIn], actor: NamedDependency[Actor]
    ) -> InvoiceTitleOut:
        """State it anew; the number's check characters are proven."""
        return InvoiceTitleOut.of(await service.state_title(data.terms(), by=actor))


class InvoiceRuleController(Controller):
    path = "/invoice-rules"
    tags = ("Invoicing",)

    @get("/", responses=PROBLEMS)
    async def rules(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InvoiceRuleOut]:
        """Which charge is invoiced how, by dated rules; those in force are marked."""
        rows, following, total = await service.rule_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[InvoiceRuleOut.of(row) for row in rows], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def publish(
        self, data: JSONBody[InvoiceRuleIn], actor: NamedDependency[Actor]
    ) -> InvoiceRuleOut:
        """Publish the rule that follows, from today or later."""
        return InvoiceRuleOut.of(await service.publish_rule(data.terms(), by=actor))


class ChargeInvoiceController(Controller):
    path = "/charges"
    tags = ("Invoicing",)

    @get("/{charge_id:uuid}/invoices", responses=PROBLEMS)
    async def invoices(
        self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ChargeInvoicesOut:
        """Every invoice and credit note of a charge, and what one would state now."""
        return ChargeInvoicesOut.of(await service.of_charge(charge_id, by=actor), reader=actor)

    @post("/{charge_id:uuid}/invoices", responses=PROBLEMS)
    async def ask(
        self, charge_id: FromPath[UUID], data: JSONBody[InvoiceAskIn], actor: NamedDependency[Actor]
    ) -> InvoiceOut:
        """Ask for the invoice of a charge that was paid."""
        row = await service.ask(charge_id, form=data.form, by=actor)
        return InvoiceOut.of(row, reader=actor)


class InvoiceController(Controller):
    path = "/invoices"
    tags = ("Invoicing",)

    dependencies = {"wanted": Provide(wanted_invoices)}  # noqa: RUF012 - as the framework has it

    @get("/", responses=PROBLEMS)
    async def invoices(
        self,
        actor: NamedDependency[Actor],
        wanted: NamedDependency[service.Wanted],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InvoiceOut]:
        """What the caller's organisation asked for and is to issue, newest first."""
        rows, following, total = await service.invoice_page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [InvoiceOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/export.csv", responses=PROBLEMS, media_type="text/csv")
    async def invoices_csv(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same invoices as a spreadsheet reads them; up to 10,000, more by `POST /exports`."""
        asked = service.InvoicesAsked.of(wanted)
        return Stream(
            workbook.chunks(
                await listed.at_once(service.INVOICE_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=service.INVOICE_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def invoice_book(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same invoices as a workbook with what was asked for; more by `POST /exports`."""
        asked = service.InvoicesAsked.of(wanted)
        return Stream(
            workbook.chunks(await listed.at_once(service.INVOICE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.INVOICE_LIST.attachment(),
        )

    @get("/{invoice_id:uuid}", responses=PROBLEMS)
    async def invoice(
        self, invoice_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> InvoiceOut:
        """One invoice or credit note."""
        return InvoiceOut.of(await service.invoice(invoice_id, by=actor), reader=actor)

    @post("/{invoice_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self,
        invoice_id: FromPath[UUID],
        data: JSONBody[InvoiceReasonIn],
        actor: NamedDependency[Actor],
    ) -> InvoiceOut:
        """Take back what was asked for and was not given to the tax platform yet."""
        row = await service.withdraw(invoice_id, reason=data.reason, by=actor)
        return InvoiceOut.of(row, reader=actor)

    @post("/{invoice_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(
        self,
        invoice_id: FromPath[UUID],
        data: JSONBody[InvoiceReasonIn],
        actor: NamedDependency[Actor],
    ) -> InvoiceOut:
        """Do not issue it, and say why; the payer may ask again."""
        row = await service.refuse(invoice_id, reason=data.reason, by=actor)
        return InvoiceOut.of(row, reader=actor)

    @post("/{invoice_id:uuid}/number", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def issue(
        self,
        invoice_id: FromPath[UUID],
        data: JSONBody[InvoiceNumberIn],
        actor: NamedDependency[Actor],
    ) -> InvoiceOut:
        """Tell the number and the day that the tax platform gave it."""
        row = await service.issue(invoice_id, data.given(), file_id=data.file_id, by=actor)
        return InvoiceOut.of(row, reader=actor)

    @post("/{invoice_id:uuid}/credit-notes", responses=PROBLEMS)
    async def credit(
        self,
        invoice_id: FromPath[UUID],
        data: JSONBody[InvoiceReasonIn],
        actor: NamedDependency[Actor],
    ) -> InvoiceOut:
        """Take back all that is left of an issued invoice by a credit note."""
        row = await service.credit(invoice_id, reason=data.reason, by=actor)
        return InvoiceOut.of(row, reader=actor)


class InvoiceBatchController(Controller):
    path = "/invoice-batches"
    tags = ("Invoicing",)

    @get("/", responses=PROBLEMS)
    async def batches(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InvoiceBatchOut]:
        """What was taken to the tax platform, newest first."""
        rows, following, total = await service.batch_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[InvoiceBatchOut.of(row) for row in rows], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def make(self, actor: NamedDependency[Actor]) -> InvoiceBatchOut:
        """Gather everything of the caller's organisation that waits, for the tax platform."""
        return InvoiceBatchOut.of(await service.make_batch(by=actor))

    @get("/{batch_id:uuid}/invoices.csv", responses=PROBLEMS, media_type="text/csv")
    async def file(
        self, batch_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[bytes]:
        """The file to upload there; the same however often it is fetched."""
        return Response(
            await service.batch_file(batch_id, by=actor),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=spreadsheet.attachment(
                said("开票数据.csv", "Invoice data.csv"), plain="invoices.csv"
            ),
        )

"""Reference tables over HTTP: what is in force, its versions, and what is proposed."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import clock, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.forms import FileOperation, UploadForm
from backend.kernel.http import PROBLEMS
from backend.kernel.language import said
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.reference import reasons, rules, service
from backend.reference.schemas import (
    ListedReasonOut,
    ReferenceProposalDetailOut,
    ReferenceProposalIn,
    ReferenceProposalOut,
    ReferenceReadingOut,
    ReferenceReasonIn,
    ReferenceTableOut,
    ReferenceVersionDetailOut,
    ReferenceVersionOut,
)


class ReferenceTableController(Controller):
    path = "/reference-tables"
    tags = ("Reference data",)

    @get("/", responses=PROBLEMS)
    async def reference_tables(self, actor: NamedDependency[Actor]) -> Page[ReferenceTableOut]:
        """Every table with its version in force and the proposal that waits."""
        found = await service.tables(by=actor)
        items = [ReferenceTableOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=None, total=len(items))

    @get("/{reference_table:str}", responses=PROBLEMS)
    async def reference_table(
        self, reference_table: FromPath[str], actor: NamedDependency[Actor]
    ) -> ReferenceTableOut:
        return ReferenceTableOut.of(await service.table(reference_table, by=actor), reader=actor)

    @get("/{reference_table:str}/versions", responses=PROBLEMS)
    async def reference_versions(
        self,
        reference_table: FromPath[str],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReferenceVersionOut]:
        """A table's versions, newest first."""
        rows, following, total = await service.version_page(
            reference_table, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ReferenceVersionOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/{reference_table:str}/proposals", responses=PROBLEMS)
    async def reference_proposals(
        self,
        reference_table: FromPath[str],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReferenceProposalOut]:
        """What was proposed for a table, open and decided; newest first."""
        rows, following, total = await service.proposal_page(
            reference_table, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ReferenceProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post(
        "/{reference_table:str}/reading",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_class=FileOperation,
        request_max_body_size=None,  # measured while it streams: see rules.MOST_BYTES
    )
    async def read_reference_rows(
        self,
        reference_table: FromPath[str],
        request: Request[Any, Any, State],
        actor: NamedDependency[Actor],
    ) -> ReferenceReadingOut:
        """Read the rows of a workbook (multipart `file`, XLSX, at most 2 MiB and 2,000 rows).

        Headed like the workbook of a version; what does not fit is told cell by cell, and
        nothing is stored.
        """
        service.check_may_propose(actor)
        form = UploadForm(
            request,
            limit=rules.MOST_BYTES,
            too_large=rules.ReferenceFileTooLarge(
                limit_bytes=rules.MOST_BYTES, most_rows=rules.MOST_ROWS
            ),
        )
        content = b"".join([chunk async for chunk in form.chunks()])
        rows = await service.read_book(reference_table, content, by=actor)
        return ReferenceReadingOut(rows=list(rows))


class ReasonController(Controller):
    path = "/reasons"
    tags = ("Reference data",)

    @get("/", responses=PROBLEMS)
    async def listed_reasons(
        self,
        actor: NamedDependency[Actor],  # noqa: ARG002 - whoever has signed in picks from them
    ) -> Page[ListedReasonOut]:
        """What may be picked today when something is sent back or ends."""
        rows = await reasons.offered(clock.today())
        items = [ListedReasonOut.of(row) for row in rows]
        return Page(items=items, next=None, total=len(items))


class ReferenceVersionController(Controller):
    path = "/reference-versions"
    tags = ("Reference data",)

    @get("/{reference_version_id:uuid}", responses=PROBLEMS)
    async def reference_version(
        self,
        reference_version_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        against: Annotated[int | None, QueryParameter(ge=1, lt=2**31)] = None,
    ) -> ReferenceVersionDetailOut:
        """A version's rows, and how they differ from another's (the one before it)."""
        found = await service.version(reference_version_id, against=against, by=actor)
        return ReferenceVersionDetailOut.of(found)

    @get(
        "/{reference_version_id:uuid}/sheet.xlsx",
        responses=PROBLEMS,
        media_type=workbook.MEDIA_TYPE,
    )
    async def reference_version_sheet(
        self, reference_version_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Stream:
        """A version's rows as a workbook, which `reading` takes when it was changed."""
        kind, row, book = await service.version_book(reference_version_id, by=actor)
        name = f"{said(*kind.title)}-v{row['version']}.xlsx"
        plain = f"{kind.code}-v{row['version']}.xlsx"
        return Stream(
            workbook.chunks(book),
            media_type=workbook.MEDIA_TYPE,
            headers=spreadsheet.attachment(name, plain=plain),
        )


class ReferenceProposalController(Controller):
    path = "/reference-proposals"
    tags = ("Reference data",)

    @post("/", responses=PROBLEMS)
    async def propose_reference(
        self, data: JSONBody[ReferenceProposalIn], actor: NamedDependency[Actor]
    ) -> ReferenceProposalDetailOut:
        """Propose a table's rows from a day on; one proposal of a table waits at a time."""
        found = await service.propose(
            data.table, data.rows, valid_from=data.valid_from, source=data.source, by=actor
        )
        return ReferenceProposalDetailOut.of(found, reader=actor)

    @get("/{reference_proposal_id:uuid}", responses=PROBLEMS)
    async def reference_proposal(
        self, reference_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ReferenceProposalDetailOut:
        found = await service.proposal(reference_proposal_id, by=actor)
        return ReferenceProposalDetailOut.of(found, reader=actor)

    @post("/{reference_proposal_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_reference_proposal(
        self, reference_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ReferenceProposalDetailOut:
        """Publish what another person proposed: the table's next version, from its day."""
        found = await service.accept_proposal(reference_proposal_id, by=actor)
        return ReferenceProposalDetailOut.of(found, reader=actor)

    @post("/{reference_proposal_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_reference_proposal(
        self,
        reference_proposal_id: FromPath[UUID],
        data: JSONBody[ReferenceReasonIn],
        actor: NamedDependency[Actor],
    ) -> ReferenceProposalDetailOut:
        """Decline what another person proposed, and say why."""
        found = await service.decline_proposal(reference_proposal_id, reason=data.reason, by=actor)
        return ReferenceProposalDetailOut.of(found, reader=actor)

    @post("/{reference_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_reference_proposal(
        self, reference_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ReferenceProposalDetailOut:
        """Take back what one proposed oneself."""
        found = await service.withdraw_proposal(reference_proposal_id, by=actor)
        return ReferenceProposalDetailOut.of(found, reader=actor)

"""Statements of the bank: brought in as files, read line by line."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIFormat, OpenAPIType, Operation, Schema
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField
from backend.kernel.forms import UploadForm, body_of, form_of
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.treasury import rules, service
from backend.treasury.schemas import LineOut, StatementOut
from backend.treasury.states import Direction, LineState, Reason


@dataclass
class StatementOperation(Operation):
    """What the API contract says of the upload, which the framework cannot see."""

    def __post_init__(self) -> None:
        account = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID)
        self.request_body = body_of(form_of("account_id", account_id=account))


class StatementController(Controller):
    path = "/bank-statements"
    tags = ("Treasury",)

    @post(
        "/",
        responses=PROBLEMS,
        operation_class=StatementOperation,
        request_max_body_size=None,  # measured while it streams: see rules.MAX_BYTES
    )
    async def import_statement(
        self, request: Request[Any, Any, State], actor: NamedDependency[Actor]
    ) -> StatementOut:
        """Import a statement (multipart: `account_id`, `file`, CSV or XLSX, at most 16 MiB).

        The same file, or lines that an earlier file told, change nothing. A statement whose
        running balance does not add up, or that leaves a gap, is refused as a whole.
        """
        service.check_may_import(actor)
        form = UploadForm(
            request,
            limit=rules.MAX_BYTES,
            too_large=rules.FileTooLarge(limit_bytes=rules.MAX_BYTES),
        )
        content = await service.whole(form.chunks())
        try:
            account_id = UUID(form.field("account_id") or "")
        except ValueError:
            raise InvalidField("account_id", "Invalid UUID") from None
        row, repeated = await service.import_statement(
            content, account_id=account_id, file_name=form.file_name or "", by=actor
        )
        return StatementOut.of(row, repeated=repeated)

    @get("/", responses=PROBLEMS)
    async def statements(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[StatementOut]:
        """The statements, newest first, and how many of their lines still wait."""
        rows, following, total = await service.statement_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [StatementOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/{statement_id:uuid}", responses=PROBLEMS)
    async def statement(
        self, statement_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> StatementOut:
        """One statement."""
        return StatementOut.of(await service.statement(statement_id, by=actor))

    @get("/{statement_id:uuid}/lines", responses=PROBLEMS)
    async def lines(
        self,
        statement_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        in_state: Annotated[LineState | None, QueryParameter(name="state")] = None,
        direction: FromQuery[Direction | None] = None,
        reason: FromQuery[Reason | None] = None,
        q: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LineOut]:
        """The lines that were new in it, in their order; `q` is part of a name or a memo."""
        wanted = service.Wanted(
            statement_id=statement_id,
            state=in_state,
            direction=direction,
            reason=reason,
            text=(q or "").strip() or None,
        )
        rows, following, total = await service.line_page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [LineOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

"""The routes of the vault."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from backend.documents import rules, service
from backend.documents.controllers.upload import UploadForm, UploadOperation
from backend.documents.schemas import FileDetailOut, FileOut, GrantOut, UsageOut
from backend.documents.states import Kind
from backend.documents.tables import File
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class DocumentController(Controller):
    path = "/documents"
    tags = ("Documents",)

    @post(
        "/",
        responses=PROBLEMS,
        operation_class=UploadOperation,
        request_max_body_size=None,  # measured while it streams: see rules.MAX_BYTES
    )
    async def deposit(
        self, request: Request[Any, Any, State], actor: NamedDependency[Actor]
    ) -> FileOut:
        """Deposit a file (multipart: `kind`, `file`); the same bytes of one kind stand once."""
        form = UploadForm(request)
        async with service.receiving(form.chunks(), by=actor) as received:
            file = await service.keep(
                received, name=form.file_name or "", kind=_kind(form.field("kind")), by=actor
            )
        return FileOut.of(file, reader=actor.organisation_id)

    @get("/", responses=PROBLEMS)
    async def files(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[Kind | None] = None,
        withdrawn: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FileOut]:
        """The caller's own files, newest first."""
        page, following, total = await service.own_files(
            kind=kind, withdrawn=withdrawn, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [FileOut.of(file, reader=actor.organisation_id) for file in page]
        return Page(items=items, next=following, total=total)

    @get("/usage", responses=PROBLEMS)
    async def usage(self, actor: NamedDependency[Actor]) -> UsageOut:
        """How much space the caller's organisation uses, and has."""
        used, limit = await service.usage(by=actor)
        return UsageOut(used_bytes=used, limit_bytes=limit)

    @get("/{file_id:uuid}", responses=PROBLEMS)
    async def file(self, file_id: FromPath[UUID], actor: NamedDependency[Actor]) -> FileDetailOut:
        """A file of the caller's or one that he may read; to its owner also who may read it."""
        file = await service.file(file_id, by=actor)
        grants = await service.grants(file, by=actor)
        readers = await identity.organisations([each.organisation for each in grants])
        now = clock.now()
        return FileDetailOut(
            file=FileOut.of(file, reader=actor.organisation_id),
            grants=[
                GrantOut(
                    organisation_id=each.organisation,
                    organisation_name=readers[each.organisation].name,
                    purpose=each.purpose,
                    granted_at=each.granted_at,
                    ends_at=each.ends_at,
                    live=not rules.has_ended(each.ends_at, by=now),
                )
                for each in grants
            ],
        )

    @get("/{file_id:uuid}/content", responses=PROBLEMS, media_type="application/octet-stream")
    async def content(
        self,
        file_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        request: Request[Any, Any, State],
    ) -> Response[Any]:
        """The bytes, always as an attachment that no browser runs."""
        file, stream = await service.open_content(file_id, by=actor)
        headers = _content_headers(file)
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
        headers |= {"Content-Type": file.media_type, "Content-Length": str(file.size)}
        return Stream(stream, headers=headers)

    @post("/{file_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(self, file_id: FromPath[UUID], actor: NamedDependency[Actor]) -> FileOut:
        """Take a file back; refused while another organisation may read it."""
        file = await service.withdraw(file_id, by=actor)
        return FileOut.of(file, reader=actor.organisation_id)


def _kind(value: str | None) -> Kind:
    try:
        return Kind((value or "").strip())
    except ValueError:
        raise InvalidField("kind", f"One of: {', '.join(Kind)}.") from None


def _content_headers(file: File) -> dict[str, str]:
    plain = rules.fallback_name(Kind(file.kind), media_type=file.media_type)
    return {
        "Content-Disposition": (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
        ),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{file.sha256}"',
    }

"""The routes of the vault."""

import re
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import Headers, State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Stream
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_206_PARTIAL_CONTENT,
    HTTP_304_NOT_MODIFIED,
    HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE,
)

from backend.documents import names, rules, service
from backend.documents.controllers.kinds import kind_named
from backend.documents.controllers.upload import UploadOperation
from backend.documents.schemas.files import FileDetailOut, FileOut, HeldOut, OwnFileOut, UsageOut
from backend.documents.schemas.placeholders import PlacedOut
from backend.documents.schemas.receipts import GrantOut
from backend.documents.service import Part
from backend.documents.states import Kind, Use
from backend.documents.tables import File
from backend.kernel import spreadsheet
from backend.kernel.auth import Actor
from backend.kernel.forms import UploadForm
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
        form = UploadForm(
            request,
            limit=rules.MAX_BYTES,
            too_large=rules.FileTooLarge(limit_bytes=rules.MAX_BYTES),
        )
        async with service.receiving(form.chunks(), by=actor) as staged:
            file = await service.keep(
                staged, name=form.file_name or "", kind=kind_named(form.field("kind")), by=actor
            )
        return await _out(file, actor)

    @get("/", responses=PROBLEMS)
    async def files(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[Kind | None] = None,
        q: FromQuery[str | None] = None,
        withdrawn: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[OwnFileOut]:
        """The caller's own files, newest first; `q` is part of a name."""
        page, following, total = await service.own_files(
            kind=kind,
            name=(q or "").strip() or None,
            withdrawn=withdrawn,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        readers = await service.readers(page)
        trusts = await service.trusts([file.id for file in page])
        held = await service.held(page, by=actor)
        placed = await service.placed([file.id for file in page])
        items = [
            OwnFileOut.listed(
                file,
                trust=trusts[file.id],
                readers=readers[file.id],
                held=file.id in held,
                placed=placed[file.id],
            )
            for file in page
        ]
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
        hold = (await service.held([file], by=actor)).get(file_id)
        own = file.organisation == actor.organisation_id
        placed = (await service.placed([file_id]))[file_id] if own else []
        return FileDetailOut(
            file=await _out(file, actor),
            rule_version=file.rule_version,
            may_download=await service.may_download(file_id, by=actor),
            hold=None if hold is None else HeldOut(reason=hold["reason"], since=hold["since"]),
            grants=[GrantOut.of(each) for each in grants],
            placed=[PlacedOut.of(each) for each in placed],
        )

    @get("/{file_id:uuid}/content", responses=PROBLEMS, media_type="application/octet-stream")
    async def content(
        self,
        file_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        request: Request[Any, Any, State],
    ) -> Response[Any]:
        """The bytes, always as an attachment that no browser runs; a part of them by `Range`."""
        return await _served(file_id, request, use=Use.DOWNLOAD, by=actor)

    @get("/{file_id:uuid}/preview", responses=PROBLEMS, media_type="application/octet-stream")
    async def preview(
        self,
        file_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        request: Request[Any, Any, State],
    ) -> Response[Any]:
        """The bytes for the viewer, for whoever may look but perhaps not take a copy."""
        return await _served(file_id, request, use=Use.PREVIEW, by=actor)

    @post("/{file_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(self, file_id: FromPath[UUID], actor: NamedDependency[Actor]) -> FileOut:
        """Let anybody who holds these bytes prove that the caller's organisation vouches for them.

        The bytes themselves stay as private as they were.
        """
        file = await service.publish(file_id, by=actor)
        return await _out(file, actor)

    @delete("/{file_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def unpublish(self, file_id: FromPath[UUID], actor: NamedDependency[Actor]) -> FileOut:
        """Answer for these bytes to the public no longer."""
        file = await service.unpublish(file_id, by=actor)
        return await _out(file, actor)

    @post("/{file_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(self, file_id: FromPath[UUID], actor: NamedDependency[Actor]) -> FileOut:
        """Take a file back; refused while another organisation may read it."""
        file = await service.withdraw(file_id, by=actor)
        return await _out(file, actor)


async def _out(file: File, actor: Actor) -> FileOut:
    trust = (await service.trusts([file.id]))[file.id]
    return FileOut.of(file, trust=trust, reader=actor.organisation_id)


async def _served(
    file_id: UUID, request: Request[Any, Any, State], *, use: Use, by: Actor
) -> Response[Any]:
    file = await service.file(file_id, by=by)
    headers = _content_headers(file, own=file.organisation == by.organisation_id)
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    part = _asked_part(request.headers, etag=headers["ETag"], size=file.size)
    if part is OUTSIDE:
        return Response(
            b"",
            status_code=HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE,
            headers={"Content-Range": f"bytes */{file.size}"},
        )
    file, stream = await service.open_content(file_id, use=use, part=part, by=by)
    served = part or Part(0, file.size - 1)
    headers |= {"Content-Type": file.media_type, "Content-Length": str(served.size)}
    if part is None:
        return Stream(stream, headers=headers)
    headers["Content-Range"] = f"bytes {part.first}-{part.last}/{file.size}"
    return Stream(stream, status_code=HTTP_206_PARTIAL_CONTENT, headers=headers)


#: The one range asked for begins behind the end of the file.
OUTSIDE = Part(-1, -1)
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")


def _asked_part(headers: Headers, *, etag: str, size: int) -> Part | None:
    """The single range that is asked for (RFC 9110, 14.2); None where the whole is to be sent."""
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if asked is None or asked.groups() == ("", "") or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:  # the last so many bytes
        return Part(max(0, size - int(last)), size - 1) if int(last) else OUTSIDE
    if int(first) >= size:
        return OUTSIDE
    end = min(int(last), size - 1) if last else size - 1
    return Part(int(first), end) if int(first) <= end else None


def _content_headers(file: File, *, own: bool) -> dict[str, str]:
    """Only the owner's browser may keep a copy: what others look at again is on record again."""
    plain = names.fallback_name(Kind(file.kind), media_type=file.media_type)
    return {
        **spreadsheet.attachment(file.name, plain=plain),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-cache" if own else "no-store",
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.sha256}"',
    }

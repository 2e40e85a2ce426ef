"""Resumable uploads over HTTP: tus 1.0, core with creation, expiration and termination."""

import base64
import binascii
import re
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, head, patch, post, route
from litestar.datastructures import Headers, State
from litestar.di import NamedDependency
from litestar.enums import HttpMethod
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_201_CREATED,
    HTTP_204_NO_CONTENT,
    HTTP_412_PRECONDITION_FAILED,
    HTTP_415_UNSUPPORTED_MEDIA_TYPE,
)

from backend.documents import rules, service
from backend.documents.controllers.kinds import kind_named
from backend.documents.schemas.uploads import UploadOut, UploadsOut
from backend.documents.service import UploadView
from backend.kernel.arriving import arriving
from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField
from backend.kernel.http import PROBLEMS

VERSION = "1.0.0"
MAX_METADATA = 4096
PIECE_TYPE = "application/offset+octet-stream"
_NUMBER = re.compile(r"\d{1,19}")

AnyRequest = Request[Any, Any, State]


class UploadController(Controller):
    path = "/uploads"
    tags = ("Uploads",)

    @route("/", http_method=[HttpMethod.OPTIONS], include_in_schema=False)
    async def abilities(self) -> Response[None]:
        """What this server speaks."""
        headers = {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,expiration,termination",
            "Tus-Max-Size": str(rules.MAX_RESUMABLE_BYTES),
        }
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=_headers(headers))

    @post("/", responses=PROBLEMS, status_code=HTTP_201_CREATED)
    async def announce(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Response[None]:
        """Announce an upload: `Upload-Length`, and `filename` and `kind` as `Upload-Metadata`."""
        _check_version(request.headers)
        named = _metadata(request.headers.get("upload-metadata", ""))
        upload = await service.announce(
            named.get("filename", ""),
            kind=kind_named(named.get("kind")),
            size=_number(request.headers, "Upload-Length"),
            by=actor,
        )
        headers = _standing(upload) | {"Location": f"{request.url.path.rstrip('/')}/{upload.id}"}
        return Response(None, status_code=HTTP_201_CREATED, headers=headers)

    @get("/", responses=PROBLEMS)
    async def under_way(self, actor: NamedDependency[Actor]) -> UploadsOut:
        """The caller's organisation's uploads that can be gone on with, newest first."""
        items = [UploadOut.of(each) for each in await service.under_way(by=actor)]
        return UploadsOut(items=items, scanner=service.has_scanner())

    @get("/{upload_id:uuid}", responses=PROBLEMS)
    async def upload(self, upload_id: FromPath[UUID], actor: NamedDependency[Actor]) -> UploadOut:
        """How far an upload is, and the document that it became."""
        return UploadOut.of(await service.upload_of(upload_id, by=actor))

    @head("/{upload_id:uuid}", responses=PROBLEMS)
    async def offset(
        self, upload_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[None]:
        """Where the next bytes have to begin."""
        upload = await service.upload_of(upload_id, by=actor)
        headers = _standing(upload) | {"Cache-Control": "no-store"}
        return Response(None, headers=headers)

    @patch(
        "/{upload_id:uuid}",
        responses=PROBLEMS,
        status_code=HTTP_204_NO_CONTENT,
        request_max_body_size=None,  # never more than was announced: see storage.staging
    )
    async def append(
        self, upload_id: FromPath[UUID], request: AnyRequest, actor: NamedDependency[Actor]
    ) -> Response[None]:
        """Send bytes from `Upload-Offset` on; after the last one the upload is a document."""
        _check_version(request.headers)
        if request.headers.get("content-type") != PIECE_TYPE:
            raise HTTPException(
                status_code=HTTP_415_UNSUPPORTED_MEDIA_TYPE, detail=f"Send {PIECE_TYPE}."
            )
        upload = await service.append(
            upload_id,
            offset=_number(request.headers, "Upload-Offset"),
            chunks=arriving(
                request,
                limit=rules.MAX_RESUMABLE_BYTES,
                too_large=rules.FileTooLarge(limit_bytes=rules.MAX_RESUMABLE_BYTES),
            ),
            by=actor,
        )
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=_standing(upload))

    @delete("/{upload_id:uuid}", responses=PROBLEMS, status_code=HTTP_204_NO_CONTENT)
    async def terminate(
        self, upload_id: FromPath[UUID], request: AnyRequest, actor: NamedDependency[Actor]
    ) -> Response[None]:
        """Give an upload up; what came of it is forgotten."""
        _check_version(request.headers)
        await service.terminate(upload_id, by=actor)
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=_headers({}))


def _headers(more: dict[str, str]) -> dict[str, str]:
    return {"Tus-Resumable": VERSION, **more}


def _standing(upload: UploadView) -> dict[str, str]:
    headers = {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.size),
        "Upload-Expires": format_datetime(upload.expires_at, usegmt=True),
    }
    if upload.document_id is not None:
        headers["Zhirong-Document"] = str(upload.document_id)
    return _headers(headers)


def _check_version(headers: Headers) -> None:
    if headers.get("tus-resumable") != VERSION:
        raise HTTPException(
            status_code=HTTP_412_PRECONDITION_FAILED,
            detail=f"Send Tus-Resumable: {VERSION}.",
            headers={"Tus-Version": VERSION},
        )


def _number(headers: Headers, name: str) -> int:
    found = headers.get(name, "")
    if not _NUMBER.fullmatch(found):
        raise InvalidField(name, "A whole number of bytes.")
    return int(found)


def _metadata(header: str) -> dict[str, str]:
    """`key base64, key base64`, as the protocol has it."""
    if len(header) > MAX_METADATA:
        raise InvalidField("Upload-Metadata", f"At most {MAX_METADATA} characters.")
    found = {}
    for pair in filter(None, header.split(",")):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise InvalidField("Upload-Metadata", f"`{key}` is not UTF-8 in base64.") from None
    return found

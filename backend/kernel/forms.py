"""A multipart upload read as it arrives: fields by name, the one file as a stream."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from backend.kernel.arriving import arriving
from backend.kernel.errors import DomainError, InvalidField

MAX_FIELD = 1000
MAX_PARTS = 8
AROUND_THE_FILE = 64 * 1024


class UploadForm:
    """Reads `chunks()` first; then the fields are known, wherever in the form they stood."""

    def __init__(
        self, request: Request[Any, Any, State], *, limit: int, too_large: DomainError
    ) -> None:
        content_type, options = parse_options_header(request.headers.get("content-type", ""))
        if content_type != "multipart/form-data" or not options.get("boundary"):
            raise InvalidField("file", "Send the file as multipart/form-data.")
        self._body = arriving(request, limit=limit + AROUND_THE_FILE, too_large=too_large)
        self._boundary = options["boundary"]
        self._fields: dict[str, str] = {}
        self.file_name: str | None = None

    def field(self, name: str) -> str | None:
        return self._fields.get(name)

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes of the file, as they come."""
        try:
            async for chunk in self._parse():
                yield chunk
        except MultipartError as error:
            raise InvalidField("file", f"The form is broken: {error}.") from None
        if self.file_name is None:
            raise InvalidField("file", "There is no file in the form.")

    async def _parse(self) -> AsyncIterator[bytes]:
        in_file, field = False, ""
        with PushMultipartParser(self._boundary, max_segment_count=MAX_PARTS) as parser:
            async for arrived in self._body:
                for part in parser.parse(arrived):
                    if isinstance(part, MultipartSegment):
                        in_file, field = self._open(part), part.name
                    elif part is None:
                        continue
                    elif in_file:
                        yield bytes(part)
                    else:
                        self._extend(field, part)

    def _open(self, part: MultipartSegment) -> bool:
        """Whether this part is the file; a field starts empty."""
        if part.filename is None:
            if part.name in self._fields:
                raise InvalidField(part.name, "This field stands twice.")
            self._fields[part.name] = ""
            return False
        if part.name != "file" or self.file_name is not None:
            raise InvalidField(part.name, "Send one file, in the field `file`.")
        self.file_name = part.filename
        return True

    def _extend(self, field: str, piece: bytes) -> None:
        value = self._fields[field] + bytes(piece).decode("utf-8", "replace")
        if len(value) > MAX_FIELD:
            raise InvalidField(field, "This field is too long.")
        self._fields[field] = value


def form_of(*required: str, **fields: Schema) -> OpenAPIMediaType:
    """What the API contract says of a form with one file, in the field `file`, and `fields`."""
    file = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
    return OpenAPIMediaType(
        schema=Schema(
            type=OpenAPIType.OBJECT,
            required=[*required, "file"],
            properties={**fields, "file": file},
        )
    )


def body_of(form: OpenAPIMediaType, **others: OpenAPIMediaType) -> RequestBody:
    return RequestBody(required=True, content={"multipart/form-data": form, **others})


@dataclass
class FileOperation(Operation):
    """What the contract says of an upload of one file, which the framework cannot see."""

    def __post_init__(self) -> None:
        self.request_body = body_of(form_of())

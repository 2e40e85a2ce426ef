"""An import as it arrives: one file of a multipart form, streamed, or a list of numbers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, Schema
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)
from pydantic import ValidationError

from backend.kernel.arriving import arriving
from backend.kernel.errors import InvalidField
from backend.kernel.forms import body_of, form_of
from backend.portfolio import rules
from backend.portfolio.schemas import MAX_NUMBER_LENGTH, MAX_NUMBERS, NumbersIn

AROUND_THE_FILE = 64 * 1024
MAX_JSON = 1024 * 1024
MAX_PARTS = 4

AnyRequest = Request[Any, Any, State]


def is_multipart(request: AnyRequest) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def numbers_of(request: AnyRequest) -> list[str]:
    """The pasted numbers of a JSON body."""
    refusal = rules.TooManyNumbers(limit=MAX_NUMBERS)
    arrived = [piece async for piece in arriving(request, limit=MAX_JSON, too_large=refusal)]
    try:
        body = NumbersIn.model_validate_json(b"".join(arrived))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "numbers"
        raise InvalidField(key, str(first["msg"])) from None
    for at, number in enumerate(body.numbers):
        if len(number) > MAX_NUMBER_LENGTH:
            raise InvalidField(f"numbers.{at}", f"At most {MAX_NUMBER_LENGTH} characters.")
    return body.numbers


class Upload:
    """Open it, then read `chunks()`: the file's name is known, its bytes come as they arrive."""

    def __init__(self, request: AnyRequest) -> None:
        _, options = parse_options_header(request.headers.get("content-type", ""))
        if not options.get("boundary"):
            raise InvalidField("file", "Send the file as multipart/form-data.")
        body = arriving(
            request,
            limit=rules.MAX_UPLOAD_BYTES + AROUND_THE_FILE,
            too_large=rules.UploadTooLarge(limit_bytes=rules.MAX_UPLOAD_BYTES),
        )
        self._parts = _parts(body, options["boundary"])
        self.file_name: str | None = None

    async def open(self) -> None:
        """Read up to the beginning of the file."""
        try:
            first = await anext(self._parts, None)
        except MultipartError as error:
            raise _broken(error) from None
        if not isinstance(first, MultipartSegment):
            raise InvalidField("file", "There is no file in the form.")
        self.file_name = first.filename

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._parts:
                if isinstance(part, MultipartSegment):
                    raise InvalidField(part.name, "Send one file, in the field `file`.")
                yield part
        except MultipartError as error:
            raise _broken(error) from None


def _broken(error: MultipartError) -> InvalidField:
    return InvalidField("file", f"The form is broken: {error}.")


async def _parts(body: AsyncIterator[bytes], boundary: str) -> AsyncIterator[Any]:
    """The heads of the parts and the bytes between them."""
    with PushMultipartParser(boundary, max_segment_count=MAX_PARTS) as parser:
        async for arrived in body:
            for part in parser.parse(arrived):
                if isinstance(part, MultipartSegment):
                    if part.name != "file" or part.filename is None:
                        raise InvalidField(part.name, "Send one file, in the field `file`.")
                    yield part
                elif part is not None:
                    yield bytes(part)


@dataclass
class ImportOperation(Operation):
    """What the API contract says of the two ways to import, which the framework cannot see."""

    def __post_init__(self) -> None:
        numbers = Schema(
            type=OpenAPIType.ARRAY,
            items=Schema(type=OpenAPIType.STRING, max_length=MAX_NUMBER_LENGTH),
            min_items=1,
            max_items=MAX_NUMBERS,
        )
        listed = Schema(
            type=OpenAPIType.OBJECT, required=["numbers"], properties={"numbers": numbers}
        )
        self.request_body = body_of(
            form_of(), **{"application/json": OpenAPIMediaType(schema=listed)}
        )

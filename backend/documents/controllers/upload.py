"""What a deposit brings, told to the API contract."""

from dataclasses import dataclass

from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)

from backend.documents.states import Kind


@dataclass
class UploadOperation(Operation):
    """What the API contract says of the upload, which the framework cannot see."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody(
            required=True,
            content={
                "multipart/form-data": OpenAPIMediaType(
                    schema=Schema(
                        type=OpenAPIType.OBJECT,
                        required=["kind", "file"],
                        properties={
                            "kind": Schema(type=OpenAPIType.STRING, enum=[*Kind]),
                            "file": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY),
                        },
                    )
                )
            },
        )

"""What a deposit brings, told to the API contract."""

from dataclasses import dataclass

from litestar.openapi.spec import OpenAPIType, Operation, Schema

from backend.documents.states import Kind
from backend.kernel.forms import body_of, form_of


@dataclass
class UploadOperation(Operation):
    """What the API contract says of the upload, which the framework cannot see."""

    def __post_init__(self) -> None:
        kind = Schema(type=OpenAPIType.STRING, enum=[*Kind])
        self.request_body = body_of(form_of("kind", kind=kind))

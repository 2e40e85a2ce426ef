"""What an archive says: its manifest, and the records that live again where it is read in. Pure."""

from datetime import date, datetime
from uuid import UUID

from pydantic import UUID4, AwareDatetime, BaseModel, ConfigDict, Field

from backend.documents.states import Kind
from backend.identity.states import OrganisationKind

#: Names what an archive holds and which columns its records have.
FORMAT = "zhirong-export/3"
MANIFEST = "manifest.json"
MAX_DOCUMENT_BYTES = 2 * 1024 * 1024 * 1024


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryIn(_Strict):
    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class DocumentIn(_Strict):
    id: UUID
    kind: Kind
    name: str = Field(min_length=1, max_length=200)
    media_type: str
    size: int = Field(gt=0, le=MAX_DOCUMENT_BYTES)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    deposited_at: AwareDatetime
    deposited_by: UUID
    withdrawn_at: AwareDatetime | None
    withdrawn_by: UUID | None
    path: str


class UnavailableIn(_Strict):
    id: UUID
    code: str
    path: str | None = None


class OrganisationIn(_Strict):
    id: UUID4
    kind: OrganisationKind
    name: str = Field(min_length=1, max_length=200)
    former_names: list[str]
    uscc: str | None
    division: str | None = Field(pattern=r"^[0-9]{6}$")
    street: str | None = Field(max_length=60)
    address_line: str | None = Field(max_length=200)


class ManifestIn(_Strict):
    format: str
    exported_at: datetime
    organisation: OrganisationIn
    documents: list[DocumentIn]
    unavailable: list[UnavailableIn]
    entries: list[EntryIn]


class MemberIn(_Strict):
    id: UUID4
    created_at: AwareDatetime
    name: str = Field(min_length=1, max_length=120)
    email: str
    roles: list[str]
    active: bool


class PlaceholderIn(_Strict):
    id: UUID
    created_at: AwareDatetime
    kind: Kind
    year: int | None = Field(ge=1949, le=2199)
    subject: str = Field(max_length=80)
    opened_by: UUID


class VersionIn(_Strict):
    id: UUID
    placeholder: UUID
    n: int = Field(gt=0)
    file: UUID
    dated_on: date
    note: str = Field(max_length=500)
    placed_at: AwareDatetime
    placed_by: UUID
    placed_by_name: str = Field(max_length=120)

"""What the API tells of an application that was copied."""

from uuid import UUID

from backend.kernel.schemas import Output
from backend.lending.carrying import NotTaken
from backend.lending.service.carrying import CarriedOver


class NotTakenOut(Output, frozen=True):
    """Why something of the earlier application is not in the copy.

    `name`: the document, right, criterion or field that it is about, of a paper its right;
    `kind`, `year`: of a document; `newly`: the earlier version of the product did not ask for it.
    """

    why: str
    id: UUID | None
    name: str | None
    kind: str | None
    year: int | None
    before: str | int | None
    after: str | int | None
    newly: bool | None

    @classmethod
    def of(cls, found: NotTaken) -> "NotTakenOut":
        return cls(
            why=found.why.value,
            id=found.id,
            name=found.name,
            kind=found.kind,
            year=found.year,
            before=found.before,
            after=found.after,
            newly=found.newly,
        )


class CarriedOverOut(Output, frozen=True):
    """`earlier_id`: null where the application is no copy; `rights`, `documents`: how many went."""

    earlier_id: UUID | None
    earlier_number: str | None
    rights: int
    documents: int
    not_taken: list[NotTakenOut]

    @classmethod
    def of(cls, found: CarriedOver) -> "CarriedOverOut":
        return cls(
            earlier_id=None if found.earlier is None else found.earlier.id,
            earlier_number=None if found.earlier is None else found.earlier.number,
            rights=found.rights,
            documents=found.documents,
            not_taken=[NotTakenOut.of(each) for each in found.not_taken],
        )

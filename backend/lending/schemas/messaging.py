"""What the API takes and gives of the messages on an application."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.lending.service.messaging import MessageView, Thread


class CaseMessageIn(Input):
    """`document_ids`: of one's own; the other side may read them for this application."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=20)] = ()


class CaseMessagesReadIn(Input):
    """`read_n`: the number of the newest message that was read."""

    read_n: Annotated[int, Field(ge=1, lt=2**31)]


class CaseMessagesReadOut(Output, frozen=True):
    unread: int


class CaseMessageDocumentOut(Output, frozen=True):
    """`readable`: the reader may open it now."""

    id: UUID
    name: str
    kind: str
    readable: bool


class CaseMessageOut(Output, frozen=True):
    """`author`: told to one's own side only; the other side learns the organisation."""

    id: UUID
    n: int
    organisation: str
    own: bool
    author: str | None
    text: str
    documents: list[CaseMessageDocumentOut]
    written_at: datetime
    unread: bool

    @classmethod
    def of(cls, view: MessageView) -> "CaseMessageOut":
        row = view.row
        return cls(
            id=row["id"],
            n=row["n"],
            organisation=row["organisation_name"],
            own=view.own,
            author=row["author_name"] if view.own else None,
            text=row["text"],
            documents=[
                CaseMessageDocumentOut(
                    id=each.id, name=each.name, kind=each.kind, readable=each.id in view.readable
                )
                for each in view.files
            ],
            written_at=row["created_at"],
            unread=view.unread,
        )


class CaseMessagePage(Output, frozen=True):
    """One page, newest first; `unread`: what the other side wrote and the reader has not read."""

    items: list[CaseMessageOut]
    next: str | None
    total: int
    unread: int
    may_write: bool

    @classmethod
    def of(cls, thread: Thread) -> "CaseMessagePage":
        return cls(
            items=[CaseMessageOut.of(each) for each in thread.views],
            next=thread.next,
            total=thread.total,
            unread=thread.unread,
            may_write=thread.may_write,
        )

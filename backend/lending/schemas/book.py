"""What the API gives of a bank's book."""

from datetime import date
from uuid import UUID

from backend.kernel.schemas import Output
from backend.lending.rules.book import AlertState, By, Exposure, Group
from backend.lending.service.book import Book


class BookGroupOut(Output, frozen=True):
    """`label`: of a firm or product its name; other keys are words of a closed list."""

    key: str
    label: str | None
    cases: int
    committed_fen: int
    drawn_fen: int
    exposure_fen: int
    share_bp: int

    @classmethod
    def of(cls, group: Group) -> "BookGroupOut":
        return cls(
            key=group.key,
            label=group.label,
            cases=group.cases,
            committed_fen=group.committed,
            drawn_fen=group.drawn,
            exposure_fen=group.amount,
            share_bp=group.share_bp,
        )


class LoanBookOut(Output, frozen=True):
    """`committed_fen`: accepted, not drawn; the groups sum to the whole."""

    on: date
    by: By
    cases: int
    committed_fen: int
    drawn_fen: int
    exposure_fen: int
    groups: list[BookGroupOut]

    @classmethod
    def of(cls, book: Book, by: By) -> "LoanBookOut":
        return cls(
            on=book.on,
            by=by,
            cases=book.cases,
            committed_fen=book.committed,
            drawn_fen=book.drawn,
            exposure_fen=book.committed + book.drawn,
            groups=[BookGroupOut.of(group) for group in book.groups],
        )


class BookCaseOut(Output, frozen=True):
    """A case as it stood at the end of the day."""

    id: UUID
    number: str
    state: str
    firm_name: str
    product_name: str
    right_kinds: list[str]
    exposure_fen: int
    drawn_on: date | None
    matures_on: date | None
    alert: AlertState

    @classmethod
    def of(cls, case: Exposure) -> "BookCaseOut":
        return cls(
            id=case.id,
            number=case.number,
            state=case.state,
            firm_name=case.firm_name,
            product_name=case.product_name,
            right_kinds=list(case.right_kinds),
            exposure_fen=case.amount,
            drawn_on=case.drawn_on,
            matures_on=case.matures_on,
            alert=case.alert,
        )

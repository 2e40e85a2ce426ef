"""A bank's book over HTTP."""

from datetime import date

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream

from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.rules.book import By
from backend.lending.schemas.book import BookCaseOut, LoanBookOut
from backend.lending.service import book as service


class LoanBookController(Controller):
    path = "/loan-book"
    tags = ("Loan applications: bank",)

    @get("/", responses=PROBLEMS)
    async def loan_book(
        self,
        actor: NamedDependency[Actor],
        by: FromQuery[By] = By.FIRM,
        on: FromQuery[date | None] = None,
    ) -> LoanBookOut:
        """What the bank has committed to and lent at the end of a day, divided (its members)."""
        return LoanBookOut.of(await service.book(by, on=on, by=actor), by)

    @get("/cases", responses=PROBLEMS)
    async def loan_book_cases(
        self,
        actor: NamedDependency[Actor],
        by: FromQuery[By] = By.FIRM,
        key: FromQuery[str | None] = None,
        on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[BookCaseOut]:
        """The cases of one group, or of the whole book, the largest first."""
        cases, following, total = await service.page(
            by, key, on=on, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[BookCaseOut.of(case) for case in cases], next=following, total=total)

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_loan_book(
        self, actor: NamedDependency[Actor], on: FromQuery[date | None] = None
    ) -> Stream:
        """Every case of the book, a row each, with what it is of; more by `POST /exports`."""
        made = await listed.at_once(service.BOOK_LIST, service.BookAsked(on=on), by=actor)
        return Stream(
            workbook.chunks(made),
            media_type=workbook.MEDIA_TYPE,
            headers=service.BOOK_LIST.attachment(on or clock.today()),
        )

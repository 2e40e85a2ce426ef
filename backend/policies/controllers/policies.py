"""Policies over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import APPLYING, FACTS, within_mode
from backend.insurance.states import InsuranceLine
from backend.kernel import clock, listed, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.policies.controllers.quotes import seen
from backend.policies.schemas import (
    AcceptanceOut,
    FulfilmentIn,
    PolicyOut,
    PolicyRowOut,
    PremiumReceiptIn,
    SubjectivityAnswerIn,
    SubjectivityReturnIn,
)
from backend.policies.service import exporting, fulfilling, reading, receiving
from backend.policies.service.reading import Wanted
from backend.policies.states import State


async def wanted_policies(
    *,
    policy_state: FromQuery[State | None] = None,
    line: FromQuery[InsuranceLine | None] = None,
    loan_application_id: FromQuery[UUID | None] = None,
    in_force: FromQuery[bool | None] = None,
    q: Annotated[str | None, QueryParameter(max_length=100)] = None,
) -> Wanted:
    """Filters of the list and of its export; `in_force` is of today."""
    return Wanted(
        state=policy_state,
        line=line,
        loan=loan_application_id,
        text=q,
        in_force=in_force,
        on=clock.today(),
    )


class PolicyController(Controller):
    path = "/policies"
    tags = ("Insurance",)
    guards = (within_mode,)

    dependencies = {"wanted": Provide(wanted_policies)}  # noqa: RUF012 - as the framework has it

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def policies(
        self,
        actor: NamedDependency[Actor],
        wanted: NamedDependency[Wanted],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PolicyRowOut]:
        """The policies that the caller's organisation stands in, newest first."""
        found, following, total = await reading.page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[PolicyRowOut.of(row) for row in found], next=following, total=total)

    @get("/export.csv", responses=PROBLEMS, opt=FACTS, media_type="text/csv")
    async def policies_csv(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[Wanted]
    ) -> Stream:
        """The same list as a spreadsheet reads it; up to 10,000 rows, more by `POST /exports`."""
        asked = exporting.PoliciesAsked.of(wanted)
        return Stream(
            workbook.chunks(
                await listed.at_once(exporting.POLICY_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=exporting.POLICY_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/export.xlsx", responses=PROBLEMS, opt=FACTS, media_type=workbook.MEDIA_TYPE)
    async def policy_book(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[Wanted]
    ) -> Stream:
        """The same list as a workbook, with what was asked for; more by `POST /exports`."""
        asked = exporting.PoliciesAsked.of(wanted)
        return Stream(
            workbook.chunks(await listed.at_once(exporting.POLICY_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=exporting.POLICY_LIST.attachment(),
        )

    @get("/{policy_id:uuid}", responses=PROBLEMS, opt=FACTS)
    async def policy(
        self,
        policy_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        as_of: FromQuery[date | None] = None,
        as_known_on: FromQuery[date | None] = None,
    ) -> PolicyOut:
        """A policy as it stood on a day, of what had been recorded by the end of another."""
        view = await reading.policy(policy_id, as_of=as_of, as_known_on=as_known_on, by=actor)
        return PolicyOut.seen(view, wording=loads(view.row["wording"]), by=actor)

    @get("/{policy_id:uuid}/acceptance", responses=PROBLEMS, opt=FACTS)
    async def acceptance(
        self, policy_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> AcceptanceOut:
        """How it was sold: the page as shown, each tick with its moment (可回溯)."""
        return AcceptanceOut.of(await reading.replay(policy_id, by=actor))

    @post(
        "/{policy_id:uuid}/subjectivities/{n:int}/fulfilment",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=APPLYING,
    )
    async def fulfil(
        self,
        policy_id: FromPath[UUID],
        n: FromPath[int],
        data: JSONBody[FulfilmentIn],
        actor: NamedDependency[Actor],
    ) -> PolicyOut:
        """What was asked for before binding was shown (the lead); the last one binds."""
        await fulfilling.fulfil(policy_id, n, data.note, by=actor)
        return await seen(policy_id, actor)

    @post(
        "/{policy_id:uuid}/subjectivities/{n:int}/answer",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=APPLYING,
    )
    async def answer_subjectivity(
        self,
        policy_id: FromPath[UUID],
        n: FromPath[int],
        data: JSONBody[SubjectivityAnswerIn],
        actor: NamedDependency[Actor],
    ) -> PolicyOut:
        """Show what was asked for, with papers that the insurer may read (the firm)."""
        await fulfilling.answer(policy_id, n, data.text, file_ids=data.file_ids, by=actor)
        return await seen(policy_id, actor)

    @post(
        "/{policy_id:uuid}/subjectivities/{n:int}/return",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=APPLYING,
    )
    async def return_subjectivity(
        self,
        policy_id: FromPath[UUID],
        n: FromPath[int],
        data: JSONBody[SubjectivityReturnIn],
        actor: NamedDependency[Actor],
    ) -> PolicyOut:
        """Send back what was shown, with the reason (the lead)."""
        await fulfilling.send_back(policy_id, n, data.reason, by=actor)
        return await seen(policy_id, actor)

    @post(
        "/{policy_id:uuid}/premium-receipt",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        opt=FACTS,
    )
    async def report_premium(
        self,
        policy_id: FromPath[UUID],
        data: JSONBody[PremiumReceiptIn],
        actor: NamedDependency[Actor],
    ) -> PolicyOut:
        """Say that premium came into the insurer's own account; whole, the policy is issued."""
        await receiving.report(
            policy_id,
            data.reference,
            Fen(data.amount_fen),
            received_on=data.received_on,
            by=actor,
        )
        return await seen(policy_id, actor)

"""Sign-up and verification over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.kyb import service
from backend.kyb.schemas import (
    CaseOut,
    KybApprovalIn,
    ReturnIn,
    SignedUpOut,
    SignUpIn,
    SubmissionIn,
)
from backend.kyb.states import State


class SignUpController(Controller):
    path = "/organisations"
    tags = ("Verification",)

    @post("/", responses=PROBLEMS)
    async def sign_up(
        self, data: JSONBody[SignUpIn], visitor: NamedDependency[Actor]
    ) -> SignedUpOut:
        """Bring a firm to the platform; the answer never tells whether its code is claimed."""
        case = await service.sign_up(data.stated(), by=visitor)
        return SignedUpOut(organisation_id=case.organisation, kyb_case_id=case.id)


class CaseController(Controller):
    path = "/kyb-cases"
    tags = ("Verification",)

    @get("/", responses=PROBLEMS)
    async def cases(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        q: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[CaseOut]:
        """The operator's queue (`q`: part of a name, or a whole code); a firm's own case."""
        found, following, total = await service.cases(
            state=in_state, text=q, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [CaseOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/{case_id:uuid}", responses=PROBLEMS)
    async def case(self, case_id: FromPath[UUID], actor: NamedDependency[Actor]) -> CaseOut:
        """One case, with its licence and, for the operator, who else claims the code."""
        return CaseOut.of(await service.case(case_id, by=actor), reader=actor)

    @post("/{case_id:uuid}/submission", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def submit(
        self,
        case_id: FromPath[UUID],
        data: JSONBody[SubmissionIn],
        actor: NamedDependency[Actor],
    ) -> CaseOut:
        """Hand the licence in for verification (the firm's admin)."""
        view = await service.submit(
            case_id, licence_id=data.licence_document_id, statement=data.statement, by=actor
        )
        return CaseOut.of(view, reader=actor)

    @post("/{case_id:uuid}/approval", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def approve(
        self,
        case_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        data: JSONBody[KybApprovalIn | None] = None,
    ) -> CaseOut:
        """Verify the firm (the operator)."""
        seen = None if data is None or data.seen is None else data.seen.lines()
        return CaseOut.of(await service.approve(case_id, seen=seen, by=actor), reader=actor)

    @post("/{case_id:uuid}/return", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def send_back(
        self, case_id: FromPath[UUID], data: JSONBody[ReturnIn], actor: NamedDependency[Actor]
    ) -> CaseOut:
        """Send the case back with what is wrong (the operator)."""
        view = await service.send_back(
            case_id,
            reason_code=data.reason_code,
            reason=data.reason,
            seen=None if data.seen is None else data.seen.lines(),
            by=actor,
        )
        return CaseOut.of(view, reader=actor)

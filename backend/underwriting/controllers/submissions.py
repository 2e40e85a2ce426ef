"""Submissions over HTTP: the firm's, and the underwriter's desk."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import APPLYING, within_mode
from backend.insurance.states import InsuranceLine
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.underwriting.schemas.given import (
    ReferralDecisionIn,
    ReferralIn,
    ScreeningDecisionIn,
    SubmissionAnswerIn,
    SubmissionAssignmentIn,
    SubmissionDeclineIn,
    SubmissionQuestionIn,
)
from backend.underwriting.schemas.told import SubmissionDetailOut, SubmissionOut
from backend.underwriting.service import assigning, desk, questions, reading, screening
from backend.underwriting.states import State, Whose
from backend.underwriting.terms import QuoteTerms

ONE = "/{submission_id:uuid}"


class SubmissionController(Controller):
    path = "/submissions"
    tags = ("Underwriting",)
    guards = (within_mode,)
    opt = APPLYING

    @get("/", responses=PROBLEMS)
    async def submissions(
        self,
        actor: NamedDependency[Actor],
        submission_states: FromQuery[list[State] | None] = None,
        line: FromQuery[InsuranceLine | None] = None,
        q: FromQuery[str | None] = None,
        whose: FromQuery[Whose | None] = None,
        overdue: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SubmissionOut]:
        """The insurer's queue, or the firm's submissions: the nearest deadline first."""
        wanted = reading.Wanted(
            states=tuple(submission_states or ()), line=line, like=q, overdue=overdue, whose=whose
        )
        found, following, total = await reading.page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [SubmissionOut.of(row, by=actor) for row in found]
        return Page(items=items, next=following, total=total)

    @get(ONE, responses=PROBLEMS)
    async def submission(
        self, submission_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> SubmissionDetailOut:
        """Answers, questions and quotes; for the insurer its hits, referrals and screenings."""
        return await self._told(submission_id, actor)

    @post(f"{ONE}/assignment", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def assign(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[SubmissionAssignmentIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Take it, let go of it, or give it to a colleague (who grants authorities)."""
        await assigning.assign(
            submission_id, member_id=data.member_id, release=data.release, by=actor
        )
        return await self._told(submission_id, actor)

    @post(f"{ONE}/question", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def ask(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[SubmissionQuestionIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Ask the firm; the clock stops."""
        items = [each.asked() for each in data.items]
        await questions.ask(submission_id, items, due_on=data.due_on, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/answer", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def answer(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[SubmissionAnswerIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Answer the insurer; the newest answers of the form come along (the firm)."""
        await questions.answer(submission_id, data.text, file_ids=data.file_ids, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/indication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def indicate(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[QuoteTerms],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """A premium that binds nobody."""
        await desk.indicate(submission_id, data, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/quote", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def quote(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[QuoteTerms],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Options with their terms, within the underwriter's authority or as approved."""
        await desk.quote(submission_id, data, revise=False, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/revision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revise(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[QuoteTerms],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Another quote in place of the one that stands."""
        await desk.quote(submission_id, data, revise=True, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/referral", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refer(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[ReferralIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Put terms before a higher authority."""
        await desk.refer(submission_id, data.terms, memo=data.memo, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/referral-decision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide_referral(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[ReferralDecisionIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Approve, amend or decline what another person referred."""
        await desk.decide_referral(
            submission_id,
            data.decision,
            referral_n=data.referral,
            note=data.note,
            terms=data.terms,
            by=actor,
        )
        return await self._told(submission_id, actor)

    @post(f"{ONE}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[SubmissionDeclineIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """Decline with a coded reason and words for the firm."""
        await desk.decline(submission_id, data.reason, note=data.note, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, submission_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> SubmissionDetailOut:
        """The firm takes its submission back, an insurer its quote."""
        await desk.withdraw(submission_id, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/screening", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def screen(
        self, submission_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> SubmissionDetailOut:
        """Ask the sanctions lists again: newer lists, or other names."""
        await screening.screen_again(submission_id, by=actor)
        return await self._told(submission_id, actor)

    @post(f"{ONE}/screening-decision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide_screening(
        self,
        submission_id: FromPath[UUID],
        data: JSONBody[ScreeningDecisionIn],
        actor: NamedDependency[Actor],
    ) -> SubmissionDetailOut:
        """A person says whether a possible hit is one."""
        await screening.decide(
            submission_id, data.decision, note=data.note, file_id=data.file_id, by=actor
        )
        return await self._told(submission_id, actor)

    async def _told(self, submission_id: UUID, actor: Actor) -> SubmissionDetailOut:
        return SubmissionDetailOut.of(await reading.detail(submission_id, by=actor), by=actor)

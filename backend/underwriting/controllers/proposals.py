"""A firm's proposals over HTTP."""

from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import APPLYING, within_mode
from backend.insurance.states import InsuranceLine
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.underwriting.schemas.given import ProposalAnswersIn, ProposalIn, ProposalSubmissionIn
from backend.underwriting.schemas.told import AnswersVersionOut, CompletenessOut, ProposalOut
from backend.underwriting.service import proposals, submitting


class ProposalController(Controller):
    path = "/proposals"
    tags = ("Underwriting",)
    guards = (within_mode,)
    opt = APPLYING

    @get("/", responses=PROBLEMS)
    async def proposals(
        self,
        actor: NamedDependency[Actor],
        line: FromQuery[InsuranceLine | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ProposalOut]:
        """The firm's proposals, newest first."""
        found, following, total = await proposals.page(
            line=line, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ProposalOut.of(view, by=actor, whole=False) for view in found]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def create(
        self, data: JSONBody[ProposalIn], actor: NamedDependency[Actor]
    ) -> ProposalOut:
        """A proposal, filled in with what is known of the firm, its rights, its loan."""
        view = await proposals.create(
            data.line,
            loan_application_id=data.loan_application_id,
            copied_from=data.copied_from,
            by=actor,
        )
        return ProposalOut.of(view, by=actor)

    @get("/{proposal_id:uuid}", responses=PROBLEMS)
    async def proposal(
        self, proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ProposalOut:
        """A proposal with its newest answers, their sources, and where it lies."""
        return ProposalOut.of(await proposals.proposal(proposal_id, by=actor), by=actor)

    @put("/{proposal_id:uuid}/answers", responses=PROBLEMS)
    async def answer(
        self,
        proposal_id: FromPath[UUID],
        data: JSONBody[ProposalAnswersIn],
        actor: NamedDependency[Actor],
    ) -> ProposalOut:
        """The next version of the answers; what lies with insurers stays on its version."""
        view = await proposals.answer(
            proposal_id,
            data.answers,
            base=data.base,
            evidence=data.evidence,
            effective_on=data.effective_on,
            by=actor,
        )
        return ProposalOut.of(view, by=actor)

    @get("/{proposal_id:uuid}/completeness", responses=PROBLEMS)
    async def completeness(
        self, proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CompletenessOut:
        """What is still missing before the proposal can be sent."""
        view = await proposals.proposal(proposal_id, by=actor)
        return CompletenessOut(
            version=view.n, complete=not view.missing, missing=list(view.missing)
        )

    @get("/{proposal_id:uuid}/versions", responses=PROBLEMS)
    async def versions(
        self, proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> list[AnswersVersionOut]:
        """Who answered and who declared when; the newest first, 200 at most."""
        found = await proposals.versions(proposal_id, by=actor)
        return [AnswersVersionOut.of(row) for row in found]

    @post("/{proposal_id:uuid}/submission", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def submit(
        self,
        proposal_id: FromPath[UUID],
        data: JSONBody[ProposalSubmissionIn],
        actor: NamedDependency[Actor],
    ) -> ProposalOut:
        """Declare a version and send it to insurers; each plan answers at once (the signatory)."""
        view = await submitting.submit(proposal_id, data.sending(), by=actor)
        return ProposalOut.of(view, by=actor)

"""What a bank does with a loan application, over HTTP."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.money import Fen
from backend.lending.schemas import applications as taking
from backend.lending.schemas.application_out import ApplicationOut
from backend.lending.schemas.valuing import ValuationOrderedOut
from backend.lending.service import deciding, offers, packing, pledging, reviewing, value_orders


class ReviewController(Controller):
    path = "/loan-applications"
    tags = ("Loan applications: bank",)

    @post("/{application_id:uuid}/intake", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def take_in_loan_application(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ApplicationOut:
        """Take the case in; whoever does handles it (the maker)."""
        return ApplicationOut.of(await reviewing.take_in(application_id, by=actor))

    @post("/{application_id:uuid}/assignment", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def assign_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.AssignmentIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Take a case that nobody has (a maker), or give it to a colleague (the admin)."""
        view = await reviewing.assign(
            application_id, member_id=data.member_id, release=data.release, by=actor
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/return", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def return_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ApplicationReturnIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Return it to the firm with the reason; the clock ends (the maker)."""
        view = await reviewing.return_to_firm(
            application_id,
            reason=data.reason,
            seen=None if data.seen is None else data.seen.model_dump(mode="json"),
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/document-request", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def request_documents(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.DocumentRequestIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Ask the firm for documents; the clock stands still until it answers (the maker)."""
        view = await reviewing.request_documents(
            application_id,
            items=[(item.kind, item.text) for item in data.items],
            answer_by=data.answer_by,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/valuation-check", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def check_valuation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ValuationCheckIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Record how the valuation was checked; no approval before (the maker)."""
        view = await reviewing.check_valuation(
            application_id,
            method=data.method,
            asked=data.asked,
            asked_on=data.asked_on,
            note=data.note,
            seen=None if data.seen is None else data.seen.model_dump(mode="json"),
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/valuation-order", responses=PROBLEMS)
    async def order_valuation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ValuationOrderIn],
        actor: NamedDependency[Actor],
    ) -> ValuationOrderedOut:
        """Ask appraisers to value the rights of the case, at the bank's expense or the firm's."""
        made = await value_orders.order(
            application_id,
            value_orders.Asked(
                appraiser_ids=tuple(dict.fromkeys(data.appraiser_ids)),
                related_to=tuple(dict.fromkeys(data.related_to)),
                base_date=data.base_date,
                quotes_due_on=data.quotes_due_on,
                firm_pays=data.payer == "firm",
                note=data.note,
            ),
            by=actor,
        )
        return ValuationOrderedOut(id=made.row["id"], number=made.row["number"])

    @post("/{application_id:uuid}/internal-valuation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def state_internal_valuation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.InternalValuationIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Rest a small deal on the bank's own value; refused above its rules' ceiling (maker)."""
        view = await value_orders.state(
            application_id,
            value_orders.Internal(
                low=Fen(data.low_fen),
                central=Fen(data.central_fen),
                high=Fen(data.high_fen),
                base_date=data.base_date,
                basis=data.basis,
            ),
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/valuation-adoption", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def adopt_valuation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ValuationAdoptionIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Rest the case on the value that came of the bank's order (the maker)."""
        view = await value_orders.adopt(application_id, valuation_id=data.valuation_id, by=actor)
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/set-aside", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def set_document_aside(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.SetAsideIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Let nothing rest on a document that its issuer disowns; it stays on record with why."""
        view = await reviewing.set_aside(
            application_id, document_id=data.document_id, reason=data.reason, by=actor
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/evidence", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def add_application_evidence(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ApplicationEvidenceIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Record a dated fact of a right: the fact is the right's, the scan stays here (maker)."""
        view = await reviewing.add_evidence(
            application_id,
            right_id=data.right_id,
            kind=data.kind,
            as_of=data.as_of,
            payload=data.payload,
            document_id=data.document_id,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/opinion", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def give_opinion(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.OpinionIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Propose to grant or to refuse (the maker)."""
        view = await reviewing.give_opinion(application_id, data.proposal(), by=actor)
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/approval", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def approve_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ApprovalIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Turn the opinion into an offer; reserves capacity (a checker, not its maker)."""
        view = await deciding.approve(
            application_id, opinion_version=data.opinion_version, note=data.note, by=actor
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ApplicationRefusalIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Refuse with a coded reason and a sentence that the firm reads (a checker)."""
        view = await deciding.refuse(
            application_id,
            opinion_version=data.opinion_version,
            reason_code=data.reason_code,
            sentence=data.sentence,
            note=data.note,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/send-back", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def send_back_opinion(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.SendBackIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Send the opinion back to its maker; the clock runs on (a checker)."""
        view = await deciding.send_back(
            application_id, opinion_version=data.opinion_version, reason=data.reason, by=actor
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/offer-retraction", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def retract_offer(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ReasonIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """The first call proposes; the same call by another person, a checker, executes."""
        view = await offers.retract(application_id, reason=data.reason, by=actor)
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/drawdown", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def draw_loan(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.DrawdownIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Record the drawdown, once the registration stands and is verified (pledge desk)."""
        view = await pledging.draw(
            application_id,
            amount_fen=data.amount_fen,
            drawn_on=data.drawn_on,
            loan_contract=data.loan_contract,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/evidence-pack", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def issue_evidence_pack(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ApplicationOut:
        """Issue the sealed index of the decided case, for the bank (a checker or the desk)."""
        return ApplicationOut.of(await packing.issue_pack(application_id, by=actor))

"""A pledge and everything that can happen to it."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Input, Page
from backend.portfolio.states import FactKind
from backend.registry import service
from backend.registry.schemas import checking, registering, shaping
from backend.registry.schemas import giving as out
from backend.registry.schemas import taking as into
from backend.registry.states import State

Answer = out.PledgeOut | out.DistrictRegistrationOut


async def _answer(pledge_id: UUID, actor: Actor) -> Answer:
    """The pledge as whoever acted sees it."""
    if actor.kind == "district":
        return registering.district_registration(await service.registration(pledge_id, by=actor))
    return shaping.pledge(await service.pledge(pledge_id, by=actor))


async def _pledge(pledge_id: UUID, actor: Actor) -> out.PledgeOut:
    return shaping.pledge(await service.pledge(pledge_id, by=actor))


def _named(data: Input) -> dict[str, Any]:
    """The fields that the caller named and gave a value."""
    return {k: v for k, v in data.model_dump(exclude_unset=True).items() if v is not None}


class PledgeController(Controller):
    path = "/pledges"
    tags = ("Registry",)

    @get(responses=PROBLEMS, operation_id="listPledges")
    async def index(
        self,
        actor: NamedDependency[Actor],
        states: Annotated[list[State] | None, QueryParameter(name="state")] = None,
        live: FromQuery[bool | None] = None,
        right_id: FromQuery[UUID | None] = None,
        application_id: FromQuery[UUID | None] = None,
        q: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[out.PledgeRowOut]:
        """The caller's firm's or bank's pledges, newest first."""
        rows, following, total = await service.page(
            service.Filters(
                states=tuple(states or ()),
                live=live,
                right_id=right_id,
                application_id=application_id,
                q=q,
            ),
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return Page(items=[shaping.pledge_row(*row) for row in rows], next=following, total=total)

    @get("/{pledge_id:uuid}", responses=PROBLEMS, operation_id="getPledge")
    async def read(self, pledge_id: FromPath[UUID], actor: NamedDependency[Actor]) -> out.PledgeOut:
        """A pledge that the caller's firm or bank is party to."""
        return await _pledge(pledge_id, actor)

    @get("/{pledge_id:uuid}/preflight", responses=PROBLEMS, operation_id="getPledgePreflight")
    async def preflight(
        self, pledge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> out.PledgePreflightOut:
        """The twelve grounds today, with the papers and terms that signing asks for."""
        record, run, papers, missing = await service.preflight_of_pledge(pledge_id, by=actor)
        return out.PledgePreflightOut(
            preflight=checking.checked(run),
            papers=[shaping.paper(answer, record.papers, {}) for answer in papers],
            missing_terms=list(missing),
            may_sign=not (run.blocking or missing or any(answer.missing for answer in papers)),
        )

    @post("/{pledge_id:uuid}/terms", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def terms(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.TermsIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """State the terms (the bank's pledge desk); whoever signed before signs again."""
        values = _named(data)
        if data.listed is not None:
            values["listed"] = [row.model_dump(mode="json") for row in data.listed]
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.set_terms(pledge_id, values, by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/evidence", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def evidence(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.EvidenceIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """Record a dated fact of a right with its scan, or add a paper of the filing."""
        if data.kind == "paper":
            if data.paper is None:
                raise InvalidField("paper", "Name the paper: D1 to D6.")
            await service.add_paper(
                pledge_id,
                service.PaperIn(
                    paper=data.paper,
                    document_id=data.document_id,
                    party=data.party,
                    signed_by=data.signed_by,
                    undertaking=data.undertaking,
                ),
                by=actor,
            )
            return await _pledge(pledge_id, actor)
        if data.right_id is None or data.as_of is None or data.payload is None:
            raise InvalidField("right_id", "A fact names its right, its day and its payload.")
        await service.add_fact(
            pledge_id,
            FactKind(data.kind),
            right_id=data.right_id,
            as_of=data.as_of,
            payload=data.payload,
            document_id=data.document_id,
            by=actor,
        )
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/signature", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def signature(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.SignatureIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """Confirm the terms of this hash, with the password again (平台确认)."""
        await service.sign(
            pledge_id,
            terms_hash=data.terms_hash,
            password=data.password,
            code=data.code,
            by=actor,
        )
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/reopening", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def reopening(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.ReopeningIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """Back to draft, before filing: terms change or evidence is stale; signatures are void."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.reopen(pledge_id, reason=data.reason, by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/filing", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def filing(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.FilingIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """File at CNIPA; the preflight is run again."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.file(pledge_id, channel=data.channel, filed_on=data.filed_on, by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/defect", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def defect(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.DefectIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """CNIPA asks to cure a defect."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.note_defect(pledge_id, **data.model_dump(), by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/cure", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def cure(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.CureIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """The defect is cured in time; CNIPA's clock starts anew."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.cure(pledge_id, **data.model_dump(), by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/warning", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def warning(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.WarningIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """CNIPA informed the parties of ground 10 or 11."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.warn(pledge_id, **data.model_dump(), by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/declaration", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def declaration(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.DeclarationIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """Declare to go on after the warning; both parties do."""
        await service.declare(
            pledge_id,
            code=data.code,
            declaration_hash=data.declaration_hash,
            password=data.password,
            by=actor,
        )
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/registration", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def registration(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.RegistrationIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """Record CNIPA's registration; after a mismatch again, with the reason."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.register(
                pledge_id,
                number=data.number,
                registered_on=data.registered_on,
                document_id=data.document_id,
                reason=data.reason,
                secured_fen=data.secured_fen,
                restated=service.Restated(
                    patents=data.patents,
                    pledgors=[service.OutsideParty(**each.model_dump()) for each in data.pledgors],
                    pledgees=[service.OutsideParty(**each.model_dump()) for each in data.pledgees],
                ),
                by=actor,
            )
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/verification", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def verification(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.VerificationIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """The bank's second person compares the recording with the notice."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.verify(pledge_id, **data.given(), by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refusal(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.RefusalIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """CNIPA refused, or the time to cure or declare was over."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.refuse(pledge_id, **data.model_dump(), by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/change", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def change(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.ChangeIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """File a change of the registered pledge."""
        filing = {"changed_on", "filed_on", "reason", "document_id", "undertaking"}
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.file_change(
                pledge_id,
                {name: value for name, value in _named(data).items() if name not in filing},
                changed_on=data.changed_on,
                filed_on=data.filed_on,
                reason=data.reason,
                document_id=data.document_id,
                undertaking=data.undertaking,
                by=actor,
            )
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/change-result", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def change_result(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.ResultIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """CNIPA's answer to the change."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.decide_change(pledge_id, **_result(data), by=actor)
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/cancellation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def cancellation(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.CancellationIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """File the cancellation on one of the five grounds."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.file_cancellation(pledge_id, **data.model_dump(), by=actor)
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/cancellation-result", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def cancellation_result(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.ResultIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """CNIPA's answer to the cancellation."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.decide_cancellation(pledge_id, **_result(data), by=actor)
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/revocation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revocation(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.RevocationIn],
        actor: NamedDependency[Actor],
    ) -> Answer:
        """CNIPA revoked it: void from the start; what was counted is taken out."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.revoke(pledge_id, **data.model_dump(), by=actor)
        return await _answer(pledge_id, actor)

    @post("/{pledge_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdrawal(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.WithdrawalIn],
        actor: NamedDependency[Actor],
    ) -> out.PledgeOut:
        """Take it back before CNIPA has decided."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.withdraw(pledge_id, reason=data.reason, by=actor)
        return await _pledge(pledge_id, actor)

    @post("/{pledge_id:uuid}/count-verification", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def count_verification(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.VerificationIn],
        actor: NamedDependency[Actor],
    ) -> out.DistrictRegistrationOut:
        """The district's verifier compares; what he confirms counts at once."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.verify_count(pledge_id, **data.given(), by=actor)
        return registering.district_registration(await service.registration(pledge_id, by=actor))

    @post("/{pledge_id:uuid}/count-correction", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def count_correction(
        self,
        pledge_id: FromPath[UUID],
        data: JSONBody[into.CountCorrectionIn],
        actor: NamedDependency[Actor],
    ) -> out.DistrictRegistrationOut:
        """A verification was wrong: a negative entry with the reason."""
        async with service.as_read(pledge_id, data.revision, by=actor):
            await service.correct_count(
                pledge_id, reason_code=data.reason_code, reason=data.reason, by=actor
            )
        return registering.district_registration(await service.registration(pledge_id, by=actor))


def _result(data: into.ResultIn) -> dict[str, Any]:
    return {
        "approved": data.outcome == "approved",
        "decided_on": data.decided_on,
        "reason": data.reason,
        "document_id": data.document_id,
    }

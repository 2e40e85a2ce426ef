"""A bank's standing words over HTTP: in force, as they were, and what is proposed."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.phrases import (
    PhraseProposalOut,
    PhrasesIn,
    PhrasesOut,
    PhrasesReasonIn,
    PhraseVersionOut,
)
from backend.lending.service import phrases


class PhraseController(Controller):
    path = "/bank-phrases"
    tags = ("Lending",)

    @get("/", responses=PROBLEMS)
    async def bank_phrases(self, actor: NamedDependency[Actor]) -> PhrasesOut:
        """What the bank says for each coded reason today, and its standard conditions."""
        return PhrasesOut.of(await phrases.in_force(by=actor))

    @get("/versions", responses=PROBLEMS)
    async def bank_phrase_versions(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PhraseVersionOut]:
        """Every version of the bank's words, newest first."""
        rows, following, total = await phrases.version_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PhraseVersionOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)


class PhraseProposalController(Controller):
    path = "/bank-phrase-proposals"
    tags = ("Lending",)

    @get("/", responses=PROBLEMS)
    async def bank_phrase_proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PhraseProposalOut]:
        """What was proposed in the bank, open and decided; newest first."""
        rows, following, total = await phrases.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PhraseProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose_bank_phrases(
        self, data: JSONBody[PhrasesIn], actor: NamedDependency[Actor]
    ) -> PhraseProposalOut:
        """Propose the next version, stated whole; one waits at a time."""
        row = await phrases.propose(
            data.phrases(), valid_from=data.valid_from, reason=data.reason, by=actor
        )
        return PhraseProposalOut.of(row, reader=actor)

    @post("/{phrase_proposal_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_bank_phrases(
        self, phrase_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PhraseProposalOut:
        """Accept what another person proposed: the next version, from its day."""
        row = await phrases.accept_proposal(phrase_proposal_id, by=actor)
        return PhraseProposalOut.of(row, reader=actor)

    @post("/{phrase_proposal_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_bank_phrases(
        self,
        phrase_proposal_id: FromPath[UUID],
        data: JSONBody[PhrasesReasonIn],
        actor: NamedDependency[Actor],
    ) -> PhraseProposalOut:
        """Decline what another person proposed, and say why."""
        row = await phrases.decline_proposal(phrase_proposal_id, reason=data.reason, by=actor)
        return PhraseProposalOut.of(row, reader=actor)

    @post("/{phrase_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_bank_phrases(
        self, phrase_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PhraseProposalOut:
        """Take back what one proposed oneself."""
        row = await phrases.withdraw_proposal(phrase_proposal_id, by=actor)
        return PhraseProposalOut.of(row, reader=actor)

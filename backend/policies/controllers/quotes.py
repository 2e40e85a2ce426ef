"""From a comparison to an acceptance, and the insurers of a quote."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import APPLYING, COMPARING, within_mode
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.http import PROBLEMS
from backend.policies.coverage import gaps, overlaps, regions
from backend.policies.schemas import (
    AcceptanceIn,
    AcceptancePageOut,
    CessionConfirmationIn,
    ComparisonOut,
    CoverageIn,
    CoverageOut,
    PageIn,
    PlacementIn,
    PlacementOut,
    PolicyOut,
    RegionOut,
    TickIn,
)
from backend.policies.service import accepting, binding, comparing, placing, reading, sales


class ComparisonController(Controller):
    path = "/"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/proposals/{proposal_id:uuid}/comparison", responses=PROBLEMS, opt=COMPARING)
    async def comparison(
        self,
        proposal_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        subsidy: FromQuery[str | None] = None,
    ) -> ComparisonOut:
        """Every answer to a proposal on one basis: terms, exclusions, four losses; no ranking."""
        out = ComparisonOut.of(*await comparing.compare(proposal_id, subsidy=subsidy, by=actor))
        await sales.keep_compared(proposal_id, msgspec.to_builtins(out), by=actor)
        return out

    @post("/coverage", status_code=HTTP_200_OK, responses=PROBLEMS, opt=APPLYING)
    async def coverage(
        self, data: JSONBody[CoverageIn], actor: NamedDependency[Actor]
    ) -> CoverageOut:
        """Gaps and overlaps of a composite's parts; nothing is stored."""
        actor.require(Permission.VIEW_FIRM, Permission.VIEW_INSURER)
        wanted, parts = data.asked()
        found = [region for each in wanted for region in regions(each, parts)]
        open_ones = gaps(found)
        total = sum(each.size for each in found)
        return CoverageOut(
            gaps=[RegionOut.of(each) for each in open_ones],
            overlaps=[RegionOut.of(each) for each in overlaps(found)],
            wanted=total,
            covered=total - sum(each.size for each in open_ones),
        )


class QuoteController(Controller):
    path = "/quotes/{quote_id:uuid}"
    tags = ("Insurance",)
    guards = (within_mode,)

    @post("/pages", responses=PROBLEMS, opt=APPLYING)
    async def show(
        self, quote_id: FromPath[UUID], data: JSONBody[PageIn], actor: NamedDependency[Actor]
    ) -> AcceptancePageOut:
        """The page that explains an option's exclusions, kept as it is shown (the signatory)."""
        return AcceptancePageOut.of(await accepting.show(quote_id, data.option, by=actor))

    @post("/pages/{page_id:uuid}/ticks", status_code=HTTP_200_OK, responses=PROBLEMS, opt=APPLYING)
    async def tick(
        self,
        quote_id: FromPath[UUID],
        page_id: FromPath[UUID],
        data: JSONBody[TickIn],
        actor: NamedDependency[Actor],
    ) -> AcceptancePageOut:
        """One exclusion was read and confirmed, by who was shown the page."""
        page = await accepting.tick(page_id, data.exclusion, quote_id=quote_id, by=actor)
        return AcceptancePageOut.of(page)

    @post("/acceptance", responses=PROBLEMS, opt=APPLYING)
    async def accept(
        self, quote_id: FromPath[UUID], data: JSONBody[AcceptanceIn], actor: NamedDependency[Actor]
    ) -> PolicyOut:
        """Take the option that the page showed, every exclusion being ticked (the signatory)."""
        return await seen(await accepting.accept(quote_id, data.page_id, by=actor), actor)

    @post("/binding", status_code=HTTP_200_OK, responses=PROBLEMS, opt=APPLYING)
    async def bind(self, quote_id: FromPath[UUID], actor: NamedDependency[Actor]) -> PolicyOut:
        """Ask to be bound; automatic when nothing is open, and then the premium is charged."""
        return await seen(await binding.request(quote_id, by=actor), actor)

    @get("/placement", responses=PROBLEMS, opt=APPLYING)
    async def placement(
        self, quote_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PlacementOut:
        """Who shares the quote's risk, for the insurers in it; reinsurance for the lead alone."""
        return PlacementOut.of(await placing.placement(quote_id, by=actor))

    @put("/placement", responses=PROBLEMS, opt=APPLYING)
    async def place(
        self, quote_id: FromPath[UUID], data: JSONBody[PlacementIn], actor: NamedDependency[Actor]
    ) -> PlacementOut:
        """Name the co-insurers and the reinsurance, while nobody took the quote (the lead)."""
        found = await placing.place(
            quote_id,
            [each.given() for each in data.participations],
            [each.given() for each in data.facultative],
            by=actor,
        )
        return PlacementOut.of(found)

    @post("/placement/signature", status_code=HTTP_200_OK, responses=PROBLEMS, opt=APPLYING)
    async def sign(self, quote_id: FromPath[UUID], actor: NamedDependency[Actor]) -> PlacementOut:
        """Take the share of the caller's insurer."""
        return PlacementOut.of(await placing.sign(quote_id, by=actor))

    @post("/placement/cession", status_code=HTTP_200_OK, responses=PROBLEMS, opt=APPLYING)
    async def confirm(
        self,
        quote_id: FromPath[UUID],
        data: JSONBody[CessionConfirmationIn],
        actor: NamedDependency[Actor],
    ) -> PlacementOut:
        """Note that a reinsurer confirmed, under its slip's reference (the lead)."""
        return PlacementOut.of(await placing.confirm(quote_id, data.n, data.reference, by=actor))


async def seen(policy_id: UUID, actor: Actor) -> PolicyOut:
    view = await reading.policy(policy_id, as_of=None, as_known_on=None, by=actor)
    return PolicyOut.seen(view, wording=loads(view.row["wording"]), by=actor)

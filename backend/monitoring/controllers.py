"""Alerts on the value behind drawn loans, over HTTP: a bank's own, and nobody else's."""

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
from backend.monitoring import service
from backend.monitoring.schemas import (
    RevaluationIn,
    SettlementIn,
    ValueAlertOut,
    ValuePointOut,
    WantedRevaluationOut,
    WatchRuleProposalOut,
    WatchRulesIn,
    WatchRulesOut,
    WatchRulesReasonIn,
)
from backend.monitoring.states import State


class ValueAlertController(Controller):
    path = "/value-alerts"
    tags = ("Monitoring",)

    @get("/", responses=PROBLEMS)
    async def list_value_alerts(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        application_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ValueAlertOut]:
        """The bank's alerts, newest first."""
        found, following, total = await service.alerts(
            in_state=in_state,
            application_id=application_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [ValueAlertOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @post("/{alert_id:uuid}/settlement", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def settle_value_alert(
        self,
        alert_id: FromPath[UUID],
        data: JSONBody[SettlementIn],
        actor: NamedDependency[Actor],
    ) -> ValueAlertOut:
        """Say what was made of it (maker or checker)."""
        return ValueAlertOut.of(
            await service.settle(alert_id, note=data.note, by=actor), reader=actor
        )


class RevaluationController(Controller):
    path = "/loan-applications"
    tags = ("Monitoring",)

    @get("/{application_id:uuid}/revaluation", responses=PROBLEMS)
    async def wanted_revaluation(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> WantedRevaluationOut:
        """What its bank wants valued again, and which values the firm may hand over."""
        return WantedRevaluationOut.of(await service.wanted(application_id, by=actor))

    @post("/{application_id:uuid}/revaluation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def hand_over_revaluation(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[RevaluationIn],
        actor: NamedDependency[Actor],
    ) -> WantedRevaluationOut:
        """Hand a value to the bank: its range, method, base date and valuer."""
        return WantedRevaluationOut.of(
            await service.answer(application_id, data.valuation_id, by=actor)
        )


class ValueHistoryController(Controller):
    path = "/value-history"
    tags = ("Monitoring",)

    @get("/{application_id:uuid}", responses=PROBLEMS)
    async def value_history(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> list[ValuePointOut]:
        """How the value behind an application went, oldest first."""
        return [ValuePointOut.of(each) for each in await service.history(application_id, by=actor)]


class WatchRulesController(Controller):
    path = "/watch-rules"
    tags = ("Monitoring",)

    @get("/", responses=PROBLEMS)
    async def list_watch_rules(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[WatchRulesOut]:
        """The platform's rules and the lender's own, newest first."""
        found, following, total = await service.watch_rules(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[WatchRulesOut.of(each) for each in found], next=following, total=total)


class WatchRuleProposalController(Controller):
    path = "/watch-rule-proposals"
    tags = ("Monitoring",)

    @get("/", responses=PROBLEMS)
    async def watch_rule_proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[WatchRuleProposalOut]:
        """What was proposed in the reader's organisation, open and decided; newest first."""
        rows, following, total = await service.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [WatchRuleProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose_watch_rule_proposal(
        self, data: JSONBody[WatchRulesIn], actor: NamedDependency[Actor]
    ) -> WatchRuleProposalOut:
        """Propose the next version of the rules; one waits at a time."""
        row = await service.propose(
            data.watch(), valid_from=data.valid_from, reason=data.reason, by=actor
        )
        return WatchRuleProposalOut.of(row, reader=actor)

    @post("/{watch_rule_proposal_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_watch_rule_proposal(
        self, watch_rule_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> WatchRuleProposalOut:
        """Accept what another person proposed: the next version, from its day."""
        return WatchRuleProposalOut.of(
            await service.accept_proposal(watch_rule_proposal_id, by=actor), reader=actor
        )

    @post("/{watch_rule_proposal_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_watch_rule_proposal(
        self,
        watch_rule_proposal_id: FromPath[UUID],
        data: JSONBody[WatchRulesReasonIn],
        actor: NamedDependency[Actor],
    ) -> WatchRuleProposalOut:
        """Decline what another person proposed, and say why."""
        row = await service.decline_proposal(watch_rule_proposal_id, reason=data.reason, by=actor)
        return WatchRuleProposalOut.of(row, reader=actor)

    @post("/{watch_rule_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_watch_rule_proposal(
        self, watch_rule_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> WatchRuleProposalOut:
        """Take back what one proposed oneself."""
        return WatchRuleProposalOut.of(
            await service.withdraw_proposal(watch_rule_proposal_id, by=actor), reader=actor
        )

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
    WatchRulesIn,
    WatchRulesOut,
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

    @post("/", responses=PROBLEMS)
    async def make_watch_rules(
        self, data: JSONBody[WatchRulesIn], actor: NamedDependency[Actor]
    ) -> WatchRulesOut:
        """The next version of a lender's rules; earlier ones stay as they are."""
        made = await service.make_rules(
            data.watch(), valid_from=data.valid_from, reason=data.reason, by=actor
        )
        return WatchRulesOut.of(made)

"""Read ordered appraisals: each side sees its own, an appraiser no other's quote.

A firm whose lender ordered and pays sees that it is asked for, and neither quotes nor report.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.appraisal import queries
from backend.appraisal.service.weighing import FindingView, findings, in_force
from backend.appraisal.service.working import CheckView, check_views
from backend.appraisal.states import (
    QUOTE,
    REQUEST,
    Action,
    Occasion,
    QuoteState,
    ReportState,
    State,
)
from backend.documents import service as documents
from backend.kernel import pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.errors import NotFound
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView

_WORKS = (Permission.PREPARE, Permission.WORK_APPLICATIONS)
_BY_CLIENT = {
    Action.ACCEPT: (Permission.BIND, Permission.DECIDE_APPLICATIONS),
    Action.RETURN: _WORKS,
    Action.CONFIRM: _WORKS,
}
_BY_APPRAISER = {
    Action.QUOTE: Permission.PREPARE_REPORTS,
    Action.DECLINE: Permission.PREPARE_REPORTS,
    Action.REPORT: Permission.PREPARE_REPORTS,
    Action.SIGN: Permission.PREPARE_REPORTS,
    Action.DELIVER: Permission.SIGN_REPORTS,
}
_TOLD = {ReportState.DELIVERED, ReportState.RETURNED, ReportState.CONFIRMED}


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """A request as this reader sees it: its rights, the quotes and reports that are his to see."""

    row: dict[str, Any]
    rights: tuple[RightView, ...]
    quotes: tuple[dict[str, Any], ...]
    reports: tuple[dict[str, Any], ...]
    actions: tuple[Action, ...]
    #: What the lender's rules found of each appraiser; for the client and the lender that asked.
    conflicts: dict[UUID, list[FindingView]]


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A delivered report with its checks and what the reader's rules make of both."""

    report: dict[str, Any]
    request: dict[str, Any]
    checks: list[CheckView]
    findings: list[FindingView]
    rule_set_version: int


READERS = (Permission.VIEW_FIRM, Permission.VIEW_APPRAISER, Permission.VIEW_BANK)


async def found(request_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The row of a request that the actor's organisation made or was invited to; else 404."""
    row = await queries.request(request_id, reader=by.organisation_id)
    if row is None:
        raise NotFound
    return row


async def request(request_id: UUID, *, by: Actor) -> RequestView:
    by.require(*READERS)
    return (await _views([await found(request_id, by=by)], by=by))[0]


async def page(
    *,
    in_state: State | None,
    application_id: UUID | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[RequestView], str | None, int | str]:
    """The firm's, the lender's, or those that the appraiser was invited to; newest first."""
    by.require(*READERS)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id,
        state=in_state,
        application=application_id,
        after=after,
        limit=limit,
        counted=counted,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await _views(cut, by=by), following, pages.total_of(total, up_to=counted)


async def _views(rows: Sequence[dict[str, Any]], *, by: Actor) -> list[RequestView]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    named: dict[UUID, list[UUID]] = {i: [] for i in ids}
    for row in await queries.rights(ids):
        named[row["request"]].append(row["right_id"])
    rights = await portfolio.views([i for each in named.values() for i in each])
    quotes = await queries.quotes(ids)
    reports = await queries.reports(ids)
    views = []
    for row in rows:
        mine = by.organisation_id in (row["client"], row["asked_by"])
        seen = [
            each
            for each in quotes
            if each["request"] == row["id"] and (mine or each["appraiser"] == by.organisation_id)
        ]
        chosen = not mine and any(each["id"] == row["quote"] for each in seen)
        views.append(
            RequestView(
                row=row,
                rights=tuple(rights[i] for i in named[row["id"]]),
                quotes=tuple(seen),
                reports=tuple(
                    each
                    for each in reports
                    if each["request"] == row["id"]
                    and (chosen or (mine and each["state"] in _TOLD))
                ),
                actions=_actions(row, seen, chosen=chosen, by=by),
                conflicts=await _conflicts(row) if mine and row["application"] else {},
            )
        )
    return views


def _actions(
    row: dict[str, Any], quotes: Sequence[dict[str, Any]], *, chosen: bool, by: Actor
) -> tuple[Action, ...]:
    open_ones = REQUEST.open_actions(State(row["state"]))
    asked: dict[Action, tuple[Permission, ...]] = {}
    if row["client"] == by.organisation_id:
        asked |= _BY_CLIENT
    if row["asked_by"] == by.organisation_id:
        asked[Action.WITHDRAW] = _WORKS
    if row["firm"] == by.organisation_id:
        asked[Action.SHARE] = (Permission.PREPARE,)
    if asked:
        return tuple(a for a in open_ones if a in asked and by.may(*asked[a]))
    own = QUOTE.open_actions(QuoteState(quotes[0]["state"]))
    return tuple(
        a
        for a in open_ones
        if a in _BY_APPRAISER
        and by.may(_BY_APPRAISER[a])
        and (chosen or (row["state"] == State.OPEN and a in own))
    )


async def _conflicts(row: dict[str, Any]) -> dict[UUID, list[FindingView]]:
    """By appraiser, the newest of each rule."""
    told: dict[UUID, dict[str, FindingView]] = {}
    for each in await findings(request=row["id"], valuation=None, lender=None):
        if each.appraiser is not None:
            told.setdefault(each.appraiser, {}).setdefault(each.rule, each)
    return {appraiser: list(by_rule.values()) for appraiser, by_rule in told.items()}


def _of_one(told: Sequence[FindingView], *, appraiser: UUID) -> list[FindingView]:
    """Nothing of those who were not chosen; of what quoting found, the newest of each rule."""
    kept: list[FindingView] = []
    for each in told:
        again = each.occasion == Occasion.QUOTE and any(
            (one.occasion, one.rule) == (each.occasion, each.rule) for one in kept
        )
        if each.appraiser in {appraiser, None} and not again:
            kept.append(each)
    return kept


async def report_of_valuation(valuation_id: UUID, *, by: Actor) -> ReportView:
    """For the client, the appraiser, and whoever may read the report's file: a lender's officer."""
    by.require(*READERS)
    row = await queries.of_valuation(valuation_id)
    if row is None:
        raise NotFound
    if by.organisation_id not in {row["client"], row["asked_by"], row["appraiser"]}:
        facts = await queries.valuation_facts(valuation_id)
        if facts is None or facts["report"] is None:
            raise NotFound
        await documents.check_readable([facts["report"]], by=by)
    lender = by.organisation_id if by.may(Permission.VIEW_BANK) else row["lender"]
    chosen = await in_force(lender)
    report = next(
        each for each in await queries.reports([row["id"]]) if each["state"] == "confirmed"
    )
    return ReportView(
        report=report,
        request=row,
        checks=check_views(loads(report["checks"]), rules=chosen.rules),
        findings=_of_one(
            await findings(
                request=row["id"] if lender is None or lender == row["lender"] else None,
                valuation=valuation_id,
                lender=lender,
            ),
            appraiser=row["appraiser"],
        ),
        rule_set_version=chosen.version,
    )


async def came_of_order(valuation_id: UUID, *, application_id: UUID) -> bool:
    """Whether a lender ordered this value for this case."""
    return await queries.valuation_of_order(application_id, valuation_id)

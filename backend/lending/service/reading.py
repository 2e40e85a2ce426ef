"""What each side sees of its applications."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from backend.documents import service as documents
from backend.documents.service import FileView, SetAsideView, TrustView
from backend.identity import service as identity
from backend.identity.states import Role
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.events import EventRow, history
from backend.kernel.listed import EVERY
from backend.kernel.money import Fen
from backend.kernel.stale import differences
from backend.lending import rules
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions, desk, files
from backend.lending.queries.applications import ApplicationRow, ExportRow, Summary
from backend.lending.rules.desk import Desk, Group, Obstacle
from backend.lending.service import authority, clocks, consents, steps, trusting
from backend.lending.service.consents import ConsentText
from backend.lending.states import (
    APPLICATION,
    AT_THE_BANK,
    RESOURCE,
    UNDECIDED,
    Action,
    OpinionKind,
    State,
)

Sort = Literal["deadline", "amount", "updated"]
#: `group`: the cases of the groups that the actor is in.
Queue = Literal["all", "mine", "group", "unassigned"]

#: The terms in which an opinion may differ from what was asked for, or from another opinion.
ASKED = ("amount_fen", "term_months")
PROPOSED = (
    "kind",
    "amount_fen",
    "rate_bp",
    "term_months",
    "conditions",
    "guarantee_required",
    "valid_days",
    "reason_code",
    "sentence",
    "note",
)


@dataclass(frozen=True, kw_only=True)
class ApplicationView:
    """An application as one side may see it; `opinions` is None for the firm."""

    row: ApplicationRow
    applicant_name: str
    lender_name: str
    assignee_name: str | None
    substitute_name: str | None
    group: Group | None
    clock: rules.Reading | None
    offer: dict[str, Any] | None
    open_request: dict[str, Any] | None
    opinions: list[dict[str, Any]] | None
    retraction_proposed: bool | None
    valuation_checked: bool | None
    documents: list[FileView]
    trusts: dict[UUID, TrustView]
    set_aside: dict[UUID, SetAsideView]
    consent_text: ConsentText
    consent_given: dict[str, Any] | None
    allowed_actions: list[str]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filter, order and place of a list of applications."""

    states: tuple[State, ...] = ()
    queue: Queue = "all"
    q: str | None = None
    overdue: bool = False
    request_id: UUID | None = None
    assignee_id: UUID | None = None
    at_bank: bool = False
    group_id: UUID | None = None
    sort: Sort = "updated"
    cursor: str | None = None
    limit: int = pages.DEFAULT_LIMIT


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a case stands at its bank today."""

    desk: Desk
    group: Group | None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    reader: UUID
    events: list[EventRow]


async def application(application_id: UUID, *, by: Actor) -> ApplicationView:
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    return (await views([row], by=by))[0]


async def page(wanted: Wanted, *, by: Actor) -> tuple[list[ApplicationView], str | None, int | str]:
    """The firm's own applications, or the bank's queue."""
    after = None
    if wanted.cursor is not None:
        value, last = pages.decode_cursor(wanted.cursor, queries.SORTS[wanted.sort][1], UUID)
        after = (value, last)
    scope, where = steps.scope_of(by), await _filter(wanted, by=by)
    total = await queries.count(scope=scope, where=where, up_to=pages.COUNTED)
    found = await queries.page(
        scope=scope, where=where, sort=wanted.sort, after=after, limit=wanted.limit
    )
    cut, following = pages.cut(found, wanted.limit, key=lambda pair: (pair[1], pair[0].id))
    return await views([row for row, _ in cut], by=by), following, pages.total_of(total)


async def _filter(wanted: Wanted, *, by: Actor) -> queries.Filter:
    """Mine are also the cases of those that I stand in for."""
    own: tuple[UUID, ...] = ()
    named = () if wanted.assignee_id is None else (wanted.assignee_id,)
    groups: tuple[UUID, ...] = () if wanted.group_id is None else (wanted.group_id,)
    if wanted.queue in {"mine", "group"}:
        bank = await authority.today(by.organisation_id)
        own = (by.user_id, *sorted(bank.stands_in_for(by.user_id)))
    if wanted.queue == "group":
        groups = tuple(await desk.groups_with(by.organisation_id, own)) or (by.user_id,)
    return queries.Filter(
        states=tuple(state.value for state in states_of(wanted)),
        assignees=own if wanted.queue == "mine" else named,
        groups=groups,
        unassigned=wanted.queue == "unassigned",
        like=f"%{queries.escaped(wanted.q)}%" if wanted.q else None,
        overdue_on=clock.today() if wanted.overdue else None,
        request_id=wanted.request_id,
    )


def states_of(wanted: Wanted) -> tuple[State, ...]:
    """Those named; with `at_bank` and none named, those in which somebody has it in hand."""
    return wanted.states or (tuple(sorted(AT_THE_BANK)) if wanted.at_bank else ())


async def summary(*, by: Actor) -> Summary:
    """Over all applications of the actor's side, whatever pages a list has."""
    return await queries.summary(scope=steps.scope_of(by))


async def count(wanted: Wanted, *, by: Actor) -> int:
    """How many there are, exactly."""
    where = await _filter(wanted, by=by)
    return await queries.count(scope=steps.scope_of(by), where=where, up_to=EVERY)


async def export(wanted: Wanted, *, by: Actor) -> AsyncIterator[ExportRow]:
    """The same list without pages, inside a transaction."""
    where = await _filter(wanted, by=by)
    async for row in queries.exported(scope=steps.scope_of(by), where=where, sort=wanted.sort):
        yield row


async def timeline(application_id: UUID, *, by: Actor) -> Timeline:
    """What happened to it, as far as the actor's side is a party."""
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    return await timeline_of(row, by=by)


async def timeline_of(row: ApplicationRow, *, by: Actor) -> Timeline:
    events = [
        event
        for event in await history("loan_application", row.id)
        if by.organisation_id in event.parties
    ]
    return Timeline(reader=by.organisation_id, events=events)


async def views(rows: Sequence[ApplicationRow], *, by: Actor) -> list[ApplicationView]:
    """These applications as the actor's side may see them, read together."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    lenders = list({row.lender for row in rows})
    organisations = await identity.organisations([*lenders, *{row.applicant for row in rows}])
    inside = by.may(Permission.VIEW_BANK)
    at_desk = await authority.today(by.organisation_id) if inside else Desk()
    groups = await desk.groups_of(ids) if inside else {}
    people = await identity.member_names(
        [
            *(row.assignee for row in rows if row.assignee),
            *(each.substitute for each in at_desk.absences),
        ]
    )
    shown = await clocks.readings(rows)
    offers = await decisions.offers(ids)
    requests = await files.requests(ids)
    opinions = await decisions.opinions(ids)
    checks = await files.checks(ids)
    texts = await consents.texts(lenders)
    given = await files.consents(ids)
    named = list({document_id for row in rows for document_id in row.document_ids})
    known = await documents.describe(named) if named else {}
    trusts = await documents.trusts(named)
    aside = await documents.set_aside_in(ids)
    made = []
    for row in rows:
        offer = offers.get(row.id)
        asked = next((each for each in requests[row.id] if each["closed_at"] is None), None)
        made.append(
            ApplicationView(
                row=row,
                applicant_name=organisations[row.applicant].name,
                lender_name=organisations[row.lender].name,
                assignee_name=None if row.assignee is None else people.get(row.assignee),
                substitute_name=_substitute(row, at_desk, people),
                group=groups.get(row.id),
                clock=shown[row.id],
                offer=offer,
                open_request=asked,
                opinions=[compared(each, row) for each in opinions[row.id]] if inside else None,
                retraction_proposed=_retraction_proposed(offer) if inside else None,
                valuation_checked=row.id in checks if inside else None,
                documents=[known[each] for each in row.document_ids if each in known],
                trusts=trusting.seen(row, trusts, checked=inside and row.id in checks),
                set_aside=aside[row.id],
                consent_text=texts[row.lender],
                consent_given=given.get(row.id),
                allowed_actions=allowed_actions(
                    row,
                    offer=offer,
                    asked=asked,
                    opinions=opinions[row.id],
                    place=Place(desk=at_desk, group=groups.get(row.id)),
                    by=by,
                ),
            )
        )
    return made


def _substitute(row: ApplicationRow, at_desk: Desk, names: dict[UUID, str]) -> str | None:
    away = None if row.assignee is None else at_desk.absence(row.assignee)
    return None if away is None else names.get(away.substitute)


def _retraction_proposed(offer: dict[str, Any] | None) -> bool:
    return offer is not None and offer["retraction"] is not None and offer["state"] == "open"


def proposed(opinion: dict[str, Any]) -> dict[str, object]:
    """An opinion's terms by name, for a comparison."""
    return {name: opinion[name] for name in PROPOSED}


def compared(opinion: dict[str, Any], row: ApplicationRow) -> dict[str, Any]:
    """An opinion with its differences to what was asked for."""
    granted = opinion["kind"] == OpinionKind.GRANT
    asked = {name: getattr(row, name) for name in ASKED}
    offered = {name: opinion[name] for name in ASKED} if granted else asked
    return {**opinion, "differences": differences(asked, offered)}


# What the actor may do now ---------------------------------------------------------------------


def allowed_actions(
    row: ApplicationRow,
    *,
    offer: dict[str, Any] | None,
    asked: dict[str, Any] | None,
    opinions: list[dict[str, Any]],
    place: Place,
    by: Actor,
) -> list[str]:
    """The sub-resources that would answer this actor now, as far as state and person decide."""
    closed = _closed(row, offer=offer, asked=asked, opinions=opinions, by=by)
    closed |= _closed_by_desk(row, opinions[-1] if opinions else None, offer, place=place, by=by)
    return sorted(
        {
            RESOURCE[action]
            for action in APPLICATION.open_actions(row.state)
            if action in RESOURCE and action not in closed and by.may(*_needed(row, action))
        }
    )


def _needed(row: ApplicationRow, action: Action) -> tuple[Permission, ...]:
    if action is Action.WITHDRAW and row.state is State.DRAFT:
        return steps.DROPS_A_DRAFT
    return steps.NEEDED[action]


def _closed(
    row: ApplicationRow,
    *,
    offer: dict[str, Any] | None,
    asked: dict[str, Any] | None,
    opinions: list[dict[str, Any]],
    by: Actor,
) -> set[Action]:
    """What the state allows, but not to this person or not on this day."""
    closed: set[Action] = set()
    newest = opinions[-1] if opinions else None
    if newest is not None and newest["kind"] != OpinionKind.GRANT:
        closed.add(Action.APPROVE)
    if not rules.is_decided(opinions):
        closed.add(Action.ISSUE_PACK)
    if row.state not in UNDECIDED and not by.may(Permission.DECIDE_APPLICATIONS):
        closed.add(Action.SET_ASIDE)
    if row.state is State.WAITING and asked is not None and clock.today() <= asked["answer_by"]:
        closed.add(Action.RETURN)
    if offer is not None:
        closed |= _closed_of_offer(offer)
    return closed


def _closed_by_desk(
    row: ApplicationRow,
    newest: dict[str, Any] | None,
    offer: dict[str, Any] | None,
    *,
    place: Place,
    by: Actor,
) -> set[Action]:
    """What the bank's desk leaves to colleagues."""
    closed: set[Action] = set()
    desk_of, person = place.desk, by.user_id
    if newest is not None:
        amount = None if newest["amount_fen"] is None else Fen(newest["amount_fen"])
        roles = (Role.CHECKER,)
        obstacle = desk_of.obstacle(person, roles=roles, maker=newest["maker"], amount=amount)
        if obstacle is Obstacle.ABOVE_LIMIT:
            closed.add(Action.APPROVE)
        elif obstacle is not None:
            closed |= {Action.APPROVE, Action.REFUSE, Action.SEND_BACK}
    if offer is not None and offer["retraction"] is not None:
        first = offer["retraction_proposed_by"]
        if desk_of.obstacle(person, roles=(Role.CHECKER,), maker=first, amount=None) is not None:
            closed.add(Action.RETRACT)
    if not by.may(Permission.ASSIGN_CASES) and row.assignee != person:
        others = row.assignee not in {None, *desk_of.stands_in_for(person)}
        if others or authority.is_of_others(place.group, desk_of, by=by):
            closed |= {Action.ASSIGN, Action.TAKE_IN}
    return closed


def _closed_of_offer(offer: dict[str, Any]) -> set[Action]:
    closed: set[Action] = set()
    if clock.today() > offer["valid_until"]:
        closed.add(Action.ACCEPT)
    if offer["retraction"] is None:
        closed.add(Action.RETRACT)
    else:
        closed.add(Action.PROPOSE_RETRACTION)
    return closed

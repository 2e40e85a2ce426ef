"""What can be done with a verification case: open, submit, approve, return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.documents import service as documents
from backend.documents.states import Kind, Purpose
from backend.identity import service as identity
from backend.identity.service import Organisation, SignUp
from backend.identity.states import OrganisationKind
from backend.kernel import clock, pages
from backend.kernel import listed as leaving
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.events import emit, history
from backend.kernel.language import said
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.stale import who
from backend.kyb import queries, reasons, rules, wording
from backend.kyb.events import CaseApproved, CaseOpened, CaseReturned, CaseSubmitted
from backend.kyb.queries import CaseRow, OtherClaim
from backend.kyb.states import CASE, Action, State
from backend.kyb.tables import Case
from backend.reference import reasons as listed
from backend.reference.kinds import Words


@dataclass(frozen=True, kw_only=True)
class CaseView:
    case: CaseRow
    licence: documents.FileView | None
    #: Told to the operator only.
    other_claims: tuple[OtherClaim, ...]
    #: Of the reason why it went back, as they were on that day.
    reason_words: Words | None


async def sign_up(stated: SignUp, *, by: Actor) -> Case:
    """Make the organisation and its first admin, and open its case; all or nothing."""
    async with transaction():
        organisation, admin = await identity.sign_up(stated, by=by)
        return await open_case(organisation, by=admin)


async def open_case(organisation: Organisation, *, by: Actor) -> Case:
    """Begin the verification of an organisation that has just signed up."""
    case = Case(organisation=organisation.id, state=State.DRAFT.value, opened_at=clock.now())
    async with transaction():
        await queries.add(case)
        await emit(
            CaseOpened(subject_id=case.id, parties=(organisation.id,), firm=organisation.name),
            by=by,
            after={"state": State.DRAFT},
        )
    return case


async def cases(
    *, state: State | None, text: str | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[CaseView], str | None, int | str]:
    """The operator's queue, longest waiting first; a firm sees its own case."""
    found, following, total = await _page(
        state, text, Place(cursor=cursor, limit=limit, counted=pages.COUNTED), by
    )
    return [await _view(row, by=by) for row in found], following, total


async def _page(
    state: State | None, text: str | None, at: Place, by: Actor
) -> tuple[list[CaseRow], str | None, int | str]:
    only = _scope(by)
    after = None
    if at.cursor is not None:
        moment, last = pages.decode_cursor(at.cursor, datetime, UUID)
        after = (moment, last)
    found = await queries.page(
        organisation_id=only, state=state, text=text, after=after, limit=at.limit
    )
    page, following = pages.cut(found, at.limit, key=lambda row: (row.since, row.id))
    count = await queries.count(organisation_id=only, state=state, text=text, counted=at.counted)
    return page, following, pages.total_of(count, up_to=at.counted)


async def case(case_id: UUID, *, by: Actor) -> CaseView:
    found = await queries.case(case_id, organisation_id=_scope(by))
    if found is None:
        raise NotFound
    return await _view(found, by=by)


async def submit(case_id: UUID, *, licence_id: UUID, statement: str | None, by: Actor) -> CaseView:
    """Hand the licence in; the operator may read it until the case is decided."""
    by.require(Permission.MANAGE_MEMBERS)
    async with transaction():
        locked = await _locked(case_id, only=by.organisation_id)
        before = State(locked.state)
        after = CASE.after(before, Action.SUBMIT)
        await documents.check_own([licence_id], kind=Kind.LICENCE, by=by)
        await queries.record(
            locked,
            state=after.value,
            licence=licence_id,
            statement=statement,
            submitted_at=clock.now(),
            submitted_by=by.user_id,
            decided_at=None,
            reviewer=None,
            reviewer_organisation=None,
        )
        operators = await identity.organisations_of_kind(OrganisationKind.OPERATOR)
        for operator in operators:
            await documents.grant(
                [licence_id], to=operator, kind=Purpose.KYB_CASE, purpose=case_id, by=by
            )
        await emit(
            CaseSubmitted(
                subject_id=case_id,
                parties=(by.organisation_id, *operators),
                firm=by.organisation_name,
                licence_id=str(licence_id),
            ),
            by=by,
            before={"state": before},
            after={"state": after},
        )
        return await case(case_id, by=by)


async def approve(
    case_id: UUID, *, seen: Mapping[str, object] | None = None, by: Actor
) -> CaseView:
    """Verify the firm; refused while another verified firm holds its code."""
    by.require(Permission.REVIEW_KYB)
    async with transaction():
        locked = await _locked(case_id)
        before = State(locked.state)
        await _check_seen(locked, seen, by=by)
        after = CASE.after(before, Action.APPROVE)
        rules.check_reviewer(
            reviewer_organisation=by.organisation_id, organisation=locked.organisation
        )
        uscc = (await identity.organisation(locked.organisation)).uscc or ""
        await queries.lock_code(uscc)
        found = await case(case_id, by=by)
        holders = (each.organisation for each in found.other_claims if each.verified_at)
        rules.check_code(uscc=uscc, holder=next(holders, None))
        await _decide(locked, state=after, by=by)
        await identity.verify(locked.organisation, by=by)
        await _keep_licence(locked, by=by)
        await emit(
            CaseApproved(subject_id=case_id, parties=(locked.organisation,), firm=found.case.name),
            by=by,
            before={"state": before},
            after={"state": after},
        )
        return await case(case_id, by=by)


async def _keep_licence(locked: Case, *, by: Actor) -> None:
    """The licence that was approved stands in the firm's vault, where products ask for one."""
    if locked.licence is None or locked.submitted_at is None:
        return
    names = await identity.member_names([locked.submitted_by])
    await documents.stand_in(
        locked.licence,
        dated_on=clock.shanghai_date(locked.submitted_at),
        person=(locked.submitted_by, names.get(locked.submitted_by, "")),
        by=by,
    )


async def send_back(
    case_id: UUID,
    *,
    reason_code: str,
    reason: str,
    seen: Mapping[str, object] | None = None,
    by: Actor,
) -> CaseView:
    """Return the case with what is wrong; the firm may submit again."""
    by.require(Permission.REVIEW_KYB)
    async with transaction():
        locked = await _locked(case_id)
        before = State(locked.state)
        await _check_seen(locked, seen, by=by)
        after = CASE.after(before, Action.RETURN)
        rules.check_reviewer(
            reviewer_organisation=by.organisation_id, organisation=locked.organisation
        )
        await listed.check(reason_code, of=reasons.RETURN, on=clock.today())
        await _decide(locked, state=after, reason_code=reason_code, reason=reason, by=by)
        found = await case(case_id, by=by)
        await emit(
            CaseReturned(
                subject_id=case_id,
                parties=(locked.organisation,),
                firm=found.case.name,
                reason_code=reason_code,
                reason=reason,
            ),
            by=by,
            before={"state": before},
            after={"state": after},
        )
        return found


async def _check_seen(locked: Case, seen: Mapping[str, object] | None, *, by: Actor) -> None:
    """Refuse a decision on a case that a colleague decided, or the firm handed in anew."""
    if seen is None:
        return
    licence = locked.licence
    named = {} if licence is None else await documents.describe([licence])
    told = (await history("kyb_case", locked.id))[-1]
    person = who(told.actor_name, told.organisation_name, told.organisation_id, reader=by)
    rules.check_seen(
        seen,
        current={
            "state": State(locked.state).value,
            "licence": named[licence].name if licence in named else None,
            "statement": locked.statement,
            "submitted_at": locked.submitted_at,
        },
        changed=(person, told.occurred_at),
    )


async def _decide(
    locked: Case,
    *,
    state: State,
    by: Actor,
    reason_code: str | None = None,
    reason: str | None = None,
) -> None:
    await queries.record(
        locked,
        state=state.value,
        decided_at=clock.now(),
        reviewer=by.user_id,
        reviewer_organisation=by.organisation_id,
        reason_code=reason_code,
        reason=reason,
    )
    await documents.end_grants(locked.id, by=by)


async def _locked(case_id: UUID, *, only: UUID | None = None) -> Case:
    locked = await queries.lock(case_id, organisation_id=only)
    if locked is None:
        raise NotFound
    return locked


def _scope(by: Actor) -> UUID | None:
    """Whose cases the actor may see: all of them (none named), or his own organisation's."""
    if by.may(Permission.REVIEW_KYB):
        return None
    if by.may(Permission.VIEW_FIRM):
        return by.organisation_id
    raise Forbidden


async def _view(row: CaseRow, *, by: Actor) -> CaseView:
    licence = None
    if row.licence is not None:
        licence = (await documents.describe([row.licence])).get(row.licence)
    reviewer = by.may(Permission.REVIEW_KYB)
    others = await queries.other_claims(row.uscc or "", besides=row.organisation)
    words = None
    if row.reason_code:
        words = (await listed.worded(reasons.RETURN)).at(row.decided_at, row.reason_code)
    return CaseView(
        case=row,
        licence=licence,
        other_claims=tuple(others) if reviewer else (),
        reason_words=words,
    )


class CasesAsked(leaving.Asked):
    state: State | None = None
    q: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Listed:
    case: CaseRow
    reason: Words | None


async def _cases(asked: CasesAsked, at: Place, by: Actor) -> Read[_Listed]:
    found, following, total = await _page(asked.state, asked.q, at, by)
    words = await listed.worded(reasons.RETURN)
    rows = [
        _Listed(
            case=row,
            reason=words.at(row.decided_at, row.reason_code) if row.reason_code else None,
        )
        for row in found
    ]
    return rows, following, total


def _cells(row: _Listed, _: Actor) -> leaving.Row:
    case = row.case
    return (
        case.name,
        case.uscc,
        None if case.division is None else identity.DIVISIONS.get(case.division, case.division),
        case.street,
        wording.STATES[case.state],
        case.opened_at,
        case.submitted_at,
        case.decided_at,
        row.reason and said(*row.reason),
        case.reason,
    )


def _told(asked: CasesAsked) -> Told:
    return (
        (("状态", "State"), None if asked.state is None else wording.STATES[asked.state]),
        (("名称或代码", "Name or code"), asked.q),
    )


CASE_LIST = paged(
    name="kyb_cases",
    sheet=("企业认证", "Verifications"),
    asked=CasesAsked,
    rests_on=frozenset({Permission.REVIEW_KYB, Permission.VIEW_FIRM}),
    columns=wording.CASES,
    page=_cases,
    cells=_cells,
    told=_told,
)

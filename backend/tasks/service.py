"""What waits for a person: of each kind only what he himself may do."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import pages
from backend.kernel.auth import Actor, Permission
from backend.tasks import queries
from backend.tasks.queries import TaskRow
from backend.tasks.states import TaskKind

#: Who ends a task of this kind.
DOERS: Mapping[TaskKind, tuple[Permission, ...]] = {
    TaskKind.FEE: (Permission.PREPARE,),
    TaskKind.DOCUMENTS_ASKED: (Permission.PREPARE,),
    TaskKind.OFFER: (Permission.BIND,),
    TaskKind.QUESTIONS: (Permission.PREPARE,),
    TaskKind.LICENCE_TERMS: (Permission.BIND,),
    TaskKind.RECORDAL: (Permission.PREPARE, Permission.BIND),
    TaskKind.PAPER: (Permission.BIND, Permission.SIGN_PLEDGES),
    TaskKind.CHARGE: (Permission.PAY_CHARGES,),
    TaskKind.CASE: (Permission.WORK_APPLICATIONS,),
    TaskKind.OPINION: (Permission.DECIDE_APPLICATIONS,),
    TaskKind.SUBMISSION: (Permission.UNDERWRITE,),
    TaskKind.REPORT: (Permission.PREPARE_REPORTS,),
    TaskKind.CONFIRMATION: (Permission.CONFIRM_DOCUMENTS,),
    TaskKind.VERIFICATION: (Permission.VERIFY_COUNTS,),
    TaskKind.KYB: (Permission.REVIEW_KYB,),
    TaskKind.MONEY: (Permission.HANDLE_MONEY,),
    TaskKind.MESSAGE: (Permission.PREPARE, Permission.BIND, Permission.WORK_APPLICATIONS),
    TaskKind.DEFECT: (Permission.RUN_PLEDGES, Permission.PREPARE),
    TaskKind.PLEDGE_TERMS: (Permission.BIND, Permission.SIGN_PLEDGES),
    TaskKind.DECLARATION: (Permission.BIND, Permission.SIGN_PLEDGES),
    TaskKind.DRAWDOWN: (Permission.RUN_PLEDGES,),
    TaskKind.QUOTES: (Permission.BIND, Permission.DECIDE_APPLICATIONS),
    TaskKind.EXTRACT: (Permission.PREPARE,),
    TaskKind.EXTRACT_NEAR: (Permission.PREPARE,),
    TaskKind.PRODUCT: (Permission.DECIDE_APPLICATIONS,),
    TaskKind.LIMIT: (Permission.ASSIGN_CASES, Permission.DECIDE_APPLICATIONS),
    TaskKind.PHRASES: (Permission.DECIDE_APPLICATIONS,),
    TaskKind.WATCH_RULES: (Permission.DECIDE_APPLICATIONS, Permission.IMPORT_REFERENCE),
    TaskKind.REPORT_RULES: (Permission.DECIDE_APPLICATIONS, Permission.IMPORT_REFERENCE),
    TaskKind.CALENDAR: (
        Permission.ASSIGN_CASES,
        Permission.DECIDE_APPLICATIONS,
        Permission.IMPORT_REFERENCE,
    ),
    TaskKind.NOTICE: (Permission.WORD_NOTICES,),
    TaskKind.FEE_VERSION: (Permission.RAISE_CHARGES,),
    TaskKind.LAYOUT: (Permission.HANDLE_MONEY,),
    TaskKind.TIERS: (Permission.VERIFY_COUNTS,),
    TaskKind.REFERENCE: (Permission.IMPORT_REFERENCE,),
    # Whoever owes one sets it up himself.
    TaskKind.SECOND_FACTOR: tuple(Permission),
}


async def waiting(
    *,
    kinds: Sequence[TaskKind],
    due_by: date | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[TaskRow], str | None, int | str]:
    """A page of what waits for the actor, the earliest day first; `kinds` empty: of every kind."""
    chosen = [
        kind for kind, doers in DOERS.items() if by.may(*doers) and (not kinds or kind in kinds)
    ]
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    owed = await identity.duty_of(by.user_id) if TaskKind.SECOND_FACTOR in chosen else None
    found = await queries.page(
        chosen,
        organisation=by.organisation_id,
        member=by.user_id,
        owed=owed,
        due_by=due_by,
        after=after,
        limit=limit,
    )
    page, following = pages.cut(found, limit, key=lambda row: (row.due_on or queries.NEVER, row.id))
    count = await queries.count(
        chosen, organisation=by.organisation_id, member=by.user_id, owed=owed, due_by=due_by
    )
    return page, following, pages.total_of(count)


def kinds_of(by: Actor) -> list[TaskKind]:
    """The kinds that can ever wait for the actor."""
    return [kind for kind, doers in DOERS.items() if by.may(*doers)]

"""Second factors that are obligatory: who owes one, what he is refused, whose rule it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.identity import duties, queries, rules
from backend.identity.duties import SECOND_FACTOR, Duty, Term
from backend.identity.events import SecondFactorDue, SecondFactorTermSet
from backend.identity.permissions import ROLES
from backend.identity.queries import duties as kept
from backend.identity.states import OrganisationKind
from backend.identity.tables import SecondFactorTerm
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.reference import service as reference

#: Members looked at in one transaction.
_BATCH = 200


async def check_second_factor(route: tuple[str, str], by: Actor) -> None:
    """The one place where a write is refused to whoever owes a second factor.

    A key belongs to no person: its maker proved himself when he made it, and it decides nothing.
    """
    if rules.is_own_account(route[1]):
        return
    owed = await duty_of(by.user_id)
    if owed is not None and owed.is_overdue(clock.today()):
        raise rules.SecondFactorNeeded(
            f"Since {owed.needed_from} your role needs one; until you set it up you only read.",
            enrol_at=rules.ENROL_AT,
            needed_from=owed.needed_from.isoformat(),
        )


async def duty_of(member_id: UUID) -> Duty | None:
    """What he owes; none where he has a second factor, or nothing obliges him."""
    row = await kept.standing(member_id)
    if row is None or row["has_factor"]:
        return None
    return await _duty(row)


async def check_may_go_without(member_id: UUID) -> None:
    """Refuse, in the transaction that removed it, that the last one goes while it is owed."""
    owed = await duty_of(member_id)
    if owed is not None and owed.from_on <= clock.today():
        raise rules.LastSecondFactor("Set up another one first.", from_on=owed.from_on.isoformat())


async def remind() -> None:
    """Every day: tell those whose days of grace run out, or have run out."""
    today, last = clock.today(), UUID(int=0)
    known: dict[UUID, list[Term]] = {}
    while rows := await kept.without_factor(after=last, limit=_BATCH):
        last = rows[-1]["id"]
        async with transaction():
            told = [each for each in rows if await _told(each, known, today=today)]
            await kept.record_told([each["id"] for each in told], on=today)


async def _told(row: Mapping[str, Any], known: dict[UUID, list[Term]], *, today: date) -> bool:
    organisation = row["organisation"]
    if organisation not in known:
        known[organisation] = await terms_of(organisation, row["kind"])
    owed = owed_by(row, known[organisation])
    if owed is None or not owed.is_to_be_told(today, told_on=row["told_on"]):
        return False
    await emit(
        SecondFactorDue(
            subject_id=row["id"],
            parties=(organisation,),
            email=row["email"],
            needed_from=owed.needed_from.isoformat(),
        ),
        by=SYSTEM,
    )
    return True


async def _duty(row: Mapping[str, Any]) -> Duty | None:
    terms = await terms_of(row["organisation"], row["kind"])
    return owed_by(row, terms)


def owed_by(row: Mapping[str, Any], terms: Sequence[Term]) -> Duty | None:
    """Of a member as he is stored, who has no second factor."""
    return duties.duty(terms, row["roles"], joined_on=clock.shanghai_date(row["joined_at"]))


async def terms_of(organisation_id: UUID, kind: str) -> list[Term]:
    """The platform's and its own: what is in force, and what is to come."""
    today = clock.today()
    history = await reference.history(SECOND_FACTOR)
    own = await kept.terms(organisation_id)
    return duties.platform_terms(history, kind, today=today) + duties.own_terms(own, today=today)


# An organisation's own ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RoleTerms:
    """Of one role the platform's rule, the organisation's own, and what comes after it."""

    role: str
    platform: Term | None
    own: Mapping[str, Any] | None
    to_come: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class WantedTerm:
    role: str
    obliged: bool
    from_on: date
    grace_days: int


async def role_terms(*, by: Actor) -> list[RoleTerms]:
    """Of each role of the actor's organisation."""
    rows = await kept.terms(by.organisation_id)
    today = clock.today()
    history = await reference.history(SECOND_FACTOR)
    platform = duties.platform_terms(history, by.kind, today=today)
    return [
        _role_terms(role, platform, [row for row in rows if row["role"] == role], today=today)
        for role in ROLES[OrganisationKind(by.kind)]
    ]


def _role_terms(
    role: str, platform: Sequence[Term], own: Sequence[Mapping[str, Any]], *, today: date
) -> RoleTerms:
    days = sorted({row["from_on"] for row in own if row["from_on"] > today})
    now = duties.standing(own, today)
    coming = (duties.standing(own, day) for day in days)
    return RoleTerms(
        role=role,
        platform=min(
            (term for term in platform if term.role == role),
            key=lambda term: term.from_on,
            default=None,
        ),
        own=now if now is not None and now["obliged"] else None,
        to_come=next((row for row in coming if row is not None and row != now), None),
    )


async def set_term(wanted: WantedTerm, *, by: Actor) -> RoleTerms:
    """Oblige a role of one's own from a day on, or no more; the platform's rule stays."""
    by.require(Permission.MANAGE_MEMBERS)
    rules.check_roles(OrganisationKind(by.kind), [wanted.role])
    rules.check_term_ahead(wanted.from_on, today=clock.today())
    async with transaction():
        await queries.lock_organisation(by.organisation_id)
        rows = [r for r in await kept.terms(by.organisation_id) if r["role"] == wanted.role]
        _check_changes(wanted, duties.standing(rows, wanted.from_on))
        row = SecondFactorTerm(
            id=uuid4(),
            created_at=clock.now(),
            organisation=by.organisation_id,
            role=wanted.role,
            n=len(rows) + 1,
            from_on=wanted.from_on,
            obliged=wanted.obliged,
            grace_days=wanted.grace_days,
            made_by=by.user_id,
        )
        await kept.add_term(row)
        await emit(
            SecondFactorTermSet(
                subject_id=row.id,
                roles=(wanted.role,),
                obliged=wanted.obliged,
                from_on=wanted.from_on.isoformat(),
                grace_days=wanted.grace_days,
            ),
            by=by,
        )
        return next(each for each in await role_terms(by=by) if each.role == wanted.role)


def _check_changes(wanted: WantedTerm, now: Mapping[str, Any] | None) -> None:
    """Refuse what says of its day what is said already."""
    obliged = now is not None and now["obliged"]
    same = not wanted.obliged or (now is not None and now["grace_days"] == wanted.grace_days)
    if obliged == wanted.obliged and same:
        raise rules.TermUnchanged(field="obliged")

"""Who of a bank may take and decide a case on a day. Pure: values in, answers or refusals out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.identity.states import Role
from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.money import Fen
from backend.lending.rules.refusals import MakerCannotCheck


class AboveYourLimit(Forbidden):
    """`limit_fen`: yours, 0 for none; `amount_fen`: what is asked; `deciders`: who may."""

    code = "lending.above_your_limit"
    title = "The amount is above what you may grant"


class CheckerAway(Forbidden):
    """`substitute` decides until `until`, or you end the substitution first."""

    code = "lending.checker_away"
    title = "You are away: your substitute decides"


class SubstituteCannotCheck(Forbidden):
    """`deciders`: who may."""

    code = "lending.substitute_cannot_check"
    title = "Whoever stands in for the maker cannot check the opinion"


class CaseOfGroup(Forbidden):
    """`group`: whose case it is; `members`: who take it, or whom the administrator gives it to."""

    code = "lending.case_of_group"
    title = "The case belongs to a group that you are not in"


class LimitBySelf(Forbidden):
    code = "lending.limit_by_self"
    title = "A limit is set by two others than whose it is"


class LimitForCheckers(RuleBroken):
    """`needed`: the role; `fit`: who hold it."""

    code = "lending.limit_for_checkers"
    title = "Only active checkers have a limit"


class LimitDayPast(Conflict):
    """`from_on` is over: take the proposal back and make one from a later day."""

    code = "lending.limit_day_past"
    title = "The limit was to begin on a day that is over"


class LimitOfDay(Conflict):
    code = "lending.limit_of_day"
    title = "A limit of this person begins on that day already; name another day"


class LimitWaits(Conflict):
    code = "lending.limit_waits"
    title = "A limit proposed for this person waits to be decided; decide it first"


class SubstituteUnfit(RuleBroken):
    """`needed`: roles that the absent one holds and the substitute lacks; `fit`: who hold them."""

    code = "lending.substitute_unfit"
    title = "This colleague cannot stand in: roles are missing"


class SubstituteAway(Conflict):
    """`member` is away or stands in for another from `from_on` to `to_on`."""

    code = "lending.substitute_away"
    title = "Whoever stands in is there himself in those days"


class SubstitutionOverlaps(Conflict):
    """`from_on` to `to_on`: the days of the one that stands; end it first."""

    code = "lending.substitution_overlaps"
    title = "A substitute is named for some of these days already"


class SubstitutionOver(Conflict):
    code = "lending.substitution_over"
    title = "This substitution is over"


class GroupNameTaken(Conflict):
    code = "lending.group_name_taken"
    title = "Your bank has a group of this name; give this one another"


class GroupEnded(Conflict):
    code = "lending.group_ended"
    title = "This group was dissolved; make another one"


class Obstacle(StrEnum):
    """Why somebody does not decide on an opinion."""

    NOT_A_CHECKER = "not_a_checker"
    OWN_OPINION = "own_opinion"
    AWAY = "away"
    FOR_THE_MAKER = "for_the_maker"
    ABOVE_LIMIT = "above_limit"


#: Roles whose work goes to a substitute; nobody gets one by standing in.
PASSED_ON = frozenset({Role.MAKER.value, Role.CHECKER.value})


@dataclass(frozen=True, kw_only=True)
class Absence:
    member: UUID
    substitute: UUID
    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True)
class Group:
    id: UUID
    name: str
    members: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A bank's desk on a day: limits in force (none kept: empty) and who is away."""

    limits: Mapping[UUID, Fen] = field(default_factory=dict)
    absences: Sequence[Absence] = ()

    def absence(self, member: UUID) -> Absence | None:
        return next((each for each in self.absences if each.member == member), None)

    def stands_in_for(self, member: UUID) -> frozenset[UUID]:
        return frozenset(each.member for each in self.absences if each.substitute == member)

    def limit(self, checker: UUID, *, maker: UUID | None) -> Fen | None:
        """What a checker may grant; a right that passes to him does not reach its owner's work."""
        if not self.limits:
            return None
        through = {checker, *(self.stands_in_for(checker) - {maker})}
        return Fen(max(self.limits.get(each, 0) for each in through))

    def obstacle(
        self, checker: UUID, *, roles: Iterable[str], maker: UUID | None, amount: Fen | None
    ) -> Obstacle | None:
        """What keeps this person from deciding; `amount`: of a grant that is to be approved."""
        limit = self.limit(checker, maker=maker)
        found = (
            (Obstacle.NOT_A_CHECKER, Role.CHECKER not in set(roles)),
            (Obstacle.OWN_OPINION, checker == maker),
            (Obstacle.AWAY, self.absence(checker) is not None),
            (Obstacle.FOR_THE_MAKER, maker in self.stands_in_for(checker)),
            (Obstacle.ABOVE_LIMIT, None not in {amount, limit} and (amount or 0) > (limit or 0)),
        )
        return next((obstacle for obstacle, holds in found if holds), None)


def check_decider(
    desk: Desk,
    checker: UUID,
    *,
    maker: UUID,
    amount: Fen | None,
    names: Mapping[UUID, str],
    deciders: Sequence[str],
) -> None:
    """Refuse whoever may not decide, with who may; roles have been asked for before."""
    roles = (Role.CHECKER,)
    obstacle = desk.obstacle(checker, roles=roles, maker=maker, amount=amount)
    if obstacle is Obstacle.OWN_OPINION:
        raise MakerCannotCheck
    if obstacle is Obstacle.AWAY and (absence := desk.absence(checker)) is not None:
        raise CheckerAway(
            "End the substitution when you are back.",
            substitute=names.get(absence.substitute, ""),
            until=absence.to_on.isoformat(),
        )
    if obstacle is Obstacle.FOR_THE_MAKER:
        raise SubstituteCannotCheck(
            f"You stand in for {names.get(maker, '')}, who made it.", deciders=list(deciders)
        )
    if obstacle is Obstacle.ABOVE_LIMIT:
        limit = desk.limit(checker, maker=maker) or Fen(0)
        raise AboveYourLimit(
            f"{amount} fen are to be granted; you may grant {limit}.",
            amount_fen=amount,
            limit_fen=limit,
            deciders=list(deciders),
        )


def check_group(group: Group | None, takers: Iterable[UUID], *, names: Mapping[UUID, str]) -> None:
    """A case of a group is taken by its members, or by whoever stands in for one."""
    if group is not None and set(takers).isdisjoint(group.members):
        raise CaseOfGroup(
            f"It belongs to {group.name}.",
            group=group.name,
            members=[names.get(each, "") for each in group.members],
        )


def check_substitute(
    *, needed: Iterable[str], held: Iterable[str] | None, fit: Sequence[str]
) -> None:
    """Nobody becomes a maker or a checker by standing in for one."""
    missing = sorted(PASSED_ON.intersection(needed) - set(held or ()))
    if missing or held is None:
        raise SubstituteUnfit(f"It needs {', '.join(missing)}.", needed=missing, fit=list(fit))


def check_days(
    member: UUID,
    substitute: UUID,
    *,
    from_on: date,
    to_on: date,
    standing: Sequence[Absence],
    names: Mapping[UUID, str],
) -> None:
    """One substitute a day, who is there himself; rights are not passed on twice."""
    for each in standing:
        if each.to_on < from_on or to_on < each.from_on:
            continue
        days = {"from_on": each.from_on.isoformat(), "to_on": each.to_on.isoformat()}
        if each.member == member:
            raise SubstitutionOverlaps(**days)
        if each.member == substitute or each.substitute == member:
            raise SubstituteAway(member=names.get(each.member, ""), **days)

"""Who may sign what. Pure: values in, values or a refusal out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.auth import Permission
from backend.kernel.errors import Conflict, Forbidden, InvalidField, NotFound, RuleBroken
from backend.papers.states import Paper, State

#: Who binds an organisation at all; which papers, and up to how much, his mandate says.
BINDING = (Permission.BIND, Permission.SIGN_PLEDGES)
#: Who grants and revokes mandates.
GRANTING = Permission.MANAGE_MEMBERS
#: A mandate is given for five years at most; a longer one is given anew.
LONGEST_MANDATE_DAYS = 5 * 366
#: What a mandate can be for: the papers that people sign.
SIGNED_PAPERS = frozenset({Paper.PLEDGE_CONTRACT, Paper.LICENCE_CONTRACT})


class NotSignable(Conflict):
    code = "papers.not_signable"
    title = "This paper cannot be signed, or no longer"


class NotASigner(Forbidden):
    code = "papers.not_a_signer"
    title = "Your organisation reads this paper, it does not sign it"


class AlreadyAnswered(Conflict):
    code = "papers.already_answered"
    title = "Your organisation has answered to this paper already"


class NotYourTurn(Conflict):
    code = "papers.not_your_turn"
    title = "Another organisation signs this paper before yours"


class HashDiffers(RuleBroken):
    code = "papers.hash_differs"
    title = "This is not the hash of the paper that you would sign"


class ReasonMissing(RuleBroken):
    code = "papers.reason_missing"
    title = "A refusal to sign says why"


class MandateMissing(Forbidden):
    code = "papers.mandate_missing"
    title = "You hold no mandate to sign papers of this kind"


class MandateNotInForce(Forbidden):
    code = "papers.mandate_not_in_force"
    title = "Your mandate has not begun yet, has run out, or was revoked"


class MandateExceeded(Forbidden):
    code = "papers.mandate_exceeded"
    title = "The paper binds to more than your mandate allows"


class MandateInvalid(RuleBroken):
    code = "papers.mandate_invalid"
    title = "Such a mandate cannot be granted"


class MandateRevokedBefore(Conflict):
    code = "papers.mandate_revoked_before"
    title = "This mandate has been revoked already"


class PaperUnknown(NotFound):
    code = "papers.unknown"
    title = "No paper of the platform has this number"


@dataclass(frozen=True, kw_only=True)
class MandateIn:
    """What an admin grants to a member."""

    member_id: UUID
    papers: Sequence[Paper]
    up_to_fen: int
    from_on: date
    until: date


def check_mandate(given: MandateIn, *, members: Iterable[UUID], today: date) -> None:
    """Refuse a mandate for nobody of the organisation, for other papers, or without a near end."""
    if given.member_id not in set(members):
        raise MandateInvalid(
            "An active member of your organisation who may sign.", field="member_id"
        )
    if not given.papers or not set(given.papers) <= SIGNED_PAPERS:
        allowed = sorted(SIGNED_PAPERS)
        raise MandateInvalid(f"One or more of {', '.join(allowed)}.", field="papers")
    if given.until < max(given.from_on, today):
        raise MandateInvalid("A day from today on, not before from_on.", field="until")
    if (given.until - given.from_on).days > LONGEST_MANDATE_DAYS:
        raise MandateInvalid(f"At most {LONGEST_MANDATE_DAYS} days from from_on on.", field="until")


def mandate_for(
    paper: Paper, mandates: Sequence[Mapping[str, Any]], *, amount_fen: int | None, today: date
) -> Mapping[str, Any]:
    """The mandate of the member's that covers this signature; refuse, saying what is lacking."""
    of_kind = [each for each in mandates if paper in each["papers"]]
    if not of_kind:
        raise MandateMissing(f"Ask an admin for a mandate for {paper}.", paper=paper)
    in_force = [each for each in of_kind if is_in_force(each, today=today)]
    if not in_force:
        latest = max(each["until"] for each in of_kind)
        raise MandateNotInForce(until=latest.isoformat())
    widest = max(in_force, key=lambda each: int(each["up_to_fen"]))
    if amount_fen is not None and amount_fen > widest["up_to_fen"]:
        raise MandateExceeded(
            f"{amount_fen} fen were to be bound; at most {widest['up_to_fen']} may be.",
            amount_fen=amount_fen,
            limit_fen=widest["up_to_fen"],
        )
    return widest


def is_in_force(mandate: Mapping[str, Any], *, today: date) -> bool:
    return mandate["revoked_at"] is None and mandate["from_on"] <= today <= mandate["until"]


def check_answer(
    state: State,
    places: Sequence[Mapping[str, Any]],
    *,
    organisation_id: UUID,
    sha256: str,
    paper_sha256: str | None,
) -> Mapping[str, Any]:
    """The organisation's place, if it may answer now, to these very bytes."""
    if state not in {State.ISSUED, State.SIGNING, State.SIGNED} or not places:
        raise NotSignable(state=state)
    own = next((each for each in places if each["organisation"] == organisation_id), None)
    if own is None:
        raise NotASigner
    if own["signed_at"] or own["refused_at"]:
        raise AlreadyAnswered
    if any(each["turn"] < own["turn"] and not each["signed_at"] for each in places):
        raise NotYourTurn(turn=own["turn"])
    if sha256 != paper_sha256:
        raise HashDiffers(field="sha256")
    return own


def check_reason(reason: str) -> str:
    if not reason:
        raise ReasonMissing(field="reason")
    return reason


def plain_sha256(text: str) -> str:
    """A hash as it is compared: 64 lower-case hexadecimal figures; 400 for anything else."""
    plain = text.strip().lower()
    if len(plain) != 64 or not all(sign in "0123456789abcdef" for sign in plain):  # noqa: PLR2004
        raise InvalidField("sha256", "64 hexadecimal figures.")
    return plain

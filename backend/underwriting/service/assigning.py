"""Whose work a submission is: taken, let go of, or given by whoever grants the authorities."""

from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.underwriting.events import SubmissionAssigned
from backend.underwriting.queries import submissions
from backend.underwriting.rules import AlreadyTaken, MemberUnknown
from backend.underwriting.service import desk
from backend.underwriting.states import SUBMISSION, Action, State


async def assign(submission_id: UUID, *, member_id: UUID | None, release: bool, by: Actor) -> None:
    """An underwriter takes what is free or lets go of his own; who grants authorities gives it."""
    by.require(Permission.UNDERWRITE, Permission.SET_AUTHORITIES)
    async with transaction():
        row = await desk.locked(submission_id, by=by)
        SUBMISSION.after(State(row["state"]), Action.ASSIGN)
        wanted = None if release else member_id or by.user_id
        if not by.may(Permission.SET_AUTHORITIES):
            if wanted not in {None, by.user_id}:
                by.require(Permission.SET_AUTHORITIES)
            if row["assignee"] not in {None, by.user_id}:
                raise AlreadyTaken(
                    f"{row['assignee_name']} has it.",
                    seen={"assignee": None},
                    current={"assignee": row["assignee_name"]},
                )
        if wanted == row["assignee"]:
            return
        name = None if wanted is None else await _underwriter(wanted, insurer_id=row["insurer"])
        await submissions.assign(submission_id, wanted, at=clock.now())
        await emit(
            SubmissionAssigned(
                subject_id=submission_id,
                parties=(row["insurer"],),
                number=row["number"],
                proposal_id=row["proposal"],
                assignee_id=wanted,
                assignee=name,
            ),
            by=by,
        )


async def _underwriter(member_id: UUID, *, insurer_id: UUID) -> str:
    members = await identity.active_members([insurer_id])
    if not any(member == member_id and "underwriter" in roles for _, member, roles in members):
        raise MemberUnknown("Name an active member with the role underwriter.", path="member_id")
    return (await identity.member_names([member_id]))[member_id]

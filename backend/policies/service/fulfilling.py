"""What the insurer asked for (subjectivities): the firm shows it, the insurer takes it or not."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.policies import queries, rules
from backend.policies.events import SubjectivityAnswered, SubjectivityMet, SubjectivityReturned
from backend.policies.queries import subjectivity_answers as answered
from backend.policies.service.binding import bind_if_ready
from backend.policies.tables import SubjectivityAnswer

Row = Mapping[str, Any]
#: To one point; who needs more has to talk.
MOST_ANSWERS = 20


async def answer(
    policy_id: UUID, n: int, text: str, *, file_ids: Sequence[UUID], by: Actor
) -> None:
    """The firm shows what was asked for; the same again changes nothing."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        policy, point = await _open_point(policy_id, n, side="firm", by=by)
        earlier = (await answered.answers([point["id"]]))[point["id"]]
        if earlier and _says(earlier[-1]) == (text, list(file_ids), None):
            return
        if len(earlier) >= MOST_ANSWERS:
            raise rules.TooManyAnswers(f"{MOST_ANSWERS} were given.")
        await documents.check_own(file_ids, by=by)
        await answered.add_answer(
            SubjectivityAnswer(
                id=uuid4(),
                created_at=clock.now(),
                subjectivity=point["id"],
                n=len(earlier) + 1,
                text=text,
                file_ids=list(file_ids),
                answered_by=by.user_id,
                answered_by_name=by.name,
            )
        )
        if file_ids:
            of = await queries.submission(policy["quote"])
            await documents.grant(
                file_ids,
                to=policy["insurer"],
                kind=Purpose.INSURANCE,
                purpose=of["id"],
                again=False,
                by=by,
            )
        await emit(
            SubjectivityAnswered(**_told(policy), n=n, files=len(file_ids)),
            by=by,
        )


async def send_back(policy_id: UUID, n: int, reason: str, *, by: Actor) -> None:
    """What was shown does not do, for a reason that the firm reads (the lead)."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        policy, point = await _open_point(policy_id, n, side="insurer", by=by)
        given = (await answered.answers([point["id"]]))[point["id"]]
        if not given or given[-1]["returned_at"] is not None:
            raise rules.NothingShown(f"Point {n} has no answer that is open.")
        await answered.return_answer(
            given[-1]["id"], reason, at=clock.now(), by_id=by.user_id, name=by.name
        )
        await emit(SubjectivityReturned(**_told(policy), n=n, reason=reason), by=by)


async def fulfil(policy_id: UUID, n: int, note: str, *, by: Actor) -> None:
    """The lead says that what it asked for was shown; the last one binds."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        policy, point = await _open_point(policy_id, n, side="insurer", by=by)
        await queries.meet(point["id"], note, at=clock.now(), by_id=by.user_id, name=by.name)
        await emit(SubjectivityMet(**_told(policy), n=n), by=by)
        await bind_if_ready(policy_id)


async def points(policy_id: UUID) -> list[dict[str, Any]]:
    """Every point with its answers."""
    rows = await queries.subjectivities(policy_id)
    given = await answered.answers([row["id"] for row in rows])
    return [row | {"answers": given[row["id"]]} for row in rows]


def _says(row: Row) -> tuple[str, list[UUID], Any]:
    return row["text"], list(row["file_ids"]), row["returned_at"]


def _told(policy: Row) -> dict[str, Any]:
    return {
        "subject_id": policy["id"],
        "parties": (policy["firm"], policy["insurer"]),
        "number": policy["number"],
    }


async def _open_point(policy_id: UUID, n: int, *, side: str, by: Actor) -> tuple[Row, Row]:
    """The locked policy of the actor's side, and its point if it is not met."""
    policy = await queries.lock(policy_id)
    if policy is None or policy[side] != by.organisation_id:
        raise NotFound
    point = next((each for each in await queries.subjectivities(policy_id) if each["n"] == n), None)
    if point is None:
        raise NotFound
    if point["met_at"] is not None:
        raise rules.AlreadySigned(f"Met: {point['note']}")
    if policy["ended_at"] is not None:
        raise rules.NothingDue(f"{policy['number']} is {policy['state']}.")
    return policy, point

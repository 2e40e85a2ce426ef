"""The papers that a product wants of a firm: how its vault stands to them, what goes along."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.documents import service as documents
from backend.documents.service import Placed
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.lending import checklist as pure
from backend.lending import rules
from backend.lending.checklist import Item, Requirement, Standing
from backend.lending.queries import frozen
from backend.lending.queries.applications import ApplicationRow
from backend.lending.snapshots import Snapshot


async def items(
    requirements: Sequence[Requirement], taken: Snapshot, *, owner: UUID, on: date
) -> tuple[Item, ...]:
    """How the firm's vault stands to these requirements on a day."""
    (found,) = await items_of_each([requirements], taken, owner=owner, on=on)
    return found


async def items_of_each(
    lists: Sequence[Sequence[Requirement]], taken: Snapshot, *, owner: UUID, on: date
) -> list[tuple[Item, ...]]:
    """The same for several products, in their order; the vault is read once."""
    wanted = [pure.lines_of(requirements, taken, on=on) for requirements in lists]
    vault = await documents.slots(owner, [line.slot for lines in wanted for line in lines])
    return [pure.stand(lines, vault, on=on) for lines in wanted]


async def open_for(
    requirements: Sequence[Requirement], taken: Snapshot, *, on: date, by: Actor
) -> None:
    """Have an empty placeholder in the firm's vault for whatever is still missing."""
    wanted = pure.lines_of(requirements, taken, on=on)
    await documents.open_slots([line.slot for line in wanted], by=by)


async def to_hand_over(
    wanted: Sequence[Item],
    *,
    named: Sequence[UUID] | None,
    inherited: Sequence[UUID],
    owner: UUID,
) -> list[UUID]:
    """The documents that go with an application.

    `named` is what the signatory has seen, exactly; without it every required paper goes in the
    version in force. What the request names goes in the version in force of its placeholder,
    unless the signatory named another version of it; what the firm withdrew since stays behind.
    """
    chosen = (
        list(named)
        if named is not None
        else [each.file_id for each in wanted if each.line.required and each.file_id is not None]
    )
    await check_standing(chosen, owner=owner)
    standing = await documents.standing(inherited, of=owner)
    known = await documents.placed([*chosen, *inherited])
    covered = {place.placeholder_id for each in chosen for place in known[each]}
    for each in inherited:
        versions = [
            place.newest or each for place in known[each] if place.placeholder_id not in covered
        ]
        if not known[each]:
            versions.append(each)
        chosen += [version for version in versions if version != each or each in standing]
    return list(dict.fromkeys(chosen))


async def check_standing(file_ids: Sequence[UUID], *, owner: UUID) -> None:
    """Refuse, naming it, a document that the firm has withdrawn since it was chosen."""
    standing = await documents.standing(file_ids, of=owner)
    gone = [each for each in file_ids if each not in standing]
    rules.check_not_withdrawn(
        [
            {"id": str(each.id), "kind": each.kind.value, "name": each.name}
            for each in (await documents.describe(gone)).values()
            if each.organisation_id == owner
        ]
    )


def check_complete(wanted: Sequence[Item], handed_over: Sequence[UUID]) -> None:
    """Refuse, naming each, while a required paper is missing, too old, or not handed over."""
    rules.check_papers(
        [
            {
                "kind": each.line.slot.kind.value,
                "year": each.line.slot.year,
                "subject": each.line.slot.subject,
                "state": "left_out" if each.standing is Standing.PRESENT else each.standing.value,
            }
            for each in wanted
            if each.line.required
            and (each.standing is not Standing.PRESENT or each.file_id not in handed_over)
        ]
    )


async def freeze(
    row: ApplicationRow, file_ids: Sequence[UUID], *, again: bool = False, by: Actor
) -> None:
    """Write down which versions went with the application; `again`: they add to the last ones."""
    known = await documents.describe(file_ids)
    placed = await documents.placed(file_ids)
    await frozen.add(
        row.id,
        [
            (file_id, known[file_id].sha256, *version)
            for file_id in dict.fromkeys(file_ids)
            for version in _versions(placed[file_id])
        ],
        again=again,
        at=clock.now(),
        by=by.user_id,
    )


def _versions(placed: Sequence[Placed]) -> list[tuple[UUID | None, int | None]]:
    return [(each.placeholder_id, each.n) for each in placed] or [(None, None)]

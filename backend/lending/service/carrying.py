"""Apply again: what a copied draft did not take over from the earlier application, as of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.documents import service as documents
from backend.documents.states import DISPROVED
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.lending import carrying, checklist, snapshots
from backend.lending.carrying import NotTaken, Why
from backend.lending.queries import applications, files
from backend.lending.queries.applications import ApplicationRow, Scope
from backend.lending.rules import ProductNotOffered
from backend.lending.service import consents, papers_wanted, products, steps
from backend.lending.service.products import VersionView
from backend.lending.snapshots import Snapshot
from backend.lending.states import State

_NEED = ("amount_fen", "term_months", "use_of_funds")


@dataclass(frozen=True, kw_only=True)
class CarriedOver:
    """`earlier`: None, this is no copy."""

    earlier: ApplicationRow | None
    rights: int
    documents: int
    not_taken: list[NotTaken]


async def carried_over(application_id: UUID, *, by: Actor) -> CarriedOver:
    """Told to the firm on its draft; once submitted, the application stands for itself."""
    by.require(Permission.VIEW_FIRM)
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    earlier = None
    if row.copied_from is not None:
        earlier = await applications.application(
            row.copied_from, scope=Scope(applicant=row.applicant)
        )
    return CarriedOver(
        earlier=earlier,
        rights=len(row.right_ids),
        documents=len(row.document_ids),
        not_taken=[]
        if earlier is None or row.state is not State.DRAFT
        else await _not_taken(row, earlier, by=by),
    )


async def _not_taken(row: ApplicationRow, earlier: ApplicationRow, *, by: Actor) -> list[NotTaken]:
    taken = await products.take(row.request, firm_id=row.applicant, on=clock.today())
    return [
        *await _consent(earlier),
        *await _rights(taken, earlier),
        *await _documents(earlier),
        *await _by_product(taken, earlier, by=by),
        *carrying.changes(_NEED, earlier.snapshot, snapshots.as_json(taken)),
    ]


async def _consent(earlier: ApplicationRow) -> list[NotTaken]:
    given = (await files.consents([earlier.id])).get(earlier.id)
    if given is None:
        return []
    now = (await consents.texts([earlier.lender]))[earlier.lender]
    return [
        NotTaken(why=Why.CONSENT_ENDED, before=given["text_version"], after=now.version),
    ]


async def _rights(taken: Snapshot, earlier: ApplicationRow) -> list[NotTaken]:
    now = {right.right_id: right for right in taken.rights}
    committed = set(await applications.committed_rights(list(now)))
    before = await steps.canonical(earlier.right_ids)
    labels = {UUID(each["right_id"]): each["label"] for each in earlier.snapshot["rights"]}
    found = [
        NotTaken(
            why=Why.RIGHT_COMMITTED if right_id in committed else Why.RIGHT_PLEDGED,
            id=right_id,
            name=right.label,
        )
        for right_id, right in now.items()
        if right_id in committed or right.pledged
    ]
    return found + [
        NotTaken(why=Why.RIGHT_LEFT, id=right_id, name=labels.get(named))
        for named, right_id in zip(earlier.right_ids, before, strict=False)
        if right_id not in now
    ]


async def to_take(earlier: ApplicationRow) -> list[UUID]:
    """The documents of an application that a copy takes over: neither withdrawn nor disowned."""
    gone = await _gone(earlier)
    return [each for each in earlier.document_ids if each not in gone]


async def _gone(earlier: ApplicationRow) -> dict[UUID, Why]:
    named = list(earlier.document_ids)
    if not named:
        return {}
    standing = set(await documents.standing(named, of=earlier.applicant))
    trusts = await documents.trusts(named)
    aside = (await documents.set_aside_in([earlier.id]))[earlier.id]
    disowned = {each for each in named if each in aside or trusts[each].trust in DISPROVED}
    return {
        each: Why.DOCUMENT_DISOWNED if each in disowned else Why.DOCUMENT_WITHDRAWN
        for each in named
        if each in disowned or each not in standing
    }


async def _documents(earlier: ApplicationRow) -> list[NotTaken]:
    if not earlier.document_ids:
        return []
    gone = await _gone(earlier)
    placed = await documents.placed(list(earlier.document_ids))
    for each in earlier.document_ids:
        newer = any(place.superseded and place.newest is not None for place in placed[each])
        if each not in gone and newer:
            gone[each] = Why.DOCUMENT_REPLACED
    known = await documents.describe(list(gone)) if gone else {}
    return [
        NotTaken(why=why, id=each, name=known[each].name, kind=known[each].kind)
        for each, why in gone.items()
    ]


async def _by_product(taken: Snapshot, earlier: ApplicationRow, *, by: Actor) -> list[NotTaken]:
    """What the product as it is offered today makes of it."""
    before = await products.version(earlier.product_version)
    try:
        now = await products.in_force(earlier.product)
    except ProductNotOffered:
        return [NotTaken(why=Why.PRODUCT_ENDED, name=before.name)]
    found = _valuation(taken, earlier, now)
    if now.id != before.id:
        found.append(NotTaken(why=Why.PRODUCT_NEWER, name=now.name, before=before.n, after=now.n))
        found += await _criteria(taken, before, now)
    today = clock.today()
    return found + carrying.papers(
        await papers_wanted.items(now.terms.checklist, taken, owner=by.organisation_id, on=today),
        earlier=checklist.lines_of(before.terms.checklist, taken, on=today),
    )


def _valuation(taken: Snapshot, earlier: ApplicationRow, now: VersionView) -> list[NotTaken]:
    before, cover = earlier.snapshot["valuation"], now.terms.cover()
    if taken.valuation is None:
        if before is None or cover is None:
            return []
        return [NotTaken(why=Why.VALUATION_NONE, before=before["number"])]
    found = []
    if before is not None and UUID(before["id"]) != taken.valuation.id:
        found.append(
            NotTaken(why=Why.VALUATION_OTHER, before=before["number"], after=taken.valuation.number)
        )
    facts = snapshots.facts_of(taken, on=clock.today())
    if cover and facts.valuation and not cover.is_fresh(facts.valuation, on=clock.today()):
        found.append(
            NotTaken(
                why=Why.VALUATION_TOO_OLD,
                name=taken.valuation.number,
                before=taken.valuation.base_date.isoformat(),
                after=cover.max_age_months,
            )
        )
    return found


async def _criteria(taken: Snapshot, before: VersionView, now: VersionView) -> Sequence[NotTaken]:
    plain, today = snapshots.as_json(taken), clock.today()
    judged = [await products.fit_snapshot(each, plain, today) for each in (now, before)]
    return carrying.criteria(judged[0].verdicts, judged[1].verdicts)

"""What the firm does before a bank sees anything: draft, submit, apply again."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.sequences import next_number
from backend.lending import rules, snapshots
from backend.lending.events import ApplicationDrafted, ApplicationSubmitted
from backend.lending.queries import applications as queries
from backend.lending.queries import files
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import carrying, consents, papers_wanted, products, reading, steps
from backend.lending.service.reading import ApplicationView
from backend.lending.states import APPLICATION, Action, State
from backend.listing import service as listing
from backend.listing.service import RequestView
from backend.listing.states import State as RequestState
from backend.portfolio import service as portfolio

#: What an application takes over from its request, for a difference to be shown.
_NEED = ("amount_fen", "term_months", "use_of_funds")


async def draft(
    request_id: UUID, *, product_ids: Sequence[UUID], by: Actor
) -> list[ApplicationView]:
    """Draft one application per product from one set of data; nobody else sees a draft."""
    by.require(Permission.PREPARE)
    async with transaction():
        request = await _usable_request(request_id, by=by)
        await files.lock_drafting(request_id)
        taken = await products.snapshot(request_id, by.organisation_id)
        rows = [
            await _draft(
                product_id,
                request_id=request_id,
                snapshot=taken,
                right_ids=await steps.canonical(request.right_ids),
                document_ids=_documents(taken, request.document_ids),
                by=by,
            )
            for product_id in dict.fromkeys(product_ids)
        ]
        return await reading.views(rows, by=by)


async def copy(application_id: UUID, *, by: Actor) -> ApplicationView:
    """A new draft with everything of an application that is over and still stands."""
    by.require(Permission.PREPARE)
    async with transaction():
        old = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
        APPLICATION.after(old.state, Action.COPY)
        await _usable_request(old.request, by=by)
        await files.lock_drafting(old.request)
        row = await _draft(
            old.product,
            request_id=old.request,
            snapshot=old.snapshot,
            right_ids=old.right_ids,
            document_ids=await carrying.to_take(old),
            copied_from=old.id,
            by=by,
        )
        return (await reading.views([row], by=by))[0]


async def _draft(  # the parts of one draft
    product_id: UUID,
    *,
    request_id: UUID,
    snapshot: Mapping[str, Any],
    right_ids: Sequence[UUID],
    document_ids: Sequence[UUID],
    copied_from: UUID | None = None,
    by: Actor,
) -> ApplicationRow:
    version = await products.in_force(product_id)
    await papers_wanted.open_for(
        version.terms.checklist, snapshots.read(snapshot), on=clock.today(), by=by
    )
    standing = await queries.standing_for(request_id, product_id)
    if standing is not None:
        raise rules.AlreadyApplied(application_id=str(standing), product_id=str(product_id))
    row = await queries.add(
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "number": await next_number("LN"),
            "state": State.DRAFT,
            "version": 1,
            "applicant": by.organisation_id,
            "lender": version.lender_id,
            "product": product_id,
            "request": request_id,
            "copied_from": copied_from,
            "drafted_by": by.user_id,
            "updated_at": clock.now(),
            **_frozen(snapshot, version),
            "right_ids": tuple(right_ids),
            "document_ids": tuple(document_ids),
        },
        right_ids=right_ids,
    )
    await steps.tell(
        ApplicationDrafted, row, before=None, to=(row.applicant,), by=by, copied_from=copied_from
    )
    return row


def _frozen(snapshot: Mapping[str, Any], version: products.VersionView) -> dict[str, Any]:
    """What an application says of itself, out of a snapshot and the product's version."""
    valuation = snapshot["valuation"]
    return {
        "product_version": version.id,
        "amount_fen": snapshot["amount_fen"],
        "term_months": snapshot["term_months"],
        "use_of_funds": snapshot["use_of_funds"],
        "valuation": None if valuation is None else UUID(valuation["id"]),
        "answer_days": version.terms.decision_days,
        "snapshot": {
            **snapshot,
            "product": {
                "id": str(version.product_id),
                "name": version.name,
                "version_id": str(version.id),
                "version": version.n,
            },
        },
    }


async def submit(
    application_id: UUID,
    *,
    consent: bool,
    consent_version: str,
    document_ids: Sequence[UUID] | None = None,
    request_revision: int | None = None,
    by: Actor,
) -> ApplicationView:
    """Freeze the facts, let the bank read the documents, start its clock.

    The rights are locked first, as in an acceptance: of the two, one sees the other.
    """
    by.require(Permission.BIND)
    by.require_verified()
    async with transaction():
        seen = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
        request = await _usable_request(seen.request, by=by)
        right_ids = await steps.canonical(request.right_ids)
        await portfolio.lock_rights(right_ids)
        row = await steps.lock_for(application_id, Action.SUBMIT, by=by)
        taken = await products.snapshot(row.request, by.organisation_id)
        rules.check_request_current(
            seen=request_revision,
            drafted=row.snapshot["request_revision"],
            current=request.revision,
            changed={name: taken[name] for name in _NEED if taken[name] != row.snapshot[name]},
        )
        committed = await queries.committed_rights(right_ids)
        if committed:
            raise rules.RightCommitted(right_ids=[str(each) for each in committed])
        version = await products.in_force(row.product)
        await consents.give(
            row.id, lender=row.lender, given=consent, version=consent_version, by=by
        )
        granted = await _handed_over(
            row, document_ids, version=version, taken=taken, request=request
        )
        await grant_reading(row, granted, by=by)
        await papers_wanted.freeze(row, granted, by=by)
        taken["documents"] = await described(granted)
        await queries.set_rights(row.id, right_ids)
        due_on = await steps.start_clock(row, working_days=version.terms.decision_days)
        before = row.state
        row = await steps.move(
            row,
            Action.SUBMIT,
            **_frozen(taken, version),
            right_ids=tuple(right_ids),
            document_ids=tuple(granted),
            submitted_by=by.user_id,
            submitted_at=clock.now(),
            return_reason=None,
            due_on=due_on,
        )
        await steps.tell(
            ApplicationSubmitted,
            row,
            before=before,
            by=by,
            firm=by.organisation_name,
            amount_fen=row.amount_fen,
            due_on=due_on.isoformat(),
        )
        return (await reading.views([row], by=by))[0]


async def _handed_over(
    row: ApplicationRow,
    named: Sequence[UUID] | None,
    *,
    version: products.VersionView,
    taken: Mapping[str, Any],
    request: RequestView,
) -> list[UUID]:
    """What goes with the application; refused while a paper that the product requires does not."""
    wanted = await papers_wanted.items(
        version.terms.checklist, snapshots.read(taken), owner=row.applicant, on=clock.today()
    )
    # What was answered before a return stays in the file.
    earlier = row.document_ids if named is None else ()
    given = await papers_wanted.to_hand_over(
        wanted,
        named=named,
        inherited=[*request.document_ids, *earlier],
        owner=row.applicant,
    )
    papers_wanted.check_complete(wanted, given)
    everything = _documents(taken, given)
    await papers_wanted.check_standing(everything, owner=row.applicant)
    return everything


async def _usable_request(request_id: UUID, *, by: Actor) -> RequestView:
    request = await listing.request(request_id, by.organisation_id)
    if request.state is RequestState.WITHDRAWN:
        raise rules.RequestIsWithdrawn
    return request


def _documents(snapshot: Mapping[str, Any], named: Sequence[UUID]) -> list[UUID]:
    """The named documents, the papers behind grades and the valuation's report, each once."""
    firm = snapshot["firm"]
    bound = (
        firm.get("tax_grade_document_id"),
        firm.get("credit_grade_document_id"),
        (snapshot["valuation"] or {}).get("report_file_id"),
    )
    return list(dict.fromkeys([*named, *(UUID(each) for each in bound if each is not None)]))


async def grant_reading(row: ApplicationRow, document_ids: Sequence[UUID], *, by: Actor) -> None:
    """Let the bank read these documents of the firm, for this application."""
    if document_ids:
        await documents.grant(
            document_ids, to=row.lender, kind=Purpose.LOAN_APPLICATION, purpose=row.id, by=by
        )


async def described(document_ids: Sequence[UUID]) -> list[dict[str, str]]:
    """Documents as a snapshot lists them."""
    known = await documents.describe(document_ids) if document_ids else {}
    return [
        {
            "id": str(each),
            "kind": known[each].kind.value,
            "name": known[each].name,
            "sha256": known[each].sha256,
        }
        for each in document_ids
    ]

"""Which valuation an application may rest on, and how it is frozen into it."""

from uuid import UUID

import msgspec

from backend.documents import service as documents
from backend.kernel.auth import Actor
from backend.lending import rules, snapshots
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import papers_wanted, steps
from backend.lending.service.drafting import described
from backend.lending.states import Action
from backend.valuation import service as valuation
from backend.valuation.service import ValuationView
from backend.valuation.states import State


async def usable_of_firm(row: ApplicationRow, valuation_id: UUID) -> ValuationView:
    """A valuation that the firm holds and that serves exactly the rights of the application."""
    return _serving(row, await valuation.own(valuation_id, firm_id=row.applicant))


async def usable_of_bank(row: ApplicationRow, valuation_id: UUID) -> ValuationView:
    """The same, of the firm's or this bank's; what another lender holds does not exist here."""
    stated = await valuation.valuation(valuation_id, firm_id=row.applicant)
    if stated.held_by not in {None, row.lender}:
        raise rules.ValuationNotUsable(valuation_id=str(valuation_id))
    return _serving(row, stated)


def _serving(row: ApplicationRow, stated: ValuationView) -> ValuationView:
    wanted, covered = set(row.right_ids), set(stated.right_ids)
    serves = wanted == covered or (stated.per_right is not None and wanted <= covered)
    if stated.state is not State.DECLARED or not serves:
        raise rules.ValuationNotUsable(valuation_id=str(stated.id))
    return stated


def frozen(view: ValuationView) -> snapshots.ValuationSnapshot:
    per_right = view.per_right
    return snapshots.ValuationSnapshot(
        id=view.id,
        number=view.number,
        method=view.method,
        appraised=view.appraised,
        base_date=view.base_date,
        valuer=view.valuer,
        low_fen=view.low_fen,
        central_fen=view.central_fen,
        high_fen=view.high_fen,
        per_right=None
        if per_right is None
        else [
            snapshots.ValueSnapshot(right_id=i, low_fen=low, central_fen=central, high_fen=high)
            for i, (low, central, high) in per_right.items()
        ],
        report_file_id=view.report_file_id,
    )


async def rest_on(
    row: ApplicationRow, stated: ValuationView, action: Action, *, by: Actor
) -> ApplicationRow:
    """From now on the case rests on it.

    The firm's own report joins the documents of the case; the bank's is the bank's.
    """
    report = [] if stated.report_file_id is None else [stated.report_file_id]
    await documents.check_not_disproved(report)
    everything = list(row.document_ids)
    if stated.held_by is None:
        everything = list(dict.fromkeys([*everything, *report]))
        await papers_wanted.freeze(row, report, again=True, by=by)
    return await steps.move(
        row,
        action,
        document_ids=tuple(everything),
        snapshot={
            **row.snapshot,
            "documents": await described(everything),
            "valuation": msgspec.to_builtins(frozen(stated)),
        },
        valuation=stated.id,
    )

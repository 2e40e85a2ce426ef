"""The report: prepared, checked, signed by two, delivered; confirmed or sent back by the client."""

from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import queries, rules
from backend.appraisal.conflicts import refused
from backend.appraisal.events import (
    ReportConfirmed,
    ReportDelivered,
    ReportRefused,
    ReportReturned,
    ReportSaved,
    ReportSigned,
)
from backend.appraisal.report import Report, Spread
from backend.appraisal.service import weighing
from backend.appraisal.service.inviting import lock
from backend.appraisal.service.ordering import sides
from backend.appraisal.service.reading import RequestView, found, request
from backend.appraisal.service.working import (
    Checked,
    CheckView,
    as_kept,
    check_views,
    run_checks,
)
from backend.appraisal.states import REPORT, Action, ReportState
from backend.appraisal.tables import Report as ReportRow
from backend.documents import service as documents
from backend.documents.states import Kind
from backend.documents.states import Purpose as Consent
from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.valuation import service as valuation
from backend.valuation.service import Range


async def _check_chosen(row: dict[str, Any], *, by: Actor) -> None:
    """404 for whoever was not chosen."""
    for each in await queries.quotes([row["id"]]):
        if each["id"] == row["quote"] and each["appraiser"] == by.organisation_id:
            return
    raise NotFound


async def _open_report(row: dict[str, Any]) -> dict[str, Any]:
    """The version that is not sent back."""
    for each in await queries.reports([row["id"]]):
        if each["state"] != ReportState.RETURNED:
            return each
    raise rules.ReportMissing


async def _checked(row: dict[str, Any], report: Report, *, agency: str) -> Checked:
    right_ids = [each["right_id"] for each in await queries.rights([row["id"]])]
    return await run_checks(report, firm_id=row["firm"], agency=agency, right_ids=right_ids)


async def checks(request_id: UUID, report: Report, *, by: Actor) -> list[CheckView]:
    """The twelve checks on a report as it stands in the form; nothing is kept."""
    by.require(Permission.PREPARE_REPORTS, Permission.SIGN_REPORTS)
    row = await found(request_id, by=by)
    await _check_chosen(row, by=by)
    chosen = await weighing.in_force(row["lender"])
    looked = await _checked(row, report, agency=by.organisation_name)
    return check_views(as_kept(looked.findings), rules=chosen.rules)


async def save(request_id: UUID, report: Report, *, file_id: UUID | None, by: Actor) -> RequestView:
    """Keep the report as it stands; whoever saves prepares it, and a first signature falls."""
    by.require(Permission.PREPARE_REPORTS)
    async with transaction():
        row, _ = await lock(request_id, Action.REPORT, by=by)
        await _check_chosen(row, by=by)
        sha256 = None
        if file_id is not None:
            (file,) = await documents.check_own([file_id], by=by, kind=Kind.VALUATION_REPORT)
            sha256 = file.sha256
        versions = await queries.reports([row["id"]])
        newest = versions[0] if versions else None
        before = None
        if newest is not None and newest["state"] != ReportState.RETURNED:
            before = ReportState(newest["state"])
            REPORT.after(before, Action.REPORT)
        version = (0 if newest is None else newest["version"]) + (before is None)
        await queries.save_report(
            ReportRow(
                id=uuid4(),
                created_at=clock.now(),
                request=row["id"],
                version=version,
                state=ReportState.DRAFT,
                content=dumps(report.model_dump(mode="json", exclude_none=True)),
                file=file_id,
                sha256=sha256,
                prepared_by=by.user_id,
                prepared_by_name=by.name,
            )
        )
        await emit(
            ReportSaved(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                number=row["number"],
                version=version,
            ),
            by=by,
            before=None if before is None else {"state": before},
            after={"state": ReportState.DRAFT},
        )
        return await request(request_id, by=by)


async def sign(
    request_id: UUID, *, password: str, code: str | None = None, by: Actor
) -> RequestView:
    """The first signature: the preparer's, with his password again, on the file's hash."""
    by.require(Permission.PREPARE_REPORTS)
    async with transaction():
        row, _ = await lock(request_id, Action.SIGN, by=by)
        await _check_chosen(row, by=by)
        report = await _open_report(row)
        after = REPORT.after(ReportState(report["state"]), Action.SIGN)
        rules.check_first_signature(prepared_by=report["prepared_by"], signing=by.user_id)
        if report["file"] is None:
            raise rules.ReportMissing("The report's own file is not there yet.", field="file")
        await identity.check_password(password, code=code, by=by)
        await queries.sign_first(report["id"], state=after, at=clock.now())
        await emit(
            ReportSigned(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                number=row["number"],
                version=report["version"],
                sha256=report["sha256"],
            ),
            by=by,
            before={"state": report["state"]},
            after={"state": after},
        )
        return await request(request_id, by=by)


async def deliver(
    request_id: UUID, *, password: str, code: str | None = None, by: Actor
) -> RequestView:
    """The second signature, by another; a check that the rules insist on and failed is told."""
    by.require(Permission.SIGN_REPORTS)
    try:
        return await _deliver(request_id, password=password, code=code, by=by)
    except rules.ChecksRefused as refusal:
        await _tell_refused(request_id, refusal, by=by)
        raise


async def _tell_refused(request_id: UUID, refusal: rules.ChecksRefused, *, by: Actor) -> None:
    row = await found(request_id, by=by)
    report = await _open_report(row)
    async with transaction():
        await emit(
            ReportRefused(
                subject_id=row["id"],
                parties=(by.organisation_id,),
                number=row["number"],
                version=report["version"],
                checks=refusal.checks,
            ),
            by=by,
        )


async def _deliver(request_id: UUID, *, password: str, code: str | None, by: Actor) -> RequestView:
    async with transaction():
        row, state = await lock(request_id, Action.DELIVER, by=by)
        await _check_chosen(row, by=by)
        report = await _open_report(row)
        after = REPORT.after(ReportState(report["state"]), Action.DELIVER)
        rules.check_second_signature(prepared_by=report["prepared_by"], signing=by.user_id)
        await identity.check_password(password, code=code, by=by)
        content = Report.model_validate(loads(report["content"]))
        chosen = await weighing.in_force(row["lender"])
        looked = await _checked(row, content, agency=by.organisation_name)
        rules.check_checks(refused(chosen.rules, looked.findings))
        await documents.grant(
            [report["file"]], to=row["client"], kind=Consent.VALUATION, purpose=row["id"], by=by
        )
        await queries.deliver(
            report["id"],
            state=after,
            checks=dumps(as_kept(looked.findings)),
            rule_set=chosen.id,
            by=(by.user_id, by.name),
            at=clock.now(),
        )
        await queries.move_request(row["id"], state=state)
        await emit(
            ReportDelivered(
                subject_id=row["id"],
                parties=(*sides(row), by.organisation_id),
                number=row["number"],
                appraiser=by.organisation_name,
                version=report["version"],
                sha256=report["sha256"],
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        return await request(request_id, by=by)


async def send_back(request_id: UUID, *, reason: str, by: Actor) -> RequestView:
    """Return a delivered report; the appraiser writes its next version."""
    by.require(Permission.PREPARE, Permission.WORK_APPLICATIONS)
    async with transaction():
        row, state = await lock(request_id, Action.RETURN, by=by)
        if row["client"] != by.organisation_id:
            raise NotFound
        report = await _open_report(row)
        after = REPORT.after(ReportState(report["state"]), Action.RETURN)
        await queries.return_report(report["id"], state=after, reason=reason, at=clock.now())
        await queries.move_request(row["id"], state=state)
        await emit(
            ReportReturned(
                subject_id=row["id"],
                parties=(*sides(row), await _appraiser(row)),
                number=row["number"],
                firm=by.organisation_name,
                reason=reason,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        return await request(request_id, by=by)


async def _appraiser(row: dict[str, Any]) -> UUID:
    quotes = await queries.quotes([row["id"]])
    chosen: UUID = next(each["appraiser"] for each in quotes if each["id"] == row["quote"])
    return chosen


async def confirm(request_id: UUID, *, by: Actor) -> RequestView:
    """Take the report: its file into the client's vault, its hash confirmed, its range a value.

    What a lender paid for, it holds itself; what the firm paid for on a lender's invitation, the
    lender may read for its case.
    """
    by.require(Permission.PREPARE, Permission.WORK_APPLICATIONS)
    async with transaction():
        row, state = await lock(request_id, Action.CONFIRM, by=by)
        if row["client"] != by.organisation_id:
            raise NotFound
        report = await _open_report(row)
        after = REPORT.after(ReportState(report["state"]), Action.CONFIRM)
        appraiser = await _appraiser(row)
        agency = (await identity.organisations([appraiser]))[appraiser].name
        content = Report.model_validate(loads(report["content"]))
        looked = await _checked(row, content, agency=agency)
        if looked.document is None:
            raise rules.ReportMissing("The report has no inputs.")
        source, chunks = await documents.open_content(report["file"], by=by)
        kept = await documents.deposit(
            source.name, kind=Kind.VALUATION_REPORT, chunks=chunks, by=by
        )
        await documents.record_issued(
            kept.id,
            issuer=appraiser,
            signer=(report["signed_by"], report["signed_by_name"]),
            sha256=report["sha256"],
            note=content.report_no,
            by=by,
        )
        valued = await valuation.keep_appraised(
            looked.document,
            whole=_range(content.whole),
            per_right=_per_right(content),
            report_file_id=kept.id,
            firm_id=row["firm"],
            by=by,
        )
        await queries.confirm_report(report["id"], state=after)
        await queries.move_request(
            row["id"], state=state, ended_at=clock.now(), valuation=valued.id
        )
        await documents.end_grants(row["quote"], by=by)
        if row["application"] is not None:
            await documents.grant(
                [kept.id],
                to=row["asked_by"],
                kind=Consent.LOAN_APPLICATION,
                purpose=row["application"],
                by=by,
            )
        await emit(
            ReportConfirmed(
                subject_id=row["id"],
                parties=(*sides(row), appraiser),
                number=row["number"],
                firm=by.organisation_name,
                valuation=valued.number,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        return await request(request_id, by=by)


def _range(spread: Spread) -> Range:
    return Range(
        low=Fen(spread.low_fen), central=Fen(spread.central_fen), high=Fen(spread.high_fen)
    )


def _per_right(report: Report) -> dict[UUID, Range] | None:
    """Values of all rights; of a single one, the whole is its own."""
    if len(report.rights) == 1:
        return {report.rights[0].right_id: _range(report.whole)}
    stated = {each.right_id: _range(each.value) for each in report.rights if each.value is not None}
    return stated if len(stated) == len(report.rights) else None

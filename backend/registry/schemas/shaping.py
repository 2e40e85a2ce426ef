"""From what the service gives to what the API gives, and from facts stated to facts judged."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock
from backend.kernel.auth import in_words
from backend.kernel.language import said
from backend.portfolio.service import RightView
from backend.registry import guards, service
from backend.registry.facts import (
    Extract,
    GazetteNews,
    Receipt,
    RightFacts,
    Statement,
    TermsFacts,
)
from backend.registry.projection import PledgeRecord
from backend.registry.schemas import giving as out
from backend.registry.schemas import taking as into
from backend.registry.schemas.terms import stated
from backend.registry.states import EVER_REGISTERED, Checker, Outcome, Purpose, State

#: The step that a pledge in each state stands at.
_STEPS = ("terms", "signed", "filed", "registered", "verified")
_REACHED = {
    State.DRAFT: 0,
    State.READY: 2,
    State.FILED: 3,
    State.DEFECT: 3,
    State.WARNED: 3,
    State.REFUSED: 3,
}
_ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.REVOKED})


def party(stated: dict[str, Any]) -> out.PartyOut:
    found = stated.get("organisation_id")
    return out.PartyOut(
        id=None if found is None else UUID(found),
        name=stated["name"],
        code=stated.get("code"),
        address=stated.get("address"),
    )


def parties(record: PledgeRecord) -> out.PartiesOut:
    pledgors, pledgees = record.parties["pledgors"], record.parties["pledgees"]
    return out.PartiesOut(
        pledgor=party(pledgors[0]),
        pledgee=party(pledgees[0]),
        co_pledgors=[party(each) for each in pledgors[1:]],
        co_pledgees=[party(each) for each in pledgees[1:]],
    )


def right(view: RightView) -> out.RightOut:
    return out.RightOut(
        id=view.id,
        label=view.label,
        title=view.title,
        kind=view.kind,
        filing_on=view.filing_on,
        granted_on=view.granted_on,
        expires_on=view.expires_on,
        patentees=list(view.patentees),
    )


def paper(
    answer: guards.PaperAnswer, rows: Sequence[dict[str, Any]], names: dict[UUID, str]
) -> out.PaperOut:
    documents = []
    for row in rows:
        if row["paper"] != answer.paper:
            continue
        file_id = None if row.get("document_id") is None else UUID(row["document_id"])
        documents.append(
            out.PaperDocumentOut(
                document_id=file_id,
                name=None if file_id is None else names.get(file_id),
                party=row.get("party"),
                signed_by=list(row.get("signed_by", [])),
                undertaking=bool(row.get("undertaking")),
            )
        )
    return out.PaperOut(
        paper=answer.paper,
        needed=answer.needed,
        missing=list(answer.missing),
        documents=documents,
    )


def signature(row: dict[str, Any], record: PledgeRecord) -> out.SignatureOut:
    present = {
        Purpose.TERMS: record.terms_hash,
        Purpose.DECLARATION: (record.warning or {}).get("declaration_hash"),
    }
    return out.SignatureOut(
        party=row["party"],
        purpose=row["purpose"],
        person_name=row["person_name"],
        organisation_name=row["organisation_name"],
        terms_version=row["terms_version"],
        signed_at=row["signed_at"],
        valid=row["terms_hash"] == present[Purpose(row["purpose"])],
    )


def filing(record: PledgeRecord) -> out.FilingOut | None:
    if record.channel is None or record.filed_on is None or record.due_on is None:
        return None
    return out.FilingOut(
        channel=record.channel,
        filed_on=record.filed_on,
        due_on=record.due_on,
        due_provisional=clock.is_provisional(record.due_on),
        cure_by=record.cure_by,
    )


def _date(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def warning(record: PledgeRecord) -> out.WarningOut | None:
    told = record.warning
    if told is None:
        return None
    return out.WarningOut(
        grounds=told["grounds"],
        warned_on=date.fromisoformat(told["warned_on"]),
        answer_by=_date(told["answer_by"]),
        document_id=None if told["document_id"] is None else UUID(told["document_id"]),
        declaration_hash=told["declaration_hash"],
    )


def recording(row: dict[str, Any], names: Mapping[UUID, str]) -> out.RecordingOut:
    return out.RecordingOut(
        version=row["version"],
        corrects=row["corrects"],
        cause=row["cause"],
        effective_on=row["effective_on"],
        secured_fen=row["secured_fen"],
        registration_number=row["registration_number"],
        document_id=row["document"],
        document_name=names.get(row["document"]),
        reason=row["reason"],
        recorder_name=row["recorder_name"],
        recorder_is_district=row["recorder_is_district"],
        recorded_at=row["recorded_at"],
    )


def registration(
    record: PledgeRecord, recordings: Sequence[dict[str, Any]], names: Mapping[UUID, str]
) -> out.RegistrationOut | None:
    if not recordings or record.registration_number is None or record.registered_on is None:
        return None
    newest = recordings[-1]
    return out.RegistrationOut(
        number=record.registration_number,
        registered_on=record.registered_on,
        notice_document_id=record.notice_document,
        recorded_by=newest["recorder"],
        recorded_by_name=newest["recorder_name"],
        recorded_at=newest["recorded_at"],
        version=newest["version"],
        recordings=[recording(row, names) for row in recordings],
        warnings=list(record.warnings),
    )


def verification(row: dict[str, Any]) -> out.VerificationOut:
    return out.VerificationOut(
        checker=row["checker"],
        version=row["version"],
        outcome=row["outcome"],
        reason=row["reason"],
        reason_code=row["reason_code"],
        reason_words=row["reason_words"] and said(*row["reason_words"]),
        looked_in=row["looked_in"],
        looked_on=row["looked_on"],
        verifier_name=row["verifier_name"],
        verified_at=row["verified_at"],
    )


def last_by(checker: Checker, rows: Sequence[dict[str, Any]]) -> out.VerificationOut | None:
    own = [row for row in rows if row["checker"] == checker]
    return verification(own[-1]) if own else None


def pending(record: PledgeRecord) -> out.PendingOut | None:
    told = record.pending
    if told is None:
        return None
    shown = {"kind", "filed_on", "due_on", "late"}
    return out.PendingOut(
        kind=told["kind"],
        filed_on=date.fromisoformat(told["filed_on"]),
        due_on=date.fromisoformat(told["due_on"]),
        late=told["late"],
        details={name: value for name, value in told.items() if name not in shown},
    )


def steps(record: PledgeRecord) -> list[out.StepOut]:
    """Terms, signatures, filing, registration, verification: how far it has come."""
    if record.state in EVER_REGISTERED or record.state is State.REVOKED:
        reached = 5 if record.bank_outcome == Outcome.CONFIRMED else 4
    elif record.state is State.WITHDRAWN:
        reached = 3 if record.filed_on else 0
    else:
        reached = _REACHED[record.state]
    days = {"filed": record.filed_on, "registered": record.registered_on}
    off = record.state in _ENDED

    def state_at(place: int) -> str:
        if place < reached:
            return "done"
        if off:
            return "off"
        return "now" if place == reached else "ahead"

    return [
        out.StepOut(key=key, state=state_at(place), on=days.get(key))
        for place, key in enumerate(_STEPS)
    ]


def pledge(detail: service.Detail) -> out.PledgeOut:
    record = detail.record
    names = detail.document_names
    return out.PledgeOut(
        id=record.id,
        revision=detail.revision,
        number=record.number,
        state=record.state,
        made_elsewhere=record.made_elsewhere,
        application_id=record.application_id,
        steps=steps(record),
        parties=parties(record),
        rights=[right(view) for view in detail.rights],
        terms=stated(record, detail.contract),
        terms_hash=record.terms_hash,
        terms_version=record.terms_version,
        signatures=[signature(row, record) for row in detail.signatures],
        papers=[paper(answer, record.papers, names) for answer in detail.papers],
        filing=filing(record),
        warning=warning(record),
        registration=registration(record, detail.recordings, names),
        verification=last_by(Checker.BANK, detail.verifications),
        count_verification=last_by(Checker.DISTRICT, detail.verifications),
        verifications=[verification(row) for row in detail.verifications],
        bank_verified=record.bank_verified,
        counted=detail.counted_fen != 0,
        counted_fen=detail.counted_fen,
        pending=pending(record),
        ended=record.ended,
        flags=list(record.flags),
        history=[
            out.HistoryOut(
                name=row.name,
                occurred_at=row.occurred_at,
                actor_name=in_words(row.actor_name, row.actor_id),
                organisation_name=row.organisation_name,
                payload=row.payload,
            )
            for row in detail.history
        ],
        created_at=detail.created_at,
        allowed_actions=detail.allowed_actions,
    )


def pledge_row(
    record: PledgeRecord, created_at: datetime, counted_fen: int, actions: list[str]
) -> out.PledgeRowOut:
    return out.PledgeRowOut(
        id=record.id,
        number=record.number,
        state=record.state,
        made_elsewhere=record.made_elsewhere,
        application_id=record.application_id,
        pledgor_name=record.pledgor_name,
        pledgee_name=record.pledgee_name,
        right_count=len(record.right_ids),
        claim_kind=record.claim_kind,
        secured_fen=record.secured_fen,
        channel=record.channel,
        filed_on=record.filed_on,
        due_on=record.due_on,
        answer_by=record.answer_by,
        registration_number=record.registration_number,
        registered_on=record.registered_on,
        bank_verified=record.bank_verified,
        counted=counted_fen != 0,
        flags=list(record.flags),
        created_at=created_at,
        allowed_actions=actions,
    )


def _statements(rows: Sequence[into.StatementIn]) -> tuple[Statement, ...]:
    return tuple(Statement(as_of=row.as_of, value=row.value) for row in rows)


def right_facts(stated: into.RightFactsIn) -> RightFacts:
    return RightFacts(
        right_id=stated.right_id or uuid4(),
        kind=stated.kind,
        at_cnipa=stated.at_cnipa,
        filing_on=stated.filing_on,
        granted_on=stated.granted_on,
        grant_source=stated.grant_source,
        expires_on=stated.expires_on,
        extracts=tuple(
            Extract(**{**row.model_dump(), "owners": tuple(row.owners)}) for row in stated.extracts
        ),
        receipts=tuple(Receipt(**row.model_dump()) for row in stated.receipts),
        gazette=tuple(GazetteNews(**row.model_dump()) for row in stated.gazette),
        twin=_statements(stated.twin),
        consents=tuple(stated.consents),
        each_may_pledge=_statements(stated.each_may_pledge),
        invalidation=_statements(stated.invalidation),
        unfit=_statements(stated.unfit),
        live_elsewhere=stated.live_elsewhere,
    )


def terms_facts(stated: into.TermsFactsIn) -> TermsFacts:
    return TermsFacts(
        pledgors=tuple(stated.pledgors),
        performance_to=stated.performance_to,
        missing=None if stated.missing is None else tuple(stated.missing),
        contract_text=stated.contract_text,
        state_owned=stated.state_owned,
        foreign_party=stated.foreign_party,
    )

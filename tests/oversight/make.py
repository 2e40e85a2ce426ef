"""Builders of what the view from above reads: pledges, recordings and count entries.

Written as rows, because the figures must be right whatever wrote the rows; the register's own
tests show that it writes them so.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID, uuid4

from backend.kernel import clock, db

_serial = count(1)
PLAN = "2022-2025"
TARGET = "2022-2025.pledge"


@dataclass(frozen=True)
class Registration:
    pledge: UUID
    number: str
    fen: int
    on: date
    firm: str


def moment(day: date) -> datetime:
    """In the middle of a Shanghai day."""
    return datetime.combine(day, datetime.min.time().replace(hour=12), clock.SHANGHAI)


async def registration(
    fen: int,
    *,
    on: date,
    recorded_on: date | None = None,
    notice: UUID | None = None,
    division: str | None = "310115",
    code: str | None = None,
) -> Registration:
    """A registration as somebody recorded it; nobody has verified it."""
    serial, pledge = next(_serial), uuid4()
    firm, number = f"企业{serial:05d}", f"Y{serial:012d}"
    recorded_at = moment(recorded_on or on)
    await db.execute(
        "INSERT INTO registry_pledge (id, number, register, state, made_elsewhere, pledgor_name, "
        "pledgor_code, pledgee_name, parties, right_ids, secured_fen, terms, terms_version, "
        "papers, registration_number, registered_on, notice_document, recorded_by, "
        "recorded_organisation, recorded_at, warnings, recording, flags) VALUES ($1, $2, 'patent', "
        "'registered', true, $3, $4, '某银行', $5, $6, $7, '{}', 0, '{}', $8, $9, $10, $11, $11, "
        "$12, '{}', 1, '{}')",
        pledge,
        f"RG-{serial:08d}",
        firm,
        code or f"C{serial:05d}",
        db.dumps({"pledgors": [{"name": firm, "division": division, "code": code}]}),
        [uuid4()],
        fen,
        number,
        on,
        notice,
        uuid4(),
        recorded_at,
    )
    await db.execute(
        "INSERT INTO registry_recording (id, pledge, version, cause, effective_on, secured_fen, "
        "registration_number, document, recorder, recorder_name, recorder_organisation, "
        "recorder_is_district, recorded_at) VALUES (gen_random_uuid(), $1, 1, 'registration', $2, "
        "$3, $4, $5, gen_random_uuid(), '录入人', gen_random_uuid(), true, $6)",
        pledge,
        on,
        fen,
        number,
        notice,
        recorded_at,
    )
    return Registration(pledge=pledge, number=number, fen=fen, on=on, firm=firm)


async def verification(
    of: Registration, *, on: date | None = None, outcome: str = "confirmed"
) -> None:
    await db.execute(
        "INSERT INTO registry_verification (id, pledge, version, checker, outcome, reason, "
        "looked_in, looked_on, verifier, verifier_name, verifier_organisation, recorder, "
        "recorder_organisation, recorder_is_district, verified_at) SELECT gen_random_uuid(), "
        "pledge, version, 'district', $2, '核对', 'gazette', $3, gen_random_uuid(), '核验人', "
        "gen_random_uuid(), recorder, recorder_organisation, true, $4 "
        "FROM registry_recording WHERE pledge = $1",
        of.pledge,
        outcome,
        on or of.on,
        moment(on or of.on),
    )


async def entry(  # noqa: PLR0913 - one per column
    of: Registration,
    fen: int,
    *,
    effective_on: date | None = None,
    recorded_on: date | None = None,
    cause: str = "registration",
    industry: str = "integrated_circuits",
    bank: str | None = "某银行",
    street: str | None = "张江镇",
    plan: str = PLAN,
    firm: str | None = None,
) -> None:
    effect = effective_on or of.on
    await db.execute(
        "INSERT INTO registry_count_entry (id, pledge, registration_number, plan, version, "
        "effective_on, recorded_at, amount_fen, cause, reason, rule_version, counted_by, "
        "counted_by_name, industry, bank, street, pledgor_name, pledgor_code) SELECT "
        "gen_random_uuid(), $1, $2, id, 1, $3, $4, $5, $6, $7, 1, gen_random_uuid(), '核验人', "
        "$8, $9, $10, $11, NULL FROM registry_plan WHERE code = $12",
        of.pledge,
        of.number,
        effect,
        moment(recorded_on or effect),
        fen,
        cause,
        None if fen > 0 else "更正",
        industry,
        bank,
        street,
        firm or of.firm,
        plan,
    )


async def counted(
    fen: int,
    *,
    on: date = date(2023, 5, 4),
    recorded_on: date | None = None,
    industry: str = "integrated_circuits",
    bank: str | None = "某银行",
    street: str | None = "张江镇",
    firm: str | None = None,
) -> Registration:
    """A registration that was verified and counts."""
    made = await registration(fen, on=on, recorded_on=recorded_on)
    await verification(made, on=recorded_on or on)
    await entry(
        made,
        fen,
        recorded_on=recorded_on,
        industry=industry,
        bank=bank,
        street=street,
        firm=firm,
    )
    return made

"""The district's dashboard over 100,000 counted registrations: today's, and as known on a day."""

import asyncio
import statistics
from datetime import date, timedelta

import asyncpg

from tests.bench.client import Target, latencies
from tests.bench.figures import Figure, percentile, spread
from tests.bench.workshop import Workshop

REGISTRATIONS = 100_000
SAMPLES = 20
WARM_UP = 3
AIM_MS = 200
TARGET = "2022-2025.pledge"
ASKED = {"today": "", "as known on a day": "?as_known_on=2024-06-30"}

#: As `tests/oversight/make` writes one: recorded, confirmed by the district, counted.
_PLEDGES = """
INSERT INTO registry_pledge (id, number, register, state, made_elsewhere, pledgor_name,
  pledgor_code, pledgee_name, parties, right_ids, secured_fen, terms, terms_version, papers,
  registration_number, registered_on, recorded_by, recorded_organisation, recorded_at, warnings,
  recording, flags)
SELECT gen_random_uuid(), 'RB-' || n, 'patent', 'registered', true, '企业' || n % 40000,
  'C' || n % 40000, '银行' || n % 40, '{"pledgors": [{"division": "310115"}]}',
  ARRAY[gen_random_uuid()], 1000000 + n % 5000, '{}', 0, '{}', 'YB' || lpad(n::text, 10, '0'),
  date '2022-01-01' + n % 1461, gen_random_uuid(), gen_random_uuid(),
  (date '2022-01-01' + n % 1461)::timestamptz, '{}', 1, '{}'
FROM generate_series(1, $1) AS n
"""
_MADE = "FROM registry_pledge p WHERE p.number LIKE 'RB-%'"
_RECORDINGS = f"""
INSERT INTO registry_recording (id, pledge, version, cause, effective_on, secured_fen,
  registration_number, recorder, recorder_name, recorder_organisation, recorder_is_district,
  recorded_at)
SELECT gen_random_uuid(), p.id, 1, 'registration', p.registered_on, p.secured_fen,
  p.registration_number, p.recorded_by, '录入人', p.recorded_organisation, true, p.recorded_at
{_MADE}
"""
_VERIFICATIONS = """
INSERT INTO registry_verification (id, pledge, version, checker, outcome, reason, looked_in,
  looked_on, verifier, verifier_name, verifier_organisation, recorder, recorder_organisation,
  recorder_is_district, verified_at)
SELECT gen_random_uuid(), r.pledge, 1, 'district', 'confirmed', '核对', 'gazette', r.effective_on,
  gen_random_uuid(), '核验人', gen_random_uuid(), r.recorder, r.recorder_organisation, true,
  r.recorded_at FROM registry_recording r JOIN registry_pledge p ON p.id = r.pledge
WHERE p.number LIKE 'RB-%'
"""
_ENTRIES = f"""
INSERT INTO registry_count_entry (id, pledge, registration_number, plan, version, effective_on,
  recorded_at, amount_fen, cause, rule_version, counted_by, counted_by_name, industry, bank,
  street, pledgor_name, pledgor_code)
SELECT gen_random_uuid(), p.id, p.registration_number,
  (SELECT id FROM registry_plan WHERE code = '2022-2025'), 1, p.registered_on, p.recorded_at,
  p.secured_fen, 'registration', 1, p.recorded_by, '核验人', 'integrated_circuits',
  p.pledgee_name, '街镇' || length(p.id::text) + ascii(right(p.id::text, 1)) % 36, p.pledgor_name,
  p.pledgor_code {_MADE}
"""
#: As the trigger keeps them, entry by entry.
_COUNTED = """
INSERT INTO registry_counted_day (plan, part, key, day, amount_fen, deals, firms)
SELECT p.id, c.* FROM registry_plan p, registry_counted_by_day(p.id, NULL, '{}') c
"""


async def measure(workshop: Workshop) -> list[Figure]:
    token, _ = await workshop.person("district@demo")
    await _lay_in(workshop)
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        looked_at = [
            await _figure(what, asked, server.port, token) for what, asked in ASKED.items()
        ]
        return [*looked_at, await _first_looks(server.port, token)]
    finally:
        await asyncio.to_thread(server.stop)


async def _figure(what: str, asked: str, port: int, token: str) -> Figure:
    target = Target(port=port, path=f"/api/v1/targets/{TARGET}{asked}", token=token)
    samples = (await latencies(target, count=SAMPLES + WARM_UP))[WARM_UP:]
    return Figure(
        what=f"the dashboard of {REGISTRATIONS:,} registrations, {what}, p95",
        value=percentile(samples, 0.95) * 1000,
        unit="ms",
        aim=AIM_MS,
        better="less",
        note=f"GET /targets/{{code}}; median {statistics.median(samples) * 1000:.1f} ms",
        details=spread(samples),
    )


async def _first_looks(port: int, token: str) -> Figure:
    """Days that nobody has asked for: nothing of them is kept."""
    samples = []
    for number in range(SAMPLES):
        day = date(2023, 1, 1) + timedelta(days=29 * number)
        target = Target(port=port, path=f"/api/v1/targets/{TARGET}?as_known_on={day}", token=token)
        samples += await latencies(target, count=1)
    return Figure(
        what=f"the dashboard of {REGISTRATIONS:,} registrations, a day's first look, p95",
        value=percentile(samples, 0.95) * 1000,
        unit="ms",
        aim=AIM_MS,
        better="less",
        note=f"{SAMPLES} days, each once; median {statistics.median(samples) * 1000:.1f} ms",
        details=spread(samples),
    )


async def _lay_in(workshop: Workshop) -> None:
    """Registrations, their checks and their entries, written as their tables keep them."""
    connection = await asyncpg.connect(workshop.dsn)
    try:
        # What the constraints would ask row by row is so by the way the rows are made.
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(_PLEDGES, REGISTRATIONS)
        for statement in (_RECORDINGS, _VERIFICATIONS, _ENTRIES, _COUNTED):
            await connection.execute(statement)
        for table in ("pledge", "recording", "verification", "count_entry", "counted_day"):
            await connection.execute(f"VACUUM ANALYZE registry_{table}")
    finally:
        await connection.close()

"""A bank's book of 10,000 cases with 2,000 alerts: divided, and the cases of a group, over HTTP."""

import asyncio
import statistics
from datetime import timedelta

import asyncpg

from backend.kernel import clock
from backend.lending.rules.book import By
from tests.bench.client import Target, latencies
from tests.bench.figures import Figure, percentile, spread
from tests.bench.workshop import Workshop

CASES = 10_000
SAMPLES = 10
WARM_UP = 2
AIM_MS = 200

#: As the events of its cases leave them: three of four stand, the others are closed.
_EXPOSURES = """
INSERT INTO lending_exposure (application, lender, since, until, number, state, firm, industry,
  division, right_kinds, product, product_name, granted_fen, drawn_fen, drawn_on, matures_on,
  watched, limit_bp)
SELECT md5('case' || c)::uuid, $1::uuid, now() - make_interval(days => 100 + c % 400),
  CASE WHEN s = 2 THEN now() - make_interval(days => c % 90) END, 'LN-B-' || c,
  CASE WHEN c % 5 = 0 THEN 'accepted' ELSE 'drawn' END, f.id,
  (ARRAY['biomedicine', 'integrated_circuits', 'other', NULL])[1 + c % 4], '310115',
  (ARRAY['{invention}', '{design}', '{invention,utility_model}'])[1 + c % 3]::varchar[],
  md5('product' || c % 24)::uuid, '产品' || c % 24, 1000000 + c,
  CASE WHEN c % 5 > 0 THEN 1000000 + c END,
  CASE WHEN c % 5 > 0 THEN current_date - c % 400 END,
  CASE WHEN c % 5 > 0 THEN current_date - c % 400 + 730 END, c % 5 > 0, 5000
FROM generate_series(1, $2::int) AS c
CROSS JOIN LATERAL (SELECT CASE WHEN c > $2::int * 3 / 4 THEN 2 ELSE 1 END AS s) AS stands
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS of_all
  FROM identity_organisation) AS f ON f.n = c % f.of_all
"""
_ALERTS = """
INSERT INTO kernel_event (id, name, subject, subject_id, occurred_at, actor_id, actor_name,
  organisation_id, organisation_name, address, request_id, payload, parties, actor_roles)
SELECT gen_random_uuid(), 'monitoring.value_alert_' || n.what, 'loan_application',
  md5('case' || c)::uuid, now() - make_interval(days => n.days), $1::uuid, '', $1::uuid, '', '', '',
  jsonb_build_object('alert_id', md5('alert' || c), 'ltv_after_bp', 3000 + c % 4000),
  ARRAY[$1::uuid], '{}'
FROM generate_series(1, $2::int, 5) AS c
JOIN (VALUES ('raised', 60), ('settled', 30)) AS n (what, days)
  ON n.what = 'raised' OR c % 2 = 0
"""


async def measure(workshop: Workshop) -> list[Figure]:
    token, officer = await workshop.person("maker@bank.demo")
    connection = await asyncpg.connect(workshop.dsn)
    try:
        # What the constraints would ask row by row is so by the way the rows are made.
        await connection.execute("SET session_replication_role = replica")
        # A third of the rows are of cases that stand no more: 10,000 do.
        await connection.execute(_EXPOSURES, officer.organisation_id, CASES * 4 // 3)
        await connection.execute(_ALERTS, officer.organisation_id, CASES)
        await connection.execute("VACUUM ANALYZE lending_exposure")
        await connection.execute("VACUUM ANALYZE kernel_event")
    finally:
        await connection.close()
    server = workshop.serving()
    await asyncio.to_thread(server.start)
    try:
        early = (clock.today() - timedelta(days=45)).isoformat()
        return [
            await _figure("divided", "", server.port, token),
            await _figure("divided, as of a day", f"&on={early}", server.port, token),
            await _figure("a page of its cases", "", server.port, token, path="/cases"),
        ]
    finally:
        await asyncio.to_thread(server.stop)


async def _figure(what: str, asked: str, port: int, token: str, *, path: str = "") -> Figure:
    """Each division as often as the others."""
    samples: list[float] = []
    for by in By:
        target = Target(port=port, path=f"/api/v1/loan-book{path}?by={by}{asked}", token=token)
        samples += (await latencies(target, count=SAMPLES + WARM_UP))[WARM_UP:]
    return Figure(
        what=f"a bank's book of {CASES:,} cases, {what}, p95",
        value=percentile(samples, 0.95) * 1000,
        unit="ms",
        aim=AIM_MS,
        better="less",
        note=f"GET /loan-book{path}, {len(By)} divisions; median "
        f"{statistics.median(samples) * 1000:.1f} ms",
        details=spread(samples),
    )

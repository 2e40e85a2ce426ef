"""Whether somebody may read a document, among ten thousand consents."""

import random
import statistics
from functools import partial
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_value
from tests.bench.figures import Figure, percentile, spread, timed
from tests.bench.workshop import Workshop

GRANTS = 10_000
SAMPLES = 600
WARM_UP = 50


async def measure(workshop: Workshop) -> list[Figure]:
    """Once with as many documents, once with as many consents of the same one document."""
    _, owner = await workshop.person("sme@demo")
    _, reader = await workshop.person("maker@bank.demo")
    one, *many = await _documents(owner)
    await documents.grant(
        many, to=reader.organisation_id, kind=Purpose.OTHER, purpose=uuid4(), by=owner
    )
    await _consents_of(one, reader=reader)
    return [
        await _asked(f"may he read it: {len(many):,} documents granted", many, by=reader),
        await _asked(f"may he read it: one document, {GRANTS:,} times granted", [one], by=reader),
    ]


async def _asked(what: str, file_ids: list[UUID], *, by: Actor) -> Figure:
    chosen = random.Random(7).choices(file_ids, k=SAMPLES + WARM_UP)  # noqa: S311
    taken = [await timed(partial(documents.file, each, by=by)) for each in chosen]
    samples = taken[WARM_UP:]
    return Figure(
        what=f"{what}, p95",
        value=percentile(samples, 0.95) * 1000,
        unit="ms",
        aim=2,
        better="less",
        note=f"median {statistics.median(samples) * 1000:.2f} ms, the document's row included",
        details=spread(samples),
    )


async def _documents(owner: Actor) -> list[UUID]:
    """Copies of a document's row, each of other content; nobody opens their bytes."""
    columns = ", ".join(
        row["column_name"]
        for row in await fetch(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = 'documents_file' AND column_name NOT IN ('id', 'sha256') "
            "ORDER BY ordinal_position"
        )
    )
    await execute(
        f"INSERT INTO documents_file (id, sha256, {columns}) "
        f"SELECT gen_random_uuid(), encode(sha256(n::text::bytea), 'hex'), {columns} "
        "FROM (SELECT * FROM documents_file WHERE organisation = $1 AND withdrawn_at IS NULL "
        "LIMIT 1) AS one, generate_series(0, $2::int) AS n",
        owner.organisation_id,
        GRANTS,
    )
    rows = await fetch(
        "SELECT f.id FROM documents_file f JOIN generate_series(0, $1::int) AS n "
        "ON f.sha256 = encode(sha256(n::text::bytea), 'hex') ORDER BY n",
        GRANTS,
    )
    return [row["id"] for row in rows]


async def _consents_of(file_id: UUID, *, reader: Actor) -> None:
    """The same document, for as many matters."""
    await execute(
        "INSERT INTO documents_grant (id, receipt, file, organisation, purpose, granted_at, "
        "granted_by) SELECT gen_random_uuid(), r.id, $1, r.reader, gen_random_uuid(), "
        "r.granted_at, r.granted_by FROM (SELECT * FROM documents_receipt WHERE reader = $2 "
        "ORDER BY granted_at DESC LIMIT 1) AS r, generate_series(1, $3::int)",
        file_id,
        reader.organisation_id,
        GRANTS,
    )
    if await fetch_value("SELECT count(*) FROM documents_grant WHERE file = $1", file_id) < GRANTS:
        raise RuntimeError("The consents are not there.")

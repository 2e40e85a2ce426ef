"""A database with applications from before there were versions takes the migration for them."""

import contextlib
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from piccolo.apps.migrations.commands.forwards import run_forwards

from backend.documents.states import Kind
from backend.kernel import db, migrating
from backend.kernel.db import execute, fetch
from backend.lending.checklist import Requirement
from backend.lending.service import products
from tests import make
from tests.conftest import _in_maintenance, _replace_database

#: The last migration before placeholders, checklists as data and frozen versions.
BEFORE = "2026-11-24T23:40:00:000000"
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
#: What a column that says nothing here holds.
NEUTRAL: dict[str, Any] = {
    "uuid": UUID(int=0),
    "varchar": "x",
    "text": "x",
    "bool": False,
    "int2": 1,
    "int4": 1,
    "int8": 1,
    "date": AT.date(),
    "timestamptz": AT,
    "jsonb": "[]",
    "_uuid": [],
    "_varchar": [],
    "bytea": b"x",
}


@pytest.fixture
async def earlier(database: str, server_dsn: str) -> AsyncIterator[None]:
    """A database as it was before that migration."""
    pool, config = db.DB.pool, db.DB.config
    db.DB.pool = None
    name = f"earlier_{uuid4().hex[:12]}"
    await _in_maintenance(server_dsn, f'CREATE DATABASE "{name}"')
    await db.connect(_replace_database(server_dsn, name), size=2)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            result = await run_forwards(app_name="zhirong", migration_id=BEFORE)
        assert result.success
        yield
    finally:
        await db.disconnect()
        db.DB.pool, db.DB.config = pool, config
        await _in_maintenance(server_dsn, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _row(table: str, **given: Any) -> UUID:
    """A row as it could stand then; columns that must say something and are not given: neutral."""
    columns = await fetch(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = $1 "
        "AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'",
        table,
    )
    values: dict[str, Any] = {each["column_name"]: NEUTRAL[each["udt_name"]] for each in columns}
    values |= {"id": uuid4(), **given}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())
    found: UUID = values["id"]
    return found


async def _file(owner: UUID, digit: str) -> UUID:
    return await _row(
        "documents_file",
        organisation=owner,
        kind="accounts",
        name=f"{digit}.pdf",
        sha256=digit * 64,
        media_type="application/pdf",
    )


async def test_what_was_submitted_is_frozen_and_old_checklists_ask_for_nothing(
    earlier: None,
) -> None:
    firm = await _row("identity_organisation", kind="firm", uscc=make.uscc(), name="firm")
    bank = await _row("identity_organisation", kind="bank", name="bank")
    product = await _row("lending_product", lender=bank, name="product", number="LP-1")
    version = await _row(
        "lending_product_version",
        product=product,
        rate_base="fixed",
        value_choice="low",
        checklist=["licence", "accounts"],
        approver=uuid4(),
        approver_name="checker",
        published_at=AT,
    )
    bare = await _row(
        "lending_product_version",
        product=product,
        n=2,
        rate_base="fixed",
        value_choice="low",
        checklist=[],
    )
    first, second, unsent = [await _file(firm, digit) for digit in "abc"]
    submitter = uuid4()

    async def application(**given: Any) -> UUID:
        request = await _row(
            "listing_financing_request",
            firm=firm,
            number=f"FR-{uuid4().hex[:8]}",
            state="draft",
            use_of_funds="other",
            sector="other",
        )
        return await _row(
            "lending_application",
            number=f"LN-{uuid4().hex[:8]}",
            applicant=firm,
            lender=bank,
            product=product,
            product_version=version,
            request=request,
            right_ids=[uuid4()],
            **given,
        )

    sent = await application(
        state="submitted",
        document_ids=[second, first, second],
        submitted_at=AT,
        submitted_by=submitter,
    )
    await application(state="submitted", document_ids=[], submitted_at=AT, submitted_by=submitter)
    await application(state="draft", document_ids=[unsent])

    await migrating.migrate()

    frozen = await fetch(
        "SELECT application, submission, position, file, sha256, placeholder, n, frozen_at, "
        "frozen_by FROM lending_frozen_document ORDER BY position"
    )
    common = {
        "application": sent,
        "submission": 1,
        "placeholder": None,
        "n": None,
        "frozen_at": AT,
        "frozen_by": submitter,
    }
    assert [dict(each) for each in frozen] == [
        {**common, "position": 1, "file": second, "sha256": "b" * 64},
        {**common, "position": 2, "file": first, "sha256": "a" * 64},
    ]
    checklists = {
        row["id"]: products.checklist_of(row["checklist"])
        for row in await fetch("SELECT id, checklist FROM lending_product_version")
    }
    assert checklists == {
        version: (Requirement(kind=Kind.LICENCE), Requirement(kind=Kind.ACCOUNTS)),
        bare: (),
    }
    with pytest.raises(asyncpg.RestrictViolationError):
        await execute("DELETE FROM lending_frozen_document")

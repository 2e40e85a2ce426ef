"""Of which year a firm's grades are, and the papers behind them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000242"
VERSION = "1.38.0"
DESCRIPTION = "listing: years and papers of grades"

SQL = """
ALTER TABLE listing_financing_request
  ADD COLUMN tax_grade_year smallint,
  ADD COLUMN tax_grade_document_id uuid,
  ADD COLUMN credit_grade_year smallint,
  ADD COLUMN credit_grade_document_id uuid,
  ADD CONSTRAINT request_tax_grade_year_is_of_a_grade CHECK (
    tax_grade_year BETWEEN 2000 AND 2200 AND tax_grade IS NOT NULL OR tax_grade_year IS NULL),
  ADD CONSTRAINT request_credit_grade_year_is_of_a_grade CHECK (
    credit_grade_year BETWEEN 2000 AND 2200 AND credit_grade IS NOT NULL
    OR credit_grade_year IS NULL),
  ADD CONSTRAINT request_tax_grade_document_is_offered CHECK (tax_grade_document_id IS NULL
    OR tax_grade IS NOT NULL AND tax_grade_document_id = ANY (document_ids)),
  ADD CONSTRAINT request_credit_grade_document_is_offered CHECK (credit_grade_document_id IS NULL
    OR credit_grade IS NOT NULL AND credit_grade_document_id = ANY (document_ids));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

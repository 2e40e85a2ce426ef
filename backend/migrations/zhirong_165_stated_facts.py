"""What a firm may state of itself beside what it has to: prior revenue, tax and credit grade."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000165"
VERSION = "1.38.0"
DESCRIPTION = "listing: prior revenue, tax grade, credit grade"

SQL = """
ALTER TABLE listing_financing_request
  ADD COLUMN prior_revenue_fen bigint
    CONSTRAINT request_prior_revenue_is_not_negative CHECK (prior_revenue_fen >= 0),
  ADD COLUMN tax_grade varchar(1)
    CONSTRAINT request_tax_grade_is_known CHECK (tax_grade IN ('A', 'B', 'M', 'C', 'D')),
  ADD COLUMN credit_grade varchar(3)
    CONSTRAINT request_credit_grade_is_known CHECK (credit_grade IN
      ('AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C'));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""A bank orders an appraisal for a case; what it pays for is its own, and the firm's shows none."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000114"
VERSION = "1.38.0"
DESCRIPTION = "appraisal: ordered by banks"

SQL = """
ALTER TABLE appraisal_request
  ADD COLUMN asked_by uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  ADD COLUMN client uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  ADD COLUMN application uuid REFERENCES lending_application (id) ON DELETE RESTRICT;
UPDATE appraisal_request SET asked_by = firm, client = firm;
ALTER TABLE appraisal_request
  ALTER COLUMN asked_by SET NOT NULL,
  ALTER COLUMN client SET NOT NULL,
  ADD CONSTRAINT appraisal_request_is_asked_by_firm_or_lender
    CHECK (coalesce(asked_by = firm OR asked_by = lender, false)),
  -- Who gives the order pays for it and takes the report: nobody owes by another's act.
  ADD CONSTRAINT appraisal_request_client_is_firm_or_who_asked
    CHECK (client = firm OR client = asked_by),
  ADD CONSTRAINT appraisal_request_of_a_lender_is_for_a_case
    CHECK ((asked_by = firm) = (application IS NULL));
CREATE UNIQUE INDEX appraisal_one_order_runs_for_a_case ON appraisal_request (application)
  WHERE state IN ('open', 'accepted', 'delivered', 'returned');
CREATE INDEX appraisal_request_of_asker ON appraisal_request (asked_by, created_at DESC, id DESC)
  WHERE application IS NOT NULL;

ALTER TABLE valuation_valuation
  ADD COLUMN held_by uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  -- What a lender holds is a report that it ordered, or its own internal value (内评).
  ADD CONSTRAINT valuation_held_by_a_lender_is_ordered_or_internal
    CHECK (held_by IS NULL OR (appraised AND report IS NOT NULL) OR method = 'internal');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

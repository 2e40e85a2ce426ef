"""Verification cases."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T04:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "kyb"

SQL = """
CREATE TABLE kyb_case (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  opened_at timestamptz NOT NULL,
  licence uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  statement text,
  submitted_at timestamptz,
  submitted_by uuid,
  decided_at timestamptz,
  reviewer uuid,
  reviewer_organisation uuid,
  reason_code varchar(40),
  reason text,
  CONSTRAINT kyb_case_is_one_per_organisation UNIQUE (organisation),
  CONSTRAINT kyb_case_state_is_known
    CHECK (state IN ('draft', 'submitted', 'approved', 'returned')),
  CONSTRAINT kyb_case_beyond_draft_has_its_licence CHECK (state = 'draft' OR
    (licence IS NOT NULL AND submitted_at IS NOT NULL AND submitted_by IS NOT NULL)),
  CONSTRAINT kyb_case_decided_names_its_reviewer CHECK (
    (state IN ('approved', 'returned')) = (decided_at IS NOT NULL) AND
    (decided_at IS NOT NULL) = (reviewer IS NOT NULL) AND
    (reviewer IS NOT NULL) = (reviewer_organisation IS NOT NULL)),
  CONSTRAINT kyb_case_reviewer_is_not_of_the_firm CHECK (reviewer_organisation <> organisation),
  CONSTRAINT kyb_case_reviewer_did_not_submit CHECK (reviewer <> submitted_by),
  CONSTRAINT kyb_case_returned_says_why
    CHECK (state <> 'returned' OR (reason_code IS NOT NULL AND reason <> ''))
);
CREATE INDEX kyb_case_queue ON kyb_case (state, submitted_at, id);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

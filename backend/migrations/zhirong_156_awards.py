"""Awards of patents: stated by the firm with its certificate, confirmed or rejected by a district."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000156"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: awards"

SQL = """
CREATE TABLE portfolio_award (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  asset uuid NOT NULL REFERENCES portfolio_asset (id) ON DELETE RESTRICT,
  kind varchar(20) NOT NULL,
  title varchar(120) NOT NULL,
  awarded_on date NOT NULL,
  document uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  stated_by uuid NOT NULL,
  stated_by_name varchar(120) NOT NULL,
  state varchar(10) NOT NULL DEFAULT 'stated',
  reason varchar(500),
  ended_by uuid,
  ended_by_name varchar(120),
  ended_for varchar(200),
  ended_at timestamptz,
  CONSTRAINT portfolio_award_kind_is_known CHECK (kind IN ('national_science', 'china_patent')),
  CONSTRAINT portfolio_award_has_a_title CHECK (title <> ''),
  CONSTRAINT portfolio_award_state_is_known
    CHECK (state IN ('stated', 'confirmed', 'rejected', 'withdrawn')),
  CONSTRAINT portfolio_award_end_is_whole
    CHECK ((state = 'stated') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)
           AND (ended_at IS NULL) = (ended_by_name IS NULL)
           AND (ended_at IS NULL) = (ended_for IS NULL)),
  CONSTRAINT portfolio_award_rejected_says_why CHECK (state <> 'rejected' OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX portfolio_award_is_one ON portfolio_award (asset, kind, awarded_on)
  WHERE state IN ('stated', 'confirmed');
CREATE INDEX portfolio_award_waiting ON portfolio_award (created_at, id) WHERE state = 'stated';
CREATE FUNCTION portfolio_refuse_other_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An award stays as it was stated and decided'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'portfolio_award_stays';
END $$;
CREATE TRIGGER portfolio_award_stays BEFORE UPDATE ON portfolio_award FOR EACH ROW
  WHEN (OLD.state <> 'stated'
    OR (OLD.id, OLD.created_at, OLD.asset, OLD.kind, OLD.title, OLD.awarded_on, OLD.document,
        OLD.stated_by, OLD.stated_by_name)
    IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.asset, NEW.kind, NEW.title, NEW.awarded_on,
        NEW.document, NEW.stated_by, NEW.stated_by_name))
  EXECUTE FUNCTION portfolio_refuse_other_award();
CREATE TRIGGER portfolio_award_is_never_deleted BEFORE DELETE ON portfolio_award
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

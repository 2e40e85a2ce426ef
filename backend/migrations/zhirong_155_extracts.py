"""What a register extract that was read meant for a firm's holding, and the task when it lapses."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000155"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: readings of register extracts"

SQL = """
CREATE TABLE portfolio_extract_reading (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  asset uuid NOT NULL REFERENCES portfolio_asset (id) ON DELETE RESTRICT,
  fact uuid NOT NULL REFERENCES portfolio_right_fact (id) ON DELETE RESTRICT,
  fields jsonb NOT NULL,
  differing smallint NOT NULL,
  names_holder boolean NOT NULL,
  state varchar(8) NOT NULL DEFAULT 'valid',
  lapsed_on date,
  because varchar(8),
  note varchar(500),
  ended_by uuid,
  ended_by_name varchar(120),
  ended_at timestamptz,
  CONSTRAINT portfolio_extract_reading_is_one UNIQUE (asset, fact),
  CONSTRAINT portfolio_extract_reading_counts_its_differences
    CHECK (jsonb_typeof(fields) = 'array' AND differing BETWEEN 0 AND jsonb_array_length(fields)),
  CONSTRAINT portfolio_extract_reading_state_is_known
    CHECK (state IN ('valid', 'lapsed', 'done', 'over')),
  CONSTRAINT portfolio_extract_reading_lapse_has_its_day
    CHECK (state NOT IN ('lapsed', 'done') OR lapsed_on IS NOT NULL),
  CONSTRAINT portfolio_extract_reading_end_is_whole
    CHECK ((state IN ('done', 'over')) = (ended_at IS NOT NULL)),
  CONSTRAINT portfolio_extract_reading_done_says_who
    CHECK ((state = 'done') = (ended_by IS NOT NULL) AND (state = 'done') = (note IS NOT NULL)),
  CONSTRAINT portfolio_extract_reading_over_says_why
    CHECK ((state = 'over') = (because IS NOT NULL)
           AND (because IS NULL OR because IN ('renewed', 'removed')))
);
CREATE INDEX portfolio_extract_reading_open ON portfolio_extract_reading (asset)
  WHERE state IN ('valid', 'lapsed');
CREATE FUNCTION portfolio_refuse_other_reading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was read stays as it was read'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'portfolio_extract_reading_stays';
END $$;
CREATE TRIGGER portfolio_extract_reading_stays BEFORE UPDATE ON portfolio_extract_reading
  FOR EACH ROW WHEN (
    (OLD.id, OLD.created_at, OLD.asset, OLD.fact, OLD.fields, OLD.differing, OLD.names_holder)
    IS DISTINCT FROM
    (NEW.id, NEW.created_at, NEW.asset, NEW.fact, NEW.fields, NEW.differing, NEW.names_holder)
    OR OLD.state IN ('done', 'over'))
  EXECUTE FUNCTION portfolio_refuse_other_reading();
CREATE TRIGGER portfolio_extract_reading_is_never_deleted BEFORE DELETE
  ON portfolio_extract_reading FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Month sheets of targets: signed by two, immutable afterwards."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000131"
VERSION = "1.38.0"
DESCRIPTION = "oversight: month sheets"

SQL = """
CREATE TABLE oversight_month_sheet (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  target uuid NOT NULL REFERENCES registry_target (id) ON DELETE RESTRICT,
  month varchar(7) NOT NULL,
  ends_before date NOT NULL,
  value bigint NOT NULL,
  reached bigint NOT NULL,
  lines integer NOT NULL,
  figures jsonb NOT NULL,
  digest varchar(64) NOT NULL,
  prepared_by uuid NOT NULL,
  prepared_by_name varchar(120) NOT NULL,
  prepared_at timestamptz NOT NULL,
  outcome varchar(12),
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  reason varchar(1000),
  CONSTRAINT oversight_month_sheet_month_is_one CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  CONSTRAINT oversight_month_sheet_ends_with_the_month CHECK (
    ends_before = ((month || '-01')::date + interval '1 month')::date),
  CONSTRAINT oversight_month_sheet_is_of_a_month_that_ended CHECK (
    prepared_at >= ends_before::timestamp AT TIME ZONE 'Asia/Shanghai'),
  CONSTRAINT oversight_month_sheet_digest_is_one CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT oversight_month_sheet_says_the_same_twice CHECK (
    (figures ->> 'value')::bigint = value AND (figures ->> 'reached')::bigint = reached),
  CONSTRAINT oversight_month_sheet_outcome_is_known CHECK (outcome IN ('signed', 'returned')),
  CONSTRAINT oversight_month_sheet_decision_is_whole CHECK (
    num_nulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT oversight_month_sheet_is_decided_after CHECK (decided_at >= prepared_at),
  CONSTRAINT oversight_month_sheet_is_signed_by_two CHECK (
    outcome IS DISTINCT FROM 'signed' OR decided_by <> prepared_by),
  CONSTRAINT oversight_month_sheet_return_says_why CHECK (
    (outcome IS NOT DISTINCT FROM 'returned') = (coalesce(reason, '') <> ''))
);
-- One sheet of a month stands; those that were given back stay beside it.
CREATE UNIQUE INDEX oversight_month_sheet_stands_alone ON oversight_month_sheet (target, month)
  WHERE outcome IS DISTINCT FROM 'returned';

CREATE TABLE oversight_sheet_line (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  sheet uuid NOT NULL REFERENCES oversight_month_sheet (id) ON DELETE RESTRICT,
  position integer NOT NULL,
  source uuid NOT NULL,
  label varchar(60) NOT NULL,
  effective_on date NOT NULL,
  cause varchar(20) NOT NULL,
  name varchar(300) NOT NULL,
  amount bigint NOT NULL,
  UNIQUE (sheet, position),
  UNIQUE (sheet, source)
);

CREATE FUNCTION oversight_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'reason'];
  open text[] := '{}';
BEGIN
  IF OLD.outcome IS NULL THEN open := decision; END IF;
  IF to_jsonb(OLD) - open IS DISTINCT FROM to_jsonb(NEW) - open THEN
    RAISE EXCEPTION 'a month sheet stays as it was signed: change refused'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'oversight_month_sheet_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER oversight_month_sheet_stays BEFORE UPDATE ON oversight_month_sheet
  FOR EACH ROW EXECUTE FUNCTION oversight_refuse_change();
CREATE TRIGGER oversight_month_sheet_is_never_deleted BEFORE DELETE ON oversight_month_sheet
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER oversight_month_sheet_is_never_emptied BEFORE TRUNCATE ON oversight_month_sheet
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER oversight_sheet_line_stays BEFORE UPDATE OR DELETE ON oversight_sheet_line
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER oversight_sheet_line_is_never_emptied BEFORE TRUNCATE ON oversight_sheet_line
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- The lines of a sheet are as many as it says and add up to what it says, at every commit.
CREATE FUNCTION oversight_check_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
BEGIN
  SELECT count(*) AS lines, coalesce(sum(amount), 0) AS value INTO held
    FROM oversight_sheet_line WHERE sheet = NEW.id;
  IF held.lines <> NEW.lines OR held.value <> NEW.value THEN
    RAISE EXCEPTION 'the lines of month sheet % do not add up to it', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'oversight_month_sheet_adds_up';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER oversight_month_sheet_adds_up AFTER INSERT ON oversight_month_sheet
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION oversight_check_sheet();
-- Once for a statement: a sheet of thousands of lines is added up when it is written, not for each.
CREATE FUNCTION oversight_refuse_more_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT sheet, count(*) AS n FROM oversight_sheet_line
                 WHERE sheet IN (SELECT sheet FROM added) GROUP BY sheet) AS held
    JOIN oversight_month_sheet s ON s.id = held.sheet WHERE held.n > s.lines)
  THEN
    RAISE EXCEPTION 'a month sheet takes no more lines than it says'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'oversight_sheet_line_is_no_more';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER oversight_sheet_line_is_no_more AFTER INSERT ON oversight_sheet_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION oversight_refuse_more_lines();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""What people say a line of a statement is for: one proposes, another confirms."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "matches"

SQL = """
CREATE TABLE treasury_match (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  line uuid NOT NULL REFERENCES treasury_line (id) ON DELETE RESTRICT,
  kind varchar(10) NOT NULL,
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  note varchar(200) NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  confirmed boolean,
  CONSTRAINT treasury_match_kind_is_known CHECK (kind IN ('charge', 'fee')),
  CONSTRAINT treasury_match_names_its_charge CHECK ((kind = 'charge') = (charge IS NOT NULL)),
  CONSTRAINT treasury_match_is_above_zero CHECK (amount_fen > 0),
  -- Whoever proposed may take it back, and never confirm it.
  CONSTRAINT treasury_match_is_confirmed_by_another
    CHECK (NOT confirmed OR decided_by <> proposed_by),
  CONSTRAINT treasury_match_is_decided_whole CHECK (
    (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (confirmed IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL))
);
CREATE UNIQUE INDEX treasury_match_one_is_open ON treasury_match (line)
  WHERE decided_at IS NULL;
CREATE INDEX treasury_match_of_line ON treasury_match (line);
CREATE INDEX treasury_match_of_charge ON treasury_match (charge) WHERE charge IS NOT NULL;

-- A proposal stays as it was made, is decided once, and never about more than waits.
CREATE FUNCTION treasury_check_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_line record;
  placed bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']
      IS DISTINCT FROM
      to_jsonb(OLD) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']) THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_match_is_decided_once';
  END IF;
  SELECT * INTO of_line FROM treasury_line WHERE id = NEW.line FOR UPDATE;
  SELECT coalesce(sum(amount_fen), 0) INTO placed FROM treasury_match
    WHERE line = NEW.line AND confirmed AND id <> NEW.id;
  IF (TG_OP = 'INSERT' OR NEW.confirmed)
    AND (of_line.state <> 'suspense' OR placed + NEW.amount_fen > abs(of_line.amount_fen)
      OR (NEW.kind = 'charge') <> (of_line.amount_fen > 0)) THEN
    RAISE EXCEPTION 'line % has not % fen that wait', NEW.line, NEW.amount_fen
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_is_of_what_waits';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_match_is_of_what_waits BEFORE INSERT OR UPDATE ON treasury_match
  FOR EACH ROW EXECUTE FUNCTION treasury_check_match();
CREATE TRIGGER treasury_match_stays BEFORE DELETE ON treasury_match
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_match_is_never_emptied BEFORE TRUNCATE ON treasury_match
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

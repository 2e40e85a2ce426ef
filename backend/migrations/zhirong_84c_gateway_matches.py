"""For which charge money is that came by the gateway and waits: one proposes, another confirms."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:0000842"
VERSION = "1.38.0"
DESCRIPTION = "gateway matches"

SQL = """
CREATE TABLE payments_gateway_match (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  payment uuid NOT NULL REFERENCES payments_gateway_payment (id) ON DELETE RESTRICT,
  charge uuid NOT NULL REFERENCES payments_charge (id) ON DELETE RESTRICT,
  note varchar(200) NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  confirmed boolean,
  CONSTRAINT payments_gateway_match_is_confirmed_by_another
    CHECK (NOT confirmed OR decided_by <> proposed_by),
  CONSTRAINT payments_gateway_match_is_decided_whole CHECK (
    (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (confirmed IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL))
);
CREATE UNIQUE INDEX payments_gateway_match_one_is_open ON payments_gateway_match (payment)
  WHERE decided_at IS NULL;
CREATE UNIQUE INDEX payments_gateway_match_counts_once ON payments_gateway_match (payment)
  WHERE confirmed;
CREATE FUNCTION payments_gateway_match_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed'];
BEGIN
  IF OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_gateway_match_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_gateway_match_keeps_terms BEFORE UPDATE ON payments_gateway_match
  FOR EACH ROW EXECUTE FUNCTION payments_gateway_match_keeps_terms();
CREATE TRIGGER payments_gateway_match_stays BEFORE DELETE ON payments_gateway_match
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

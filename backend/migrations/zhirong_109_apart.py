"""Of money that waits, a proposal to send it back and one to place it never name the same fen."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000109"
VERSION = "1.38.0"
DESCRIPTION = "proposals apart"

SQL = """
-- What is proposed of a line and decided by nobody yet: to go back, and to be placed.
CREATE FUNCTION treasury_returning(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(o.amount_fen), 0)::bigint FROM treasury_order o
  WHERE o.line = which AND o.kind = 'return' AND o.state = 'proposed'
$$;
CREATE FUNCTION treasury_placing(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(m.amount_fen), 0)::bigint FROM treasury_match m
  WHERE (m.line = which OR m.counter = which) AND m.decided_at IS NULL
$$;

CREATE FUNCTION treasury_check_apart(which uuid, fen bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM treasury_line WHERE id = which FOR UPDATE;
  IF fen + treasury_returning(which) + treasury_placing(which) > treasury_left(which) THEN
    RAISE EXCEPTION 'of line % as much is proposed otherwise already', which
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_line_is_proposed_once';
  END IF;
END $$;

CREATE FUNCTION treasury_match_stands_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM treasury_check_apart(NEW.line, NEW.amount_fen);
  IF NEW.counter IS NOT NULL THEN
    PERFORM treasury_check_apart(NEW.counter, NEW.amount_fen);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_match_stands_apart BEFORE INSERT ON treasury_match
  FOR EACH ROW WHEN (NEW.decided_at IS NULL) EXECUTE FUNCTION treasury_match_stands_apart();

CREATE FUNCTION treasury_order_stands_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM treasury_check_apart(NEW.line, NEW.amount_fen);
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_order_stands_apart BEFORE INSERT ON treasury_order
  FOR EACH ROW WHEN (NEW.kind = 'return' AND NEW.state = 'proposed')
  EXECUTE FUNCTION treasury_order_stands_apart();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

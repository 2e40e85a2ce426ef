"""A transaction of the ledger is looked at once, however many postings it has."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000282"
VERSION = "1.38.0"
DESCRIPTION = "ledger: sums are checked once"

SQL = """
-- The look at a transaction comes after all that the statement which wrote it has inserted. A
-- posting of any other statement may come after that look, and has one of its own.
CREATE FUNCTION payments_comes_apart(which uuid, statement cid) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  RETURN NOT EXISTS (SELECT FROM payments_transaction t WHERE t.id = which
    AND t.cmin = statement AND t.xid = pg_current_xact_id()::text::bigint);
END $$;
DROP TRIGGER payments_posting_sums_to_zero ON payments_posting;
CREATE CONSTRAINT TRIGGER payments_posting_sums_to_zero AFTER INSERT ON payments_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (payments_comes_apart(NEW.transaction, NEW.cmin))
  EXECUTE FUNCTION payments_check_line();
ALTER TABLE payments_posting ENABLE ALWAYS TRIGGER payments_posting_sums_to_zero;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

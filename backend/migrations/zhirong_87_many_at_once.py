"""Many transactions at once: one look at each for its constraints, owed charges by amount."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000087"
VERSION = "1.38.0"
DESCRIPTION = "many at once"

SQL = """
CREATE OR REPLACE FUNCTION payments_check_transaction(which uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  it record;
BEGIN
  SELECT t.mode, t.xid, count(p.id) AS n,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'own'), 0) AS own,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'client'), 0) AS client,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'memo'), 0) AS memo,
    coalesce(bool_or(a.book = 'client' AND a.purpose IN ('premium', 'endorsement')
      AND p.amount_fen < 0), false) AS holds_premium
  INTO it
  FROM payments_transaction t LEFT JOIN payments_posting p ON p.transaction = t.id
  LEFT JOIN payments_account a ON a.id = p.account WHERE t.id = which GROUP BY t.id;
  IF it.xid IS DISTINCT FROM pg_current_xact_id()::text::bigint THEN
    RAISE EXCEPTION 'transaction % was written already', which
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_transaction_is_written_at_once';
  END IF;
  IF it.n < 2 OR it.own <> 0 OR it.client <> 0 OR it.memo <> 0 THEN
    RAISE EXCEPTION 'transaction % does not sum to zero in every book: % postings, % % %',
      which, it.n, it.own, it.client, it.memo
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_transaction_sums_to_zero';
  END IF;
  IF it.holds_premium AND it.mode <> 'licensed_broker' THEN
    RAISE EXCEPTION 'transaction % takes premium into client money in the mode %', which, it.mode
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_only_a_broker_holds_premium';
  END IF;
END $$;

-- What payers owe, found by the amount of a line that names no reference.
CREATE INDEX payments_charge_that_is_owed ON payments_charge (book, amount_fen)
  WHERE state = 'open';
CREATE INDEX payments_charge_that_is_owed_in_part ON payments_charge (book)
  WHERE state = 'part_paid';
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Money that came by the gateway for no charge goes back by it: one proposes, another confirms."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000093"
VERSION = "1.38.0"
DESCRIPTION = "gateway returns"

SQL = """
ALTER TABLE payments_gateway_match
  ALTER COLUMN charge DROP NOT NULL,
  ADD COLUMN returned varchar(20),
  ADD COLUMN refund_id varchar(255),
  ADD CONSTRAINT payments_gateway_match_returned_is_known
    CHECK (returned IN ('asked', 'pending', 'succeeded', 'failed', 'refused')),
  ADD CONSTRAINT payments_gateway_match_goes_one_way
    CHECK (CASE WHEN charge IS NULL THEN coalesce(confirmed, false) = (returned IS NOT NULL)
      ELSE returned IS NULL AND refund_id IS NULL END),
  ADD CONSTRAINT payments_gateway_match_that_went_has_its_name
    CHECK (returned NOT IN ('pending', 'succeeded', 'failed') OR refund_id IS NOT NULL),
  ADD CONSTRAINT payments_gateway_match_refund_counts_once UNIQUE (refund_id);
DROP INDEX payments_gateway_match_counts_once;
CREATE UNIQUE INDEX payments_gateway_match_counts_once ON payments_gateway_match (payment)
  WHERE confirmed AND coalesce(returned NOT IN ('failed', 'refused'), true);
CREATE INDEX payments_gateway_match_that_waits ON payments_gateway_match (decided_at)
  WHERE returned IN ('asked', 'pending');

CREATE OR REPLACE FUNCTION payments_gateway_match_keeps_terms() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  deciding text[] := ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed'];
  ending text[] := ARRAY['returned', 'refund_id'];
BEGIN
  IF to_jsonb(NEW) - (ending || CASE WHEN OLD.decided_at IS NULL THEN deciding
      ELSE ARRAY[]::text[] END)
      IS DISTINCT FROM to_jsonb(OLD) - (ending || CASE WHEN OLD.decided_at IS NULL THEN deciding
      ELSE ARRAY[]::text[] END)
    OR OLD.decided_at IS NULL AND NEW.returned IS DISTINCT FROM
      (CASE WHEN NEW.confirmed AND NEW.charge IS NULL THEN 'asked' END)
    OR OLD.decided_at IS NOT NULL AND OLD.returned IS NULL AND NEW.returned IS NOT NULL
    OR OLD.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id
    OR OLD.returned IN ('failed', 'refused') AND NEW.returned IS DISTINCT FROM OLD.returned
    OR OLD.returned <> 'asked' AND NEW.returned = 'asked' THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_gateway_match_is_decided_once';
  END IF;
  RETURN NEW;
END $$;

-- What was matched to a charge later goes back as that charge's.
CREATE OR REPLACE FUNCTION payments_check_gateway_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came payments_gateway_payment;
BEGIN
  SELECT * INTO came FROM payments_gateway_payment WHERE id = NEW.payment FOR UPDATE;
  IF coalesce(came.charge, (SELECT m.charge FROM payments_gateway_match m
      WHERE m.payment = came.id AND m.confirmed AND m.charge IS NOT NULL))
      IS DISTINCT FROM NEW.charge OR NEW.amount_fen + coalesce((
      SELECT sum(amount_fen) FROM payments_gateway_refund
      WHERE payment = NEW.payment AND state NOT IN ('failed', 'refused')), 0) > came.amount_fen THEN
    RAISE EXCEPTION 'more would go back than came by this payment'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_gateway_refund_never_above';
  END IF;
  RETURN NEW;
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

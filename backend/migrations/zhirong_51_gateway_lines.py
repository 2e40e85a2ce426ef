"""Refunds through Stripe, never above what came; the lines of its balance, each posted once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:51:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "gateway lines"

SQL = """
CREATE TABLE payments_gateway_refund (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  payment uuid NOT NULL REFERENCES payments_gateway_payment (id) ON DELETE RESTRICT,
  charge uuid NOT NULL REFERENCES payments_charge (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  params jsonb NOT NULL,
  state varchar(20) NOT NULL,
  refund_id varchar(255),
  asked_by uuid NOT NULL,
  CONSTRAINT payments_gateway_refund_is_above_zero CHECK (amount_fen > 0),
  CONSTRAINT payments_gateway_refund_counts_once UNIQUE (refund_id),
  CONSTRAINT payments_gateway_refund_state_is_known
    CHECK (state IN ('asked', 'pending', 'succeeded', 'failed', 'refused')),
  CONSTRAINT payments_gateway_refund_that_went_has_its_name
    CHECK (state NOT IN ('pending', 'succeeded', 'failed') OR refund_id IS NOT NULL)
);
CREATE INDEX payments_gateway_refund_of_payment ON payments_gateway_refund (payment);
CREATE INDEX payments_gateway_refund_that_waits ON payments_gateway_refund (created_at)
  WHERE state IN ('asked', 'pending');

CREATE FUNCTION payments_check_gateway_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came payments_gateway_payment;
BEGIN
  SELECT * INTO came FROM payments_gateway_payment WHERE id = NEW.payment FOR UPDATE;
  IF came.charge IS DISTINCT FROM NEW.charge OR NEW.amount_fen + coalesce((
      SELECT sum(amount_fen) FROM payments_gateway_refund
      WHERE payment = NEW.payment AND state NOT IN ('failed', 'refused')), 0) > came.amount_fen THEN
    RAISE EXCEPTION 'more would go back than came by this payment'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_gateway_refund_never_above';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_gateway_refund_never_above BEFORE INSERT ON payments_gateway_refund
  FOR EACH ROW EXECUTE FUNCTION payments_check_gateway_refund();

CREATE FUNCTION payments_gateway_refund_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'refund_id']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'refund_id']
    OR OLD.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id
    OR OLD.state IN ('failed', 'refused') AND NEW.state <> OLD.state
    OR NEW.state = 'asked' AND OLD.state <> 'asked' THEN
    RAISE EXCEPTION 'what was asked of the gateway stays, and what has failed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_gateway_refund_keeps';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_gateway_refund_keeps BEFORE UPDATE ON payments_gateway_refund
  FOR EACH ROW EXECUTE FUNCTION payments_gateway_refund_keeps();

CREATE TABLE payments_gateway_line (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  line_id varchar(255) NOT NULL,
  kind varchar(60) NOT NULL,
  amount_fen bigint NOT NULL,
  fee_fen bigint NOT NULL,
  net_fen bigint NOT NULL,
  currency varchar(3) NOT NULL,
  source varchar(255),
  happened_at timestamptz NOT NULL,
  book varchar(10),
  CONSTRAINT payments_gateway_line_counts_once UNIQUE (line_id),
  CONSTRAINT payments_gateway_line_adds_up CHECK (net_fen = amount_fen - fee_fen),
  CONSTRAINT payments_gateway_line_book_is_known CHECK (book IN ('own', 'client', 'both'))
);
CREATE INDEX payments_gateway_line_in_order ON payments_gateway_line (happened_at DESC, id DESC);
CREATE INDEX payments_gateway_line_of_source ON payments_gateway_line (source);
CREATE INDEX payments_gateway_line_unexplained ON payments_gateway_line (happened_at)
  WHERE book IS NULL;

-- What Stripe said stays; whose money it was is said once.
CREATE FUNCTION payments_gateway_line_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'book' IS DISTINCT FROM to_jsonb(OLD) - 'book' OR OLD.book IS NOT NULL THEN
    RAISE EXCEPTION 'a line of the balance stays as it was'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_gateway_line_keeps';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_gateway_line_keeps BEFORE UPDATE ON payments_gateway_line
  FOR EACH ROW EXECUTE FUNCTION payments_gateway_line_keeps();
CREATE TRIGGER payments_gateway_line_stays BEFORE DELETE ON payments_gateway_line
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_gateway_refund_stays BEFORE DELETE ON payments_gateway_refund
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['gateway_refund', 'gateway_line'] LOOP
    EXECUTE format('CREATE TRIGGER payments_%1$s_is_never_emptied BEFORE TRUNCATE '
      'ON payments_%1$s FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change()', name);
  END LOOP;
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

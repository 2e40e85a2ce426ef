"""Orders to pay: refunds, returns of what waited, payouts; one proposes, another approves."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:36:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "orders"

SQL = """
CREATE TABLE treasury_payment_file (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  account uuid NOT NULL REFERENCES treasury_account (id) ON DELETE RESTRICT,
  orders integer NOT NULL,
  amount_fen bigint NOT NULL,
  made_by uuid NOT NULL,
  made_by_name varchar(120) NOT NULL,
  CONSTRAINT treasury_payment_file_holds_something CHECK (orders > 0 AND amount_fen > 0)
);
CREATE TABLE treasury_order (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  kind varchar(10) NOT NULL,
  state varchar(20) NOT NULL,
  book varchar(10) NOT NULL,
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  line uuid REFERENCES treasury_line (id) ON DELETE RESTRICT,
  payee uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  purpose varchar(20),
  amount_fen bigint NOT NULL,
  to_name varchar(200) NOT NULL,
  to_account varchar(64) NOT NULL,
  to_bank varchar(200) NOT NULL,
  reason varchar(200) NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  file uuid REFERENCES treasury_payment_file (id) ON DELETE RESTRICT,
  paid_line uuid REFERENCES treasury_line (id) ON DELETE RESTRICT,
  CONSTRAINT treasury_order_number_is_unique UNIQUE (number),
  CONSTRAINT treasury_order_line_pays_one UNIQUE (paid_line),
  CONSTRAINT treasury_order_is_above_zero CHECK (amount_fen > 0),
  CONSTRAINT treasury_order_kind_is_known CHECK (kind IN ('refund', 'card', 'return', 'payout')),
  CONSTRAINT treasury_order_state_is_known CHECK (state IN
    ('proposed', 'refused', 'approved', 'exported', 'paid', 'failed', 'handed_over')),
  CONSTRAINT treasury_order_says_what_for CHECK (
    (charge IS NOT NULL) = (kind IN ('refund', 'card'))
    AND (line IS NOT NULL) = (kind IN ('refund', 'return'))
    AND (payee IS NOT NULL) = (kind = 'payout') AND (purpose IS NOT NULL) = (kind = 'payout')),
  -- What goes by the bank has an account to go to.
  CONSTRAINT treasury_order_has_its_account CHECK (kind = 'card' OR to_account <> ''),
  CONSTRAINT treasury_order_is_decided_whole CHECK (
    (state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL)),
  CONSTRAINT treasury_order_is_approved_by_another
    CHECK (state IN ('proposed', 'refused') OR decided_by <> proposed_by),
  CONSTRAINT treasury_order_paid_has_its_line CHECK ((state = 'paid') = (paid_line IS NOT NULL))
);
CREATE INDEX treasury_order_in_order ON treasury_order (created_at DESC, id DESC);
CREATE INDEX treasury_order_of_line ON treasury_order (line) WHERE line IS NOT NULL;
CREATE INDEX treasury_order_of_charge ON treasury_order (charge) WHERE charge IS NOT NULL;
CREATE INDEX treasury_order_to_export ON treasury_order (book) WHERE state = 'approved';

-- What still waits of a line: not placed by people, not on its way back.
CREATE FUNCTION treasury_left(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT abs(l.amount_fen)
    - coalesce((SELECT sum(m.amount_fen) FROM treasury_match m
        WHERE m.line = l.id AND m.confirmed), 0)::bigint
    - coalesce((SELECT sum(o.amount_fen) FROM treasury_order o WHERE o.line = l.id
        AND o.kind = 'return' AND o.state IN ('approved', 'exported', 'paid')), 0)::bigint
  FROM treasury_line l WHERE l.id = which
$$;

CREATE OR REPLACE FUNCTION treasury_check_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_line record;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']
      IS DISTINCT FROM
      to_jsonb(OLD) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']) THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_match_is_decided_once';
  END IF;
  SELECT * INTO of_line FROM treasury_line WHERE id = NEW.line FOR UPDATE;
  IF (TG_OP = 'INSERT' OR NEW.confirmed)
    AND (of_line.state <> 'suspense' OR NEW.amount_fen > treasury_left(NEW.line)
      OR (NEW.kind = 'charge') <> (of_line.amount_fen > 0)) THEN
    RAISE EXCEPTION 'line % has not % fen that wait', NEW.line, NEW.amount_fen
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_is_of_what_waits';
  END IF;
  RETURN NEW;
END $$;

-- The terms stay, states go forward, and nothing goes back to an account that it did not come from.
CREATE FUNCTION treasury_check_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came bigint;
  back bigint;
  moving text[] := ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at', 'file',
    'paid_line'];
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'the terms of an order stay'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_order_keeps_terms';
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.state, NEW.state) IN (('proposed', 'refused'),
    ('proposed', 'approved'), ('proposed', 'handed_over'), ('approved', 'exported'),
    ('approved', 'failed'), ('exported', 'paid'), ('exported', 'failed')) THEN
    RAISE EXCEPTION 'an order that is % does not become %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_order_goes_forward';
  END IF;
  IF NEW.line IS NULL OR NEW.state IN ('refused', 'failed', 'paid', 'exported') THEN
    RETURN NEW;
  END IF;
  PERFORM FROM treasury_line WHERE id = NEW.line FOR UPDATE;
  IF NEW.kind = 'return' THEN
    came := treasury_left(NEW.line);
    back := 0;
  ELSE
    came := coalesce((SELECT l.amount_fen FROM treasury_line l WHERE l.id = NEW.line
        AND l.state = 'matched' AND l.charge = NEW.charge), 0)
      + coalesce((SELECT sum(m.amount_fen) FROM treasury_match m WHERE m.line = NEW.line
        AND m.charge = NEW.charge AND m.confirmed), 0);
    back := coalesce((SELECT sum(o.amount_fen) FROM treasury_order o WHERE o.line = NEW.line
        AND o.charge = NEW.charge AND o.id <> NEW.id
        AND o.state IN ('approved', 'exported', 'paid')), 0);
  END IF;
  IF NEW.amount_fen + back > came THEN
    RAISE EXCEPTION 'of line % at most % fen goes back', NEW.line, came - back
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_order_goes_back_where_it_came_from';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_order_is_checked BEFORE INSERT OR UPDATE ON treasury_order
  FOR EACH ROW EXECUTE FUNCTION treasury_check_order();
CREATE TRIGGER treasury_order_stays BEFORE DELETE ON treasury_order
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_payment_file_is_never_changed
  BEFORE UPDATE OR DELETE ON treasury_payment_file
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_order_is_never_emptied BEFORE TRUNCATE ON treasury_order
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Roads for what is unexplained: payouts of the gateway that arrive, orders paid with another amount,
money out that met money in, transfers between the books."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:0000841"
VERSION = "1.38.0"
DESCRIPTION = "roads"

SQL = """
ALTER TABLE treasury_match
  ADD COLUMN pay_order uuid REFERENCES treasury_order (id) ON DELETE RESTRICT,
  ADD COLUMN counter uuid REFERENCES treasury_line (id) ON DELETE RESTRICT,
  ADD COLUMN payout varchar(255),
  ADD COLUMN payee uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  ADD COLUMN purpose varchar(20),
  DROP CONSTRAINT treasury_match_kind_is_known,
  DROP CONSTRAINT treasury_match_names_its_charge,
  ADD CONSTRAINT treasury_match_kind_is_known CHECK (kind IN
    ('charge', 'fee', 'payout', 'between', 'order', 'counter', 'payee')),
  ADD CONSTRAINT treasury_match_names_what_it_is_for CHECK (
    (kind = 'charge') = (charge IS NOT NULL) AND (kind = 'order') = (pay_order IS NOT NULL)
    AND (kind = 'counter') = (counter IS NOT NULL) AND (kind = 'payout') = (payout IS NOT NULL)
    AND (kind = 'payee') = (payee IS NOT NULL) AND (kind = 'payee') = (purpose IS NOT NULL)),
  ADD CONSTRAINT treasury_match_meets_another_line CHECK (counter <> line);
-- A payout arrives once, and an order is paid once.
CREATE UNIQUE INDEX treasury_match_payout_arrives_once ON treasury_match (payout) WHERE confirmed;
CREATE UNIQUE INDEX treasury_match_order_is_paid_once ON treasury_match (pay_order) WHERE confirmed;
CREATE INDEX treasury_match_of_counter ON treasury_match (counter) WHERE counter IS NOT NULL;

ALTER TABLE treasury_order ADD COLUMN paid_fen bigint,
  ADD CONSTRAINT treasury_order_is_paid_at_most_whole
    CHECK (paid_fen IS NULL OR (state = 'paid' AND paid_fen BETWEEN 1 AND amount_fen));

CREATE OR REPLACE FUNCTION treasury_left(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT abs(l.amount_fen)
    - coalesce((SELECT sum(m.amount_fen) FROM treasury_match m
        WHERE (m.line = l.id OR m.counter = l.id) AND m.confirmed), 0)::bigint
    - coalesce((SELECT sum(coalesce(o.paid_fen, o.amount_fen)) FROM treasury_order o
        WHERE o.line = l.id AND o.kind = 'return'
        AND o.state IN ('approved', 'exported', 'paid')), 0)::bigint
  FROM treasury_line l WHERE l.id = which
$$;

CREATE OR REPLACE FUNCTION treasury_check_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_line record;
  other record;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']
      IS DISTINCT FROM
      to_jsonb(OLD) - ARRAY['decided_by', 'decided_by_name', 'decided_at', 'confirmed']) THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_match_is_decided_once';
  END IF;
  SELECT l.*, a.book INTO of_line FROM treasury_line l
    JOIN treasury_account a ON a.id = l.account WHERE l.id = NEW.line FOR UPDATE OF l;
  IF (TG_OP = 'INSERT' OR NEW.confirmed)
    AND (of_line.state <> 'suspense' OR NEW.amount_fen > treasury_left(NEW.line)
      OR NEW.kind IN ('charge', 'payout') AND of_line.amount_fen < 0
      OR NEW.kind IN ('fee', 'order', 'payee') AND of_line.amount_fen > 0) THEN
    RAISE EXCEPTION 'line % has not % fen that wait', NEW.line, NEW.amount_fen
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_is_of_what_waits';
  END IF;
  IF NEW.counter IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.confirmed) THEN
    SELECT l.*, a.book INTO other FROM treasury_line l
      JOIN treasury_account a ON a.id = l.account WHERE l.id = NEW.counter FOR UPDATE OF l;
    IF other.state <> 'suspense' OR other.book <> of_line.book
      OR sign(other.amount_fen) = sign(of_line.amount_fen)
      OR NEW.amount_fen > treasury_left(NEW.counter) THEN
      RAISE EXCEPTION 'line % does not meet line %', NEW.line, NEW.counter
        USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_meets_the_other_way';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION treasury_check_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came bigint;
  back bigint;
  moving text[] := ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at', 'file',
    'paid_line', 'paid_fen'];
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
    back := coalesce((SELECT sum(coalesce(o.paid_fen, o.amount_fen)) FROM treasury_order o
        WHERE o.line = NEW.line AND o.charge = NEW.charge AND o.id <> NEW.id
        AND o.state IN ('approved', 'exported', 'paid')), 0);
  END IF;
  IF NEW.amount_fen + back > came THEN
    RAISE EXCEPTION 'of line % at most % fen goes back', NEW.line, came - back
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_order_goes_back_where_it_came_from';
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

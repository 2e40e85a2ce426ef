"""A payment that the bank sends back: its order is returned once, for at most what was paid, by a line
that two people took for it; what it took from is as before."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000126"
VERSION = "1.38.0"
DESCRIPTION = "returned payments"

SQL = """
ALTER TABLE treasury_order
  ADD COLUMN returned_line uuid REFERENCES treasury_line (id) ON DELETE RESTRICT,
  ADD COLUMN returned_fen bigint,
  ADD COLUMN returned_because varchar(200),
  DROP CONSTRAINT treasury_order_state_is_known,
  DROP CONSTRAINT treasury_order_paid_has_its_line,
  DROP CONSTRAINT treasury_order_is_paid_at_most_whole,
  ADD CONSTRAINT treasury_order_state_is_known CHECK (state IN
    ('proposed', 'refused', 'approved', 'exported', 'paid', 'failed', 'handed_over', 'returned')),
  ADD CONSTRAINT treasury_order_paid_has_its_line
    CHECK ((state IN ('paid', 'returned')) = (paid_line IS NOT NULL)),
  ADD CONSTRAINT treasury_order_is_paid_at_most_whole CHECK (paid_fen IS NULL
    OR (state IN ('paid', 'returned') AND paid_fen BETWEEN 1 AND amount_fen)),
  ADD CONSTRAINT treasury_order_is_returned_whole CHECK (
    (state = 'returned') = (returned_line IS NOT NULL)
    AND (returned_line IS NULL) = (returned_fen IS NULL)
    AND (returned_line IS NULL) = (returned_because IS NULL)),
  ADD CONSTRAINT treasury_order_returns_at_most_what_was_paid
    CHECK (returned_fen BETWEEN 1 AND coalesce(paid_fen, amount_fen));
CREATE INDEX treasury_order_that_may_return ON treasury_order (to_account) WHERE state = 'paid';
CREATE INDEX treasury_order_returned_from ON treasury_order (payee_account)
  WHERE state = 'returned' AND payee_account IS NOT NULL;

ALTER TABLE treasury_match
  DROP CONSTRAINT treasury_match_kind_is_known,
  DROP CONSTRAINT treasury_match_names_what_it_is_for,
  ADD CONSTRAINT treasury_match_kind_is_known CHECK (kind IN ('charge', 'fee', 'payout', 'between',
    'order', 'counter', 'payee', 'converted', 'bounced')),
  ADD CONSTRAINT treasury_match_names_what_it_is_for CHECK (
    (kind = 'charge') = (charge IS NOT NULL)
    AND (kind IN ('order', 'bounced')) = (pay_order IS NOT NULL)
    AND (kind IN ('counter', 'converted')) = (counter IS NOT NULL)
    AND (kind = 'payout') = (payout IS NOT NULL)
    AND (kind = 'payee') = (payee IS NOT NULL) AND (kind = 'payee') = (purpose IS NOT NULL)
    AND (kind = 'converted') = (yuan_line IS NOT NULL)
    AND (kind = 'converted') = (yuan_fen IS NOT NULL)
    AND (kind = 'converted') = (evidence IS NOT NULL));
DROP INDEX treasury_match_order_is_paid_once;
CREATE UNIQUE INDEX treasury_match_order_is_paid_once ON treasury_match (pay_order)
  WHERE confirmed AND kind = 'order';
CREATE UNIQUE INDEX treasury_match_order_returns_once ON treasury_match (pay_order)
  WHERE kind = 'bounced' AND confirmed IS NOT false;

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
      OR NEW.kind IN ('charge', 'payout', 'bounced') AND of_line.amount_fen < 0
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
    'paid_line', 'paid_fen', 'returned_line', 'returned_fen', 'returned_because'];
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'the terms of an order stay'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_order_keeps_terms';
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.state, NEW.state) IN (('proposed', 'refused'),
    ('proposed', 'approved'), ('proposed', 'handed_over'), ('approved', 'exported'),
    ('approved', 'failed'), ('exported', 'paid'), ('exported', 'failed'),
    ('paid', 'returned')) THEN
    RAISE EXCEPTION 'an order that is % does not become %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_order_goes_forward';
  END IF;
  IF NEW.state = 'returned' AND NOT EXISTS (SELECT FROM treasury_match m
      WHERE m.pay_order = NEW.id AND m.kind = 'bounced' AND m.confirmed
      AND m.line = NEW.returned_line AND m.amount_fen = NEW.returned_fen) THEN
    RAISE EXCEPTION 'nobody has confirmed that order % came back', NEW.number
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_order_returns_by_its_line';
  END IF;
  IF NEW.line IS NULL OR NEW.state IN ('refused', 'failed', 'paid', 'exported', 'returned') THEN
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
    back := coalesce((SELECT sum(coalesce(o.paid_fen, o.amount_fen)
          - coalesce(o.returned_fen, 0)) FROM treasury_order o
        WHERE o.line = NEW.line AND o.charge = NEW.charge AND o.id <> NEW.id
        AND o.state IN ('approved', 'exported', 'paid', 'returned')), 0);
  END IF;
  IF NEW.amount_fen + back > came THEN
    RAISE EXCEPTION 'of line % at most % fen goes back', NEW.line, came - back
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_order_goes_back_where_it_came_from';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION treasury_check_currency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_line record;
  yuan record;
BEGIN
  IF TG_OP = 'UPDATE' AND NOT coalesce(NEW.confirmed, false) THEN
    RETURN NEW;
  END IF;
  SELECT l.currency, l.amount_fen, a.book INTO of_line FROM treasury_line l
    JOIN treasury_account a ON a.id = l.account WHERE l.id = NEW.line;
  IF (of_line.currency <> 'CNY') <> (NEW.kind = 'converted')
      AND (of_line.currency = 'CNY' OR NEW.kind NOT IN ('counter', 'order', 'fee', 'bounced'))
    OR of_line.currency <> 'CNY' AND NEW.kind = 'fee' AND of_line.book <> 'own'
    OR NEW.counter IS NOT NULL AND of_line.currency <>
      (SELECT currency FROM treasury_line WHERE id = NEW.counter)
    OR NEW.pay_order IS NOT NULL AND of_line.currency <>
      (SELECT currency FROM treasury_order WHERE id = NEW.pay_order) THEN
    RAISE EXCEPTION 'a line in % is for no %', of_line.currency, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_is_in_one_currency';
  END IF;
  IF NEW.kind = 'converted' THEN
    SELECT l.currency, l.amount_fen, a.book INTO yuan FROM treasury_line l
      JOIN treasury_account a ON a.id = l.account WHERE l.id = NEW.yuan_line FOR UPDATE OF l;
    IF of_line.amount_fen < 0 OR yuan.currency <> 'CNY' OR yuan.book <> of_line.book
      OR NEW.yuan_fen + coalesce((SELECT sum(m.yuan_fen) FROM treasury_match m
        WHERE m.yuan_line = NEW.yuan_line AND m.confirmed AND m.id <> NEW.id), 0)
        > yuan.amount_fen THEN
      RAISE EXCEPTION 'line % is not % fen of yuan for line %', NEW.yuan_line, NEW.yuan_fen, NEW.line
        USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_yuan_comes_once';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- What came back is of an order that was paid from this book, not before it was.
CREATE FUNCTION treasury_check_bounced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT coalesce(NEW.confirmed, false) THEN
    RETURN NEW;
  END IF;
  PERFORM FROM treasury_order o JOIN treasury_line p ON p.id = o.paid_line
    JOIN treasury_line l ON l.id = NEW.line JOIN treasury_account a ON a.id = l.account
    WHERE o.id = NEW.pay_order AND o.state = 'paid' AND o.kind <> 'card'
    AND (o.book, o.currency) = (a.book, l.currency) AND l.booked_on >= p.booked_on
    AND NEW.line IS DISTINCT FROM o.line AND NEW.amount_fen <= coalesce(o.paid_fen, o.amount_fen)
    FOR UPDATE OF o;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'line % is not the return of order %', NEW.line, NEW.pay_order
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_match_returns_what_was_paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_match_returns_what_was_paid BEFORE INSERT OR UPDATE ON treasury_match
  FOR EACH ROW WHEN (NEW.kind = 'bounced') EXECUTE FUNCTION treasury_check_bounced();

CREATE OR REPLACE FUNCTION treasury_left(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT abs(l.amount_fen)
    - coalesce((SELECT sum(m.amount_fen) FROM treasury_match m
        WHERE (m.line = l.id OR m.counter = l.id) AND m.confirmed), 0)::bigint
    - coalesce((SELECT sum(coalesce(o.paid_fen, o.amount_fen) - coalesce(o.returned_fen, 0))
        FROM treasury_order o WHERE o.line = l.id AND o.kind = 'return'
        AND o.state IN ('approved', 'exported', 'paid', 'returned')), 0)::bigint
  FROM treasury_line l WHERE l.id = which
$$;

-- A line of which everything had gone back waits again when the bank sent that back.
CREATE OR REPLACE FUNCTION treasury_line_keeps_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'new' OR OLD.state IN ('matched', 'settled') AND NEW.state <> OLD.state
    AND NOT (OLD.state = 'settled' AND NEW.state = 'suspense' AND treasury_left(OLD.id) > 0
      AND EXISTS (SELECT FROM treasury_order o WHERE o.line = OLD.id AND o.state = 'returned'))
  THEN
    RAISE EXCEPTION 'a line that is % does not become %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_goes_forward';
  END IF;
  OLD.state := NEW.state;
  OLD.reason := NEW.reason;
  OLD.charge := NEW.charge;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what the bank said stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_keeps_words';
  END IF;
  RETURN NEW;
END $$;

-- Nobody is paid again to an account from which the bank has sent money back.
CREATE OR REPLACE FUNCTION treasury_check_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM treasury_payee_account a WHERE a.id = NEW.payee_account AND a.state = 'in_force'
    AND a.organisation = NEW.payee AND a.account_name = NEW.to_name
    AND a.account_number = NEW.to_account AND a.bank_name = NEW.to_bank
    AND NOT EXISTS (SELECT FROM treasury_order r
      WHERE r.payee_account = a.id AND r.state = 'returned') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the payee has no such account in force'
      USING ERRCODE = 'restrict_violation',
        CONSTRAINT = 'treasury_payout_goes_to_the_registered_account';
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

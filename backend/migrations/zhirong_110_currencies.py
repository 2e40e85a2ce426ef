"""Accounts in other currencies: what comes there pays no charge; it goes back, or the bank converts it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000110"
VERSION = "1.38.0"
DESCRIPTION = "currencies of accounts"

SQL = """
ALTER TABLE treasury_account
  ADD COLUMN currency varchar(3) NOT NULL DEFAULT 'CNY',
  ADD CONSTRAINT treasury_account_currency_is_a_code CHECK (currency ~ '^[A-Z]{3}$');
ALTER TABLE treasury_account ALTER COLUMN currency DROP DEFAULT;
DROP INDEX treasury_account_number_stands_once;
DROP INDEX treasury_account_one_takes_money_of_a_book;
-- Under one number a bank may keep an account in each currency.
CREATE UNIQUE INDEX treasury_account_number_stands_once
  ON treasury_account (account_number, currency);
CREATE UNIQUE INDEX treasury_account_one_takes_money_of_a_book
  ON treasury_account (book, holder, currency) NULLS NOT DISTINCT WHERE closed_at IS NULL;

ALTER TABLE treasury_line
  DROP CONSTRAINT treasury_line_is_in_yuan,
  ADD CONSTRAINT treasury_line_pays_a_charge_in_yuan CHECK (currency = 'CNY' OR charge IS NULL);

CREATE OR REPLACE FUNCTION treasury_check_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken record;
BEGIN
  SELECT n.row, n.seq, n.currency INTO broken FROM added n
  JOIN treasury_account a ON a.id = n.account
  WHERE n.currency <> a.currency ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'row % (line %) is in %', broken.row, broken.seq, broken.currency
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_line_is_in_its_accounts_currency';
  END IF;
  SELECT n.row, n.seq INTO broken FROM added n JOIN treasury_account a ON a.id = n.account
  LEFT JOIN treasury_line p ON p.account = n.account AND p.seq = n.seq - 1
  WHERE n.balance_fen - n.amount_fen IS DISTINCT FROM
    CASE WHEN n.seq = 1 THEN a.opening_fen ELSE p.balance_fen END
  ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'row % (line %) does not follow the line before it', broken.row, broken.seq
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_line_follows_the_one_before';
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE treasury_order
  ADD COLUMN currency varchar(3) NOT NULL DEFAULT 'CNY',
  -- Charges and payees are paid in yuan; only what waited goes back in what it came in.
  ADD CONSTRAINT treasury_order_is_in_yuan_or_goes_back
    CHECK (currency = 'CNY' OR kind = 'return');
ALTER TABLE treasury_order ALTER COLUMN currency DROP DEFAULT;

ALTER TABLE treasury_match
  ADD COLUMN yuan_line uuid REFERENCES treasury_line (id) ON DELETE RESTRICT,
  ADD COLUMN yuan_fen bigint,
  ADD COLUMN evidence varchar(100),
  DROP CONSTRAINT treasury_match_kind_is_known,
  DROP CONSTRAINT treasury_match_names_what_it_is_for,
  ADD CONSTRAINT treasury_match_kind_is_known CHECK (kind IN
    ('charge', 'fee', 'payout', 'between', 'order', 'counter', 'payee', 'converted')),
  ADD CONSTRAINT treasury_match_names_what_it_is_for CHECK (
    (kind = 'charge') = (charge IS NOT NULL) AND (kind = 'order') = (pay_order IS NOT NULL)
    AND (kind IN ('counter', 'converted')) = (counter IS NOT NULL)
    AND (kind = 'payout') = (payout IS NOT NULL)
    AND (kind = 'payee') = (payee IS NOT NULL) AND (kind = 'payee') = (purpose IS NOT NULL)
    AND (kind = 'converted') = (yuan_line IS NOT NULL)
    AND (kind = 'converted') = (yuan_fen IS NOT NULL)
    AND (kind = 'converted') = (evidence IS NOT NULL)),
  ADD CONSTRAINT treasury_match_converts_to_something CHECK (yuan_fen > 0 AND evidence <> '');
CREATE INDEX treasury_match_of_yuan_line ON treasury_match (yuan_line)
  WHERE yuan_line IS NOT NULL;

-- What came in another currency meets its own kind only; the bank gives no yuan twice.
CREATE FUNCTION treasury_check_currency() RETURNS trigger LANGUAGE plpgsql AS $$
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
      AND (of_line.currency = 'CNY' OR NEW.kind NOT IN ('counter', 'order', 'fee'))
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
CREATE TRIGGER treasury_match_is_in_one_currency BEFORE INSERT OR UPDATE ON treasury_match
  FOR EACH ROW EXECUTE FUNCTION treasury_check_currency();

-- An order goes back in what its line came in, and is paid by a line in the same.
CREATE FUNCTION treasury_check_order_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM treasury_line l WHERE l.id IN (NEW.line, NEW.paid_line)
      AND l.currency <> NEW.currency) THEN
    RAISE EXCEPTION 'order % is in %', NEW.number, NEW.currency
      USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_order_is_in_one_currency';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_order_is_in_one_currency BEFORE INSERT OR UPDATE ON treasury_order
  FOR EACH ROW EXECUTE FUNCTION treasury_check_order_currency();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

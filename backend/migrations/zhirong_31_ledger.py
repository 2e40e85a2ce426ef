"""The ledger: accounts, transactions that sum to zero in every book, balances, closed months."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T07:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "ledger"

SQL = """
CREATE TABLE payments_account (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  holder uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  book varchar(10) NOT NULL,
  purpose varchar(20) NOT NULL,
  kind varchar(10) NOT NULL,
  currency varchar(3) NOT NULL,
  CONSTRAINT payments_account_stands_once UNIQUE NULLS NOT DISTINCT (book, purpose, holder),
  CONSTRAINT payments_account_book_is_known CHECK (book IN ('own', 'client', 'memo')),
  CONSTRAINT payments_account_kind_is_known
    CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
  CONSTRAINT payments_account_is_in_yuan CHECK (currency = 'CNY'),
  -- Money of others earns and pays nothing of the platform's.
  CONSTRAINT payments_account_only_own_earns_and_spends
    CHECK (book = 'own' OR kind IN ('asset', 'liability'))
);
CREATE INDEX payments_account_of_holder ON payments_account (holder);

CREATE TABLE payments_closed_month (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  month date NOT NULL,
  closed_by uuid NOT NULL,
  CONSTRAINT payments_closed_month_stands_once UNIQUE (month),
  CONSTRAINT payments_closed_month_is_a_month CHECK (extract(day FROM month) = 1)
);
-- Whoever posts now is waited for; whoever posts next sees the closing.
CREATE FUNCTION payments_close_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE payments_transaction IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM payments_closed_month WHERE month > NEW.month) THEN
    RAISE EXCEPTION 'a later month is closed already'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_months_close_in_order';
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE payments_transaction (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  occurred_on date NOT NULL,
  month date NOT NULL,
  cause_kind varchar(30) NOT NULL,
  cause_id uuid NOT NULL,
  key varchar(200) NOT NULL,
  digest bytea NOT NULL,
  mode varchar(20) NOT NULL,
  subject uuid,
  posted_by uuid NOT NULL,
  xid bigint NOT NULL,
  CONSTRAINT payments_transaction_key_is_unique UNIQUE (key),
  CONSTRAINT payments_transaction_cause_is_unique UNIQUE (cause_kind, cause_id),
  CONSTRAINT payments_transaction_mode_is_known
    CHECK (mode IN ('licensed_broker', 'insurer_owned', 'info_only')),
  CONSTRAINT payments_transaction_month_is_a_month CHECK (extract(day FROM month) = 1),
  CONSTRAINT payments_transaction_is_never_early
    CHECK (month >= date_trunc('month', occurred_on::timestamp)::date)
);
CREATE INDEX payments_transaction_of_subject ON payments_transaction (subject)
  WHERE subject IS NOT NULL;

CREATE TABLE payments_posting (
  id uuid PRIMARY KEY,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  transaction uuid NOT NULL REFERENCES payments_transaction (id) ON DELETE RESTRICT,
  account uuid NOT NULL REFERENCES payments_account (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  currency varchar(3) NOT NULL,
  CONSTRAINT payments_posting_is_in_yuan CHECK (currency = 'CNY'),
  CONSTRAINT payments_posting_moves_something CHECK (amount_fen <> 0)
);
CREATE INDEX payments_posting_of_transaction ON payments_posting (transaction);
CREATE INDEX payments_posting_of_account ON payments_posting (account, seq);

-- A balance is the sum of its slots. A database transaction has a slot to itself.
CREATE TABLE payments_balance (
  id uuid PRIMARY KEY,
  account uuid NOT NULL REFERENCES payments_account (id) ON DELETE RESTRICT,
  slot smallint NOT NULL,
  fen bigint NOT NULL,
  CONSTRAINT payments_balance_slot_stands_once UNIQUE (account, slot)
);

-- What happened in a closed month is posted into the first open one, under its own date.
CREATE FUNCTION payments_place_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed date := (SELECT max(month) FROM payments_closed_month);
BEGIN
  NEW.xid := pg_current_xact_id()::text::bigint;
  IF NEW.month IS NULL THEN
    NEW.month := greatest(
      date_trunc('month', NEW.occurred_on::timestamp)::date,
      (closed + interval '1 month')::date);
  ELSIF NEW.month <= closed THEN
    RAISE EXCEPTION 'the month % is closed', NEW.month
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_closed_month_takes_nothing';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_transaction_is_placed BEFORE INSERT ON payments_transaction
  FOR EACH ROW EXECUTE FUNCTION payments_place_transaction();

CREATE FUNCTION payments_check_transaction(which uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head record;
  lines record;
BEGIN
  SELECT mode, xid INTO head FROM payments_transaction WHERE id = which;
  IF head.xid <> pg_current_xact_id()::text::bigint THEN
    RAISE EXCEPTION 'transaction % was written already', which
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_transaction_is_written_at_once';
  END IF;
  SELECT count(*) AS n,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'own'), 0) AS own,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'client'), 0) AS client,
    coalesce(sum(p.amount_fen) FILTER (WHERE a.book = 'memo'), 0) AS memo,
    coalesce(bool_or(a.book = 'client' AND a.purpose IN ('premium', 'endorsement')
      AND p.amount_fen < 0), false) AS holds_premium
  INTO lines
  FROM payments_posting p JOIN payments_account a ON a.id = p.account WHERE p.transaction = which;
  IF lines.n < 2 OR lines.own <> 0 OR lines.client <> 0 OR lines.memo <> 0 THEN
    RAISE EXCEPTION 'transaction % does not sum to zero in every book: % postings, % % %',
      which, lines.n, lines.own, lines.client, lines.memo
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_transaction_sums_to_zero';
  END IF;
  IF lines.holds_premium AND head.mode <> 'licensed_broker' THEN
    RAISE EXCEPTION 'transaction % takes premium into client money in the mode %', which, head.mode
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_only_a_broker_holds_premium';
  END IF;
END $$;
CREATE FUNCTION payments_check_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM payments_check_transaction(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION payments_check_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM payments_check_transaction(NEW.transaction); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER payments_transaction_sums_to_zero AFTER INSERT ON payments_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_head();
CREATE CONSTRAINT TRIGGER payments_posting_sums_to_zero AFTER INSERT ON payments_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_line();

-- The first free of 64 slots, so that nobody waits for another's balance row, or locks in a ring.
CREATE FUNCTION payments_slot() RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
  first int := pg_backend_pid() % 64;
BEGIN
  FOR n IN 0..63 LOOP
    IF pg_try_advisory_xact_lock(1819239282, (first + n) % 64) THEN
      RETURN (first + n) % 64;
    END IF;
  END LOOP;
  PERFORM pg_advisory_xact_lock(1819239282, first);
  RETURN first;
END $$;
CREATE FUNCTION payments_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine smallint := payments_slot();
BEGIN
  INSERT INTO payments_balance AS b (id, account, slot, fen)
  SELECT gen_random_uuid(), account, mine, sum(amount_fen) FROM posted
  GROUP BY account ORDER BY account
  ON CONFLICT (account, slot) DO UPDATE SET fen = b.fen + excluded.fen;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_posting_keeps_balance AFTER INSERT ON payments_posting
  REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION payments_keep_balance();

CREATE FUNCTION payments_refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'balances follow postings: % by hand refused', TG_OP
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_balance_follows_postings';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_balance_follows_postings BEFORE INSERT OR UPDATE ON payments_balance
  FOR EACH ROW EXECUTE FUNCTION payments_refuse_by_hand();
CREATE TRIGGER payments_balance_stays BEFORE DELETE ON payments_balance
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_month_closes BEFORE INSERT ON payments_closed_month
  FOR EACH ROW EXECUTE FUNCTION payments_close_month();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['account', 'transaction', 'posting', 'closed_month'] LOOP
    EXECUTE format('CREATE TRIGGER payments_%1$s_is_never_changed BEFORE UPDATE OR DELETE '
      'ON payments_%1$s FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()', name);
    EXECUTE format('ALTER TABLE payments_%1$s ENABLE ALWAYS TRIGGER '
      'payments_%1$s_is_never_changed', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['account', 'transaction', 'posting', 'closed_month', 'balance'] LOOP
    EXECUTE format('CREATE TRIGGER payments_%1$s_is_never_emptied BEFORE TRUNCATE '
      'ON payments_%1$s FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change()', name);
    EXECUTE format('ALTER TABLE payments_%1$s ENABLE ALWAYS TRIGGER '
      'payments_%1$s_is_never_emptied', name);
  END LOOP;
END $$;
ALTER TABLE payments_transaction ENABLE ALWAYS TRIGGER payments_transaction_is_placed;
ALTER TABLE payments_transaction ENABLE ALWAYS TRIGGER payments_transaction_sums_to_zero;
ALTER TABLE payments_posting ENABLE ALWAYS TRIGGER payments_posting_sums_to_zero;
ALTER TABLE payments_posting ENABLE ALWAYS TRIGGER payments_posting_keeps_balance;
ALTER TABLE payments_closed_month ENABLE ALWAYS TRIGGER payments_month_closes;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Statements of the bank: how each bank writes them, our accounts, a chain of lines without gaps."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:34:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "statements"

SQL = """
CREATE TABLE treasury_layout (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  version integer NOT NULL,
  bank_name varchar(100) NOT NULL,
  mapping jsonb NOT NULL,
  valid_from date NOT NULL,
  created_by uuid NOT NULL,
  CONSTRAINT treasury_layout_version_stands_once UNIQUE (code, version),
  CONSTRAINT treasury_layout_version_counts_from_one CHECK (version > 0)
);
CREATE TABLE treasury_account (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  book varchar(10) NOT NULL,
  holder uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  account_name varchar(100) NOT NULL,
  account_number varchar(40) NOT NULL,
  bank_name varchar(100) NOT NULL,
  bank_code varchar(12),
  layout_code varchar(40) NOT NULL,
  opening_fen bigint NOT NULL,
  created_by uuid NOT NULL,
  closed_at timestamptz,
  CONSTRAINT treasury_account_book_is_known CHECK (book IN ('own', 'client', 'memo')),
  -- The platform's money stands in its own name; what is only mirrored, in that of its holder.
  CONSTRAINT treasury_account_mirrors_somebodys CHECK ((book = 'memo') = (holder IS NOT NULL)),
  CONSTRAINT treasury_account_number_is_digits CHECK (account_number ~ '^[0-9]{6,32}$'),
  CONSTRAINT treasury_account_bank_code_is_digits CHECK (bank_code ~ '^[0-9]{12}$')
);
CREATE UNIQUE INDEX treasury_account_number_stands_once ON treasury_account (account_number);
CREATE UNIQUE INDEX treasury_account_one_takes_money_of_a_book
  ON treasury_account (book, holder) NULLS NOT DISTINCT WHERE closed_at IS NULL;

CREATE TABLE treasury_statement (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  account uuid NOT NULL REFERENCES treasury_account (id) ON DELETE RESTRICT,
  layout uuid NOT NULL REFERENCES treasury_layout (id) ON DELETE RESTRICT,
  file_name varchar(200) NOT NULL,
  sha256 bytea NOT NULL,
  first_on date NOT NULL,
  last_on date NOT NULL,
  opening_fen bigint NOT NULL,
  closing_fen bigint NOT NULL,
  rows integer NOT NULL,
  known_rows integer NOT NULL,
  imported_by uuid NOT NULL,
  imported_by_name varchar(120) NOT NULL,
  CONSTRAINT treasury_statement_file_stands_once UNIQUE (account, sha256),
  CONSTRAINT treasury_statement_has_rows CHECK (rows > 0 AND known_rows BETWEEN 0 AND rows)
);
CREATE INDEX treasury_statement_in_order ON treasury_statement (created_at DESC, id DESC);

CREATE TABLE treasury_line (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  account uuid NOT NULL REFERENCES treasury_account (id) ON DELETE RESTRICT,
  statement uuid NOT NULL REFERENCES treasury_statement (id) ON DELETE RESTRICT,
  seq bigint NOT NULL,
  row integer NOT NULL,
  booked_on date NOT NULL,
  amount_fen bigint NOT NULL,
  balance_fen bigint NOT NULL,
  currency varchar(3) NOT NULL,
  other_name varchar(200) NOT NULL,
  other_account varchar(64) NOT NULL,
  other_bank varchar(200) NOT NULL,
  memo varchar(500) NOT NULL,
  serial varchar(100) NOT NULL,
  cells jsonb NOT NULL,
  state varchar(20) NOT NULL,
  reason varchar(30),
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  CONSTRAINT treasury_line_has_one_place UNIQUE (account, seq),
  CONSTRAINT treasury_line_moves_something CHECK (amount_fen <> 0),
  CONSTRAINT treasury_line_is_in_yuan CHECK (currency = 'CNY'),
  CONSTRAINT treasury_line_counts_from_one CHECK (seq > 0 AND row > 0),
  CONSTRAINT treasury_line_state_is_known
    CHECK (state IN ('new', 'matched', 'suspense', 'settled')),
  CONSTRAINT treasury_line_in_suspense_has_its_reason
    CHECK (state <> 'suspense' OR reason IS NOT NULL)
);
CREATE INDEX treasury_line_of_statement ON treasury_line (statement, seq);
CREATE INDEX treasury_line_of_charge ON treasury_line (charge) WHERE charge IS NOT NULL;
CREATE INDEX treasury_line_that_waits ON treasury_line (account, seq) WHERE state = 'new';
CREATE INDEX treasury_line_in_suspense ON treasury_line (created_at DESC, id DESC)
  WHERE state = 'suspense';

-- Each line begins where the one before it ended, from the account's opening balance on.
CREATE FUNCTION treasury_check_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken record;
BEGIN
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
CREATE TRIGGER treasury_line_follows_the_one_before AFTER INSERT ON treasury_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION treasury_check_chain();
ALTER TABLE treasury_line ENABLE ALWAYS TRIGGER treasury_line_follows_the_one_before;

-- What the bank said stays; only what became of it moves, and never back.
CREATE FUNCTION treasury_line_keeps_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'reason', 'charge']
    IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'reason', 'charge'] THEN
    RAISE EXCEPTION 'what the bank said stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_keeps_words';
  END IF;
  IF NEW.state = 'new' OR OLD.state IN ('matched', 'settled') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'a line that is % does not become %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_line_goes_forward';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_line_keeps_words BEFORE UPDATE ON treasury_line
  FOR EACH ROW EXECUTE FUNCTION treasury_line_keeps_words();

CREATE FUNCTION treasury_account_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'closed_at' IS DISTINCT FROM to_jsonb(OLD) - 'closed_at'
    OR OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an account is closed and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_account_keeps_terms';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_account_keeps_terms BEFORE UPDATE ON treasury_account
  FOR EACH ROW EXECUTE FUNCTION treasury_account_keeps_terms();

CREATE TRIGGER treasury_layout_is_never_changed BEFORE UPDATE OR DELETE ON treasury_layout
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_statement_is_never_changed BEFORE UPDATE OR DELETE ON treasury_statement
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_line_stays BEFORE DELETE ON treasury_line
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_account_stays BEFORE DELETE ON treasury_account
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['layout', 'account', 'statement', 'line'] LOOP
    EXECUTE format('CREATE TRIGGER treasury_%1$s_is_never_emptied BEFORE TRUNCATE '
      'ON treasury_%1$s FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change()', name);
  END LOOP;
END $$;

-- Two usual forms: one column each for in and out, oldest first; one column with a mark, newest
-- first. What a bank changes is a further version.
INSERT INTO treasury_layout (id, code, version, bank_name, mapping, valid_from, created_by) VALUES
('34000000-0000-4000-8000-000000000001', 'two_columns', 1, '借贷分列格式', '{
  "headings": {
    "booked_on": ["交易日期", "记账日期"], "credit": ["贷方发生额", "收入金额"],
    "debit": ["借方发生额", "支出金额"], "balance": ["余额", "账户余额"], "currency": ["币种"],
    "name": ["对方户名", "对方名称"], "account": ["对方账号"], "bank": ["对方开户行"],
    "memo": ["摘要", "用途", "附言"], "serial": ["交易流水号", "凭证号"], "own": ["本方账号"]},
  "dates": ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"], "newest_first": false,
  "credit_marks": [], "debit_marks": [], "currencies": {"CNY": "CNY", "RMB": "CNY", "人民币": "CNY"}
}', '2020-01-01', '00000000-0000-0000-0000-000000000000'),
('34000000-0000-4000-8000-000000000002', 'one_column', 1, '借贷标志格式', '{
  "headings": {
    "booked_on": ["交易日", "交易日期"], "amount": ["交易金额", "发生额"],
    "mark": ["借贷标志", "收支方向"], "balance": ["联机余额", "余额"], "currency": ["交易币种", "币种"],
    "name": ["收(付)方名称", "对方户名"], "account": ["收(付)方账号", "对方账号"],
    "bank": ["收(付)方开户行名", "对方行名"], "memo": ["交易摘要", "附言"],
    "serial": ["流水号", "交易流水"], "own": ["账号", "本方账号"]},
  "dates": ["%Y%m%d", "%Y-%m-%d", "%Y/%m/%d"], "newest_first": true,
  "credit_marks": ["贷", "收", "收入", "C"], "debit_marks": ["借", "付", "支出", "D"],
  "currencies": {"CNY": "CNY", "RMB": "CNY", "人民币": "CNY", "10": "CNY"}
}', '2020-01-01', '00000000-0000-0000-0000-000000000000');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

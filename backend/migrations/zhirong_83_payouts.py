"""To which account a payee is paid, and lists of what is paid out."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000083"
VERSION = "1.38.0"
DESCRIPTION = "payouts"

SQL = """
CREATE TABLE treasury_payee_account (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  state varchar(20) NOT NULL,
  account_name varchar(200) NOT NULL,
  account_number varchar(40) NOT NULL,
  bank_name varchar(100) NOT NULL,
  bank_code varchar(12),
  proof varchar(40) NOT NULL,
  registered_by uuid NOT NULL,
  registered_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  CONSTRAINT treasury_payee_account_version_stands_once UNIQUE (organisation, version),
  CONSTRAINT treasury_payee_account_state_is_known
    CHECK (state IN ('proposed', 'in_force', 'replaced', 'refused')),
  CONSTRAINT treasury_payee_account_number_is_digits CHECK (account_number ~ '^[0-9]{8,32}$'),
  CONSTRAINT treasury_payee_account_bank_code_is_digits CHECK (bank_code ~ '^[0-9]{12}$'),
  CONSTRAINT treasury_payee_account_is_decided_whole CHECK (
    (state = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL)),
  -- One person alone needs a second factor; without it another person confirms.
  CONSTRAINT treasury_payee_account_is_proven_twice CHECK (
    state IN ('proposed', 'refused') OR proof <> 'password' OR decided_by <> registered_by)
);
CREATE UNIQUE INDEX treasury_payee_account_one_is_in_force ON treasury_payee_account (organisation)
  WHERE state = 'in_force';
CREATE UNIQUE INDEX treasury_payee_account_one_is_proposed ON treasury_payee_account (organisation)
  WHERE state = 'proposed';

CREATE FUNCTION treasury_payee_account_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at'];
BEGIN
  IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
    OR NOT (OLD.state, NEW.state) IN (('proposed', 'in_force'), ('proposed', 'refused'),
      ('in_force', 'replaced'))
    OR NEW.state = 'replaced' AND NEW.decided_by IS DISTINCT FROM OLD.decided_by THEN
    RAISE EXCEPTION 'an account of a payee is followed by another and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_payee_account_keeps_terms';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_payee_account_keeps_terms BEFORE UPDATE ON treasury_payee_account
  FOR EACH ROW EXECUTE FUNCTION treasury_payee_account_keeps_terms();
CREATE TRIGGER treasury_payee_account_stays BEFORE DELETE ON treasury_payee_account
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_payee_account_is_never_emptied BEFORE TRUNCATE ON treasury_payee_account
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE treasury_payout_list (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  reason varchar(200) NOT NULL,
  orders integer NOT NULL,
  amount_fen bigint NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  CONSTRAINT treasury_payout_list_number_is_unique UNIQUE (number),
  CONSTRAINT treasury_payout_list_holds_something CHECK (orders > 0 AND amount_fen > 0)
);
CREATE INDEX treasury_payout_list_in_order ON treasury_payout_list (created_at DESC, id DESC);
CREATE TRIGGER treasury_payout_list_is_never_changed
  BEFORE UPDATE OR DELETE ON treasury_payout_list
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_payout_list_is_never_emptied BEFORE TRUNCATE ON treasury_payout_list
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

ALTER TABLE treasury_order
  ADD COLUMN payee_account uuid REFERENCES treasury_payee_account (id) ON DELETE RESTRICT,
  ADD COLUMN payout_list uuid REFERENCES treasury_payout_list (id) ON DELETE RESTRICT,
  ADD CONSTRAINT treasury_order_only_payouts_are_listed
    CHECK (kind = 'payout' OR (payee_account IS NULL AND payout_list IS NULL));
CREATE INDEX treasury_order_of_list ON treasury_order (payout_list) WHERE payout_list IS NOT NULL;
CREATE INDEX treasury_order_of_payee ON treasury_order (payee, purpose) WHERE payee IS NOT NULL;

-- A payout goes to the account that its payee has registered, and only while that is in force.
CREATE FUNCTION treasury_check_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM treasury_payee_account a WHERE a.id = NEW.payee_account AND a.state = 'in_force'
    AND a.organisation = NEW.payee AND a.account_name = NEW.to_name
    AND a.account_number = NEW.to_account AND a.bank_name = NEW.to_bank FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the payee has no such account in force'
      USING ERRCODE = 'restrict_violation',
        CONSTRAINT = 'treasury_payout_goes_to_the_registered_account';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_payout_is_proposed_to_its_account BEFORE INSERT ON treasury_order
  FOR EACH ROW WHEN (NEW.kind = 'payout') EXECUTE FUNCTION treasury_check_payout();
CREATE TRIGGER treasury_payout_goes_to_its_account BEFORE UPDATE ON treasury_order
  FOR EACH ROW WHEN (NEW.payee_account IS NOT NULL AND OLD.state <> NEW.state
    AND NEW.state IN ('approved', 'exported')) EXECUTE FUNCTION treasury_check_payout();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

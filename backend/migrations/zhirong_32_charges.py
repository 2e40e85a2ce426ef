"""What is owed, and what goes back of it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T07:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "charges"

SQL = """
CREATE TABLE payments_charge (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  reference varchar(20) NOT NULL,
  payer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  payee uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  purpose varchar(20) NOT NULL,
  book varchar(10) NOT NULL,
  amount_fen bigint NOT NULL,
  due_on date NOT NULL,
  about varchar(200) NOT NULL,
  raised_by uuid NOT NULL,
  state varchar(20) NOT NULL,
  cancelled_at timestamptz,
  CONSTRAINT payments_charge_reference_is_unique UNIQUE (reference),
  CONSTRAINT payments_charge_reference_is_typed CHECK (reference ~ '^ZR[0-9]{8,14}$'),
  CONSTRAINT payments_charge_is_above_zero CHECK (amount_fen > 0),
  CONSTRAINT payments_charge_is_between_two CHECK (payer <> payee),
  CONSTRAINT payments_charge_book_is_known CHECK (book IN ('own', 'client', 'memo')),
  CONSTRAINT payments_charge_premium_is_never_own
    CHECK (purpose NOT IN ('premium', 'endorsement') OR book <> 'own'),
  CONSTRAINT payments_charge_purpose_is_known CHECK (
    purpose IN ('premium', 'endorsement', 'platform_fee', 'appraisal_fee', 'licence_fee')),
  CONSTRAINT payments_charge_state_is_known CHECK (state IN
    ('open', 'part_paid', 'paid', 'overpaid', 'cancelled', 'part_refunded', 'refunded')),
  CONSTRAINT payments_charge_cancelled_has_moment
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
);
CREATE INDEX payments_charge_of_payer ON payments_charge (payer, created_at DESC, id DESC);
CREATE INDEX payments_charge_of_payee ON payments_charge (payee, created_at DESC, id DESC);
CREATE INDEX payments_charge_in_order ON payments_charge (created_at DESC, id DESC);

-- What is owed is not rewritten: only its state moves.
CREATE FUNCTION payments_charge_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.reference, NEW.payer, NEW.payee, NEW.purpose, NEW.book, NEW.amount_fen,
      NEW.due_on, NEW.about, NEW.raised_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.reference, OLD.payer, OLD.payee, OLD.purpose, OLD.book,
      OLD.amount_fen, OLD.due_on, OLD.about, OLD.raised_by, OLD.created_at) THEN
    RAISE EXCEPTION 'the terms of a charge stay'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_charge_keeps_terms';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_charge_keeps_terms BEFORE UPDATE ON payments_charge
  FOR EACH ROW EXECUTE FUNCTION payments_charge_keeps_terms();
CREATE TRIGGER payments_charge_stays BEFORE DELETE ON payments_charge
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_charge_is_never_emptied BEFORE TRUNCATE ON payments_charge
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

ALTER TABLE payments_transaction ADD CONSTRAINT payments_transaction_is_about_a_charge
  FOREIGN KEY (subject) REFERENCES payments_charge (id) ON DELETE RESTRICT;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

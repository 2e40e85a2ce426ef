"""What fees are: dated versions with minimum and maximum, never rewritten."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "fees"

SQL = """
CREATE TABLE payments_fee (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  version integer NOT NULL,
  purpose varchar(20) NOT NULL,
  name varchar(100) NOT NULL,
  name_en varchar(100) NOT NULL,
  rate_bp integer,
  minimum_fen bigint NOT NULL,
  maximum_fen bigint NOT NULL,
  valid_from date NOT NULL,
  published_by uuid NOT NULL,
  CONSTRAINT payments_fee_version_stands_once UNIQUE (code, version),
  CONSTRAINT payments_fee_day_has_one_version UNIQUE (code, valid_from),
  CONSTRAINT payments_fee_version_counts_from_one CHECK (version > 0),
  CONSTRAINT payments_fee_code_is_plain CHECK (code ~ '^[a-z][a-z0-9_]*$'),
  CONSTRAINT payments_fee_purpose_is_a_fee CHECK (purpose IN ('platform_fee', 'appraisal_fee')),
  CONSTRAINT payments_fee_says_its_name CHECK (name <> '' AND name_en <> ''),
  CONSTRAINT payments_fee_rate_is_a_share CHECK (rate_bp BETWEEN 1 AND 10000),
  CONSTRAINT payments_fee_lies_in_bounds CHECK (0 < minimum_fen AND minimum_fen <= maximum_fen),
  -- Without a rate it is one amount.
  CONSTRAINT payments_fee_without_rate_is_fixed
    CHECK (rate_bp IS NOT NULL OR minimum_fen = maximum_fen)
);
CREATE TRIGGER payments_fee_only_ever_grows BEFORE UPDATE OR DELETE ON payments_fee
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_fee_is_never_emptied BEFORE TRUNCATE ON payments_fee
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

ALTER TABLE payments_charge ADD COLUMN fee uuid REFERENCES payments_fee (id) ON DELETE RESTRICT;
ALTER TABLE payments_charge ADD COLUMN fee_base_fen bigint;
ALTER TABLE payments_charge ADD CONSTRAINT payments_charge_base_belongs_to_a_fee
  CHECK (fee_base_fen IS NULL OR (fee IS NOT NULL AND fee_base_fen > 0));

-- What is owed is not rewritten, nor by which fee: only its state moves.
CREATE FUNCTION payments_charge_keeps_fee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.fee, NEW.fee_base_fen) IS DISTINCT FROM (OLD.fee, OLD.fee_base_fen) THEN
    RAISE EXCEPTION 'the fee of a charge stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_charge_keeps_fee';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_charge_keeps_fee BEFORE UPDATE ON payments_charge
  FOR EACH ROW EXECUTE FUNCTION payments_charge_keeps_fee();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""A version of a fee is proposed by one and published by another."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:0000831"
VERSION = "1.38.0"
DESCRIPTION = "fee proposals"

SQL = """
CREATE TABLE payments_fee_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  purpose varchar(20) NOT NULL,
  name varchar(100) NOT NULL,
  name_en varchar(100) NOT NULL,
  rate_bp integer,
  minimum_fen bigint NOT NULL,
  maximum_fen bigint NOT NULL,
  valid_from date NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  published boolean,
  CONSTRAINT payments_fee_proposal_is_decided_whole CHECK (
    (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (published IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL)),
  -- Whoever proposed may take it back, and never publish it.
  CONSTRAINT payments_fee_proposal_is_published_by_another
    CHECK (NOT published OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX payments_fee_proposal_one_is_open ON payments_fee_proposal (code)
  WHERE decided_at IS NULL;

CREATE FUNCTION payments_fee_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['decided_by', 'decided_by_name', 'decided_at', 'published'];
BEGIN
  IF OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_fee_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_fee_proposal_keeps_terms BEFORE UPDATE ON payments_fee_proposal
  FOR EACH ROW EXECUTE FUNCTION payments_fee_proposal_keeps_terms();
CREATE TRIGGER payments_fee_proposal_stays BEFORE DELETE ON payments_fee_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_fee_proposal_is_never_emptied BEFORE TRUNCATE ON payments_fee_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- What was published before had one person only.
ALTER TABLE payments_fee ADD COLUMN proposal uuid UNIQUE
  REFERENCES payments_fee_proposal (id) ON DELETE RESTRICT;
CREATE FUNCTION payments_check_fee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM payments_fee_proposal p WHERE p.id = NEW.proposal AND p.published
    AND (p.code, p.purpose, p.name, p.name_en, p.minimum_fen, p.maximum_fen, p.valid_from)
      = (NEW.code, NEW.purpose, NEW.name, NEW.name_en, NEW.minimum_fen, NEW.maximum_fen,
        NEW.valid_from)
    AND p.rate_bp IS NOT DISTINCT FROM NEW.rate_bp AND p.decided_by = NEW.published_by;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a version of a fee is what another person proposed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_fee_was_proposed_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_fee_was_proposed_by_another BEFORE INSERT ON payments_fee
  FOR EACH ROW EXECUTE FUNCTION payments_check_fee();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

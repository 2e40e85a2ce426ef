"""A bank's layout is proposed by one, tried on a sample, published by another."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:0000832"
VERSION = "1.38.0"
DESCRIPTION = "layouts"

SQL = """
CREATE TABLE treasury_layout_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  bank_name varchar(100) NOT NULL,
  mapping jsonb NOT NULL,
  valid_from date NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  published boolean,
  CONSTRAINT treasury_layout_proposal_code_is_plain CHECK (code ~ '^[a-z][a-z0-9_]*$'),
  CONSTRAINT treasury_layout_proposal_is_decided_whole CHECK (
    (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (published IS NULL)
    AND (decided_by IS NULL) = (decided_by_name IS NULL)),
  CONSTRAINT treasury_layout_proposal_is_published_by_another
    CHECK (NOT published OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX treasury_layout_proposal_one_is_open ON treasury_layout_proposal (code)
  WHERE decided_at IS NULL;
CREATE TABLE treasury_layout_trial (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  proposal uuid NOT NULL REFERENCES treasury_layout_proposal (id) ON DELETE RESTRICT,
  file_name varchar(200) NOT NULL,
  sha256 bytea NOT NULL,
  rows integer NOT NULL,
  tried_by uuid NOT NULL,
  tried_by_name varchar(120) NOT NULL,
  CONSTRAINT treasury_layout_trial_read_something CHECK (rows > 0)
);
CREATE INDEX treasury_layout_trial_of_proposal ON treasury_layout_trial (proposal, created_at);

CREATE FUNCTION treasury_layout_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['decided_by', 'decided_by_name', 'decided_at', 'published'];
BEGIN
  IF OLD.decided_at IS NOT NULL
    OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_layout_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_layout_proposal_keeps_terms BEFORE UPDATE ON treasury_layout_proposal
  FOR EACH ROW EXECUTE FUNCTION treasury_layout_proposal_keeps_terms();
CREATE TRIGGER treasury_layout_proposal_stays BEFORE DELETE ON treasury_layout_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_layout_proposal_is_never_emptied BEFORE TRUNCATE ON treasury_layout_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_layout_trial_is_never_changed
  BEFORE UPDATE OR DELETE ON treasury_layout_trial
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER treasury_layout_trial_is_never_emptied BEFORE TRUNCATE ON treasury_layout_trial
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

ALTER TABLE treasury_layout ADD COLUMN proposal uuid UNIQUE
  REFERENCES treasury_layout_proposal (id) ON DELETE RESTRICT;
CREATE FUNCTION treasury_check_layout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM treasury_layout_proposal p WHERE p.id = NEW.proposal AND p.published
    AND (p.code, p.bank_name, p.mapping, p.valid_from)
      = (NEW.code, NEW.bank_name, NEW.mapping, NEW.valid_from)
    AND p.decided_by = NEW.created_by
    AND EXISTS (SELECT FROM treasury_layout_trial t WHERE t.proposal = p.id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a layout is what another person proposed and what has read a sample'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treasury_layout_was_tried_and_proposed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_layout_was_tried_and_proposed BEFORE INSERT ON treasury_layout
  FOR EACH ROW EXECUTE FUNCTION treasury_check_layout();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""The words of the broker's notice have versions: proposed by one, accepted by another, from a day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000101"
VERSION = "1.38.0"
DESCRIPTION = "policies: the words of the broker's notice, dated and with four eyes"

SQL = """
CREATE TABLE policies_notice_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  valid_from date NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  outcome varchar(10),
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  note varchar(1000),
  CONSTRAINT policies_notice_proposal_has_words
    CHECK (jsonb_array_length(rules -> 'paragraphs') > 0),
  CONSTRAINT policies_notice_proposal_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT policies_notice_proposal_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT policies_notice_proposal_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  -- Whoever proposed may only take it back, and nobody else takes it back for him.
  CONSTRAINT policies_notice_proposal_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by))
);
CREATE UNIQUE INDEX policies_notice_proposal_one_is_open ON policies_notice_proposal (organisation)
  NULLS NOT DISTINCT WHERE outcome IS NULL;
CREATE INDEX policies_notice_proposal_by_age
  ON policies_notice_proposal (organisation, created_at DESC, id DESC);
CREATE FUNCTION policies_notice_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    PERFORM policies_refuse('a proposal is decided once and not rewritten', TG_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_notice_proposal_keeps_terms BEFORE UPDATE ON policies_notice_proposal
  FOR EACH ROW EXECUTE FUNCTION policies_notice_proposal_keeps_terms();
CREATE TRIGGER policies_notice_proposal_stays BEFORE DELETE ON policies_notice_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER policies_notice_proposal_is_never_emptied BEFORE TRUNCATE
  ON policies_notice_proposal FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- Of two that have begun the one written later counts; what came with the platform nobody wrote.
ALTER TABLE policies_broker_text
  DROP CONSTRAINT policies_broker_text_begins_once,
  ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY,
  ADD COLUMN author_name varchar(120),
  ADD COLUMN accepted_by_name varchar(120),
  ADD COLUMN reason varchar(1000),
  ADD COLUMN proposal uuid UNIQUE REFERENCES policies_notice_proposal (id) ON DELETE RESTRICT,
  ADD CONSTRAINT policies_broker_text_names_its_people CHECK (
    num_nonnulls(author_name, accepted_by_name, reason, proposal) IN (0, 4));
CREATE FUNCTION policies_check_broker_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM policies_notice_proposal p WHERE p.id = NEW.proposal AND p.outcome = 'accepted'
    AND (p.valid_from, p.reason, p.rules -> 'paragraphs', p.proposed_by_name, p.decided_by_name)
      = (NEW.from_on, NEW.reason, NEW.paragraphs, NEW.author_name, NEW.accepted_by_name);
  IF NOT FOUND THEN
    PERFORM policies_refuse('new words are what one proposed and another accepted', TG_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_broker_text_was_accepted BEFORE INSERT ON policies_broker_text
  FOR EACH ROW EXECUTE FUNCTION policies_check_broker_text();
CREATE TRIGGER policies_broker_text_never_changes BEFORE UPDATE OR DELETE ON policies_broker_text
  FOR EACH ROW EXECUTE FUNCTION policies_never_changes();
CREATE TRIGGER policies_broker_text_is_never_emptied BEFORE TRUNCATE ON policies_broker_text
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- A notice keeps the version that it was given with.
ALTER TABLE policies_broker_page
  ADD COLUMN version varchar(20) GENERATED ALWAYS AS (content ->> 'version') STORED
    REFERENCES policies_broker_text (version) ON DELETE RESTRICT,
  ADD CONSTRAINT policies_broker_page_notice_has_version
    CHECK ((kind = 'notice') = (version IS NOT NULL));
CREATE INDEX policies_broker_page_of_version ON policies_broker_page (version)
  WHERE version IS NOT NULL;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

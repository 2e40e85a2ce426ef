"""What a bank says for each coded reason, and its standard conditions: dated, by two people."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000141"
VERSION = "1.38.0"
DESCRIPTION = "lending: banks' standing words"

SQL = """
CREATE TABLE lending_phrase_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
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
  CONSTRAINT lending_phrase_proposal_has_reasons_and_conditions CHECK (
    coalesce(jsonb_typeof(rules->'reasons') = 'object'
      AND jsonb_typeof(rules->'conditions') = 'array', false)),
  CONSTRAINT lending_phrase_proposal_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT lending_phrase_proposal_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT lending_phrase_proposal_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  -- Whoever proposed may only take it back, and nobody else takes it back for him.
  CONSTRAINT lending_phrase_proposal_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by))
);
CREATE UNIQUE INDEX lending_phrase_proposal_one_is_open ON lending_phrase_proposal (organisation)
  WHERE outcome IS NULL;
CREATE INDEX lending_phrase_proposal_of_organisation
  ON lending_phrase_proposal (organisation, created_at DESC, id DESC);

CREATE FUNCTION lending_phrase_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_phrase_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_phrase_proposal_keeps_terms BEFORE UPDATE ON lending_phrase_proposal
  FOR EACH ROW EXECUTE FUNCTION lending_phrase_proposal_keeps_terms();
CREATE TRIGGER lending_phrase_proposal_stays BEFORE DELETE ON lending_phrase_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_phrase_proposal_is_never_emptied BEFORE TRUNCATE ON lending_phrase_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE lending_phrase_set (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  valid_from date NOT NULL,
  author uuid NOT NULL,
  author_name varchar(120) NOT NULL,
  reason varchar(1000) NOT NULL,
  rules jsonb NOT NULL,
  proposal uuid NOT NULL UNIQUE REFERENCES lending_phrase_proposal (id) ON DELETE RESTRICT,
  CONSTRAINT lending_phrase_set_is_one UNIQUE (organisation, version),
  CONSTRAINT lending_phrase_set_counts_from_one CHECK (version >= 1),
  CONSTRAINT lending_phrase_set_begins_then_or_later
    CHECK (valid_from >= (created_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE INDEX lending_phrase_set_of_organisation
  ON lending_phrase_set (organisation, created_at DESC, id DESC);
CREATE TRIGGER lending_phrase_set_stays BEFORE UPDATE OR DELETE ON lending_phrase_set
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_phrase_set_is_never_emptied BEFORE TRUNCATE ON lending_phrase_set
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE FUNCTION lending_check_phrases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM lending_phrase_proposal p WHERE p.id = NEW.proposal AND p.outcome = 'accepted'
    AND p.organisation = NEW.organisation AND p.proposed_by = NEW.author
    AND (p.valid_from, p.reason, p.rules) = (NEW.valid_from, NEW.reason, NEW.rules);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a version of the words is what one proposed and another accepted'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_phrase_set_was_accepted_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_phrase_set_was_accepted_by_another BEFORE INSERT ON lending_phrase_set
  FOR EACH ROW EXECUTE FUNCTION lending_check_phrases();

-- What the bank said for the reason when it refused; earlier refusals had a sentence alone.
ALTER TABLE lending_application ADD COLUMN refusal_words varchar(1000),
  ADD CONSTRAINT application_refusal_words_stand_beside_a_reason
    CHECK (refusal_words IS NULL OR refusal_code IS NOT NULL);

ALTER TABLE calendar_proposal
  DROP CONSTRAINT calendar_proposal_names_days_of_a_year,
  ADD CONSTRAINT calendar_proposal_names_days_of_a_year CHECK (coalesce(
    jsonb_typeof(rules->'year') = 'number' AND jsonb_typeof(rules->'days') = 'array', false));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

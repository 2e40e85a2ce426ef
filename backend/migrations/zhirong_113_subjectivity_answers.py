"""What a firm shows for a subjectivity, and what the insurer sends back; desk rules are kept."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000113"
VERSION = "1.38.0"
DESCRIPTION = "policies: answers to subjectivities; underwriting: an insurer's desk rules"

SQL = """
CREATE TABLE policies_subjectivity_answer (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  subjectivity uuid NOT NULL REFERENCES policies_subjectivity (id) ON DELETE RESTRICT,
  n smallint NOT NULL,
  text varchar(1000) NOT NULL,
  file_ids uuid[] NOT NULL,
  answered_by uuid NOT NULL,
  answered_by_name varchar(120) NOT NULL,
  reason varchar(1000),
  returned_at timestamptz,
  returned_by uuid,
  returned_by_name varchar(120),
  CONSTRAINT policies_subjectivity_answer_is_numbered_once UNIQUE (subjectivity, n),
  CONSTRAINT policies_subjectivity_answer_says_something CHECK (text <> ''),
  CONSTRAINT policies_subjectivity_answer_returned_is_whole
    CHECK (num_nulls(reason, returned_at, returned_by, returned_by_name) IN (0, 4))
);

-- What was said stays; of an answer only its return is written, once; a met point takes no more.
CREATE FUNCTION policies_keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  later text[] := ARRAY['reason', 'returned_at', 'returned_by', 'returned_by_name'];
BEGIN
  IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM policies_subjectivity s
      WHERE s.id = NEW.subjectivity AND s.met_at IS NOT NULL) THEN
    PERFORM policies_refuse('what was met takes no answer', 'policies_answer_is_to_an_open_point');
  END IF;
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.returned_at IS NOT NULL
      OR to_jsonb(OLD) - later IS DISTINCT FROM to_jsonb(NEW) - later)) THEN
    PERFORM policies_refuse('what was answered stays', 'policies_answer_stays');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policies_subjectivity_answer_is_kept BEFORE INSERT OR UPDATE OR DELETE
  ON policies_subjectivity_answer FOR EACH ROW EXECUTE FUNCTION policies_keep_answer();

-- From when on an insurer answers in how many days: said once for a day, by a person, never changed.
ALTER TABLE underwriting_desk_rule ADD COLUMN made_by uuid;
ALTER TABLE underwriting_desk_rule ADD COLUMN made_by_name varchar(120);
ALTER TABLE underwriting_desk_rule ADD CONSTRAINT underwriting_desk_rule_of_an_insurer_is_somebodys
  CHECK ((insurer IS NULL) = (made_by IS NULL) AND (insurer IS NULL) = (made_by_name IS NULL));
CREATE TRIGGER underwriting_desk_rule_never_changes
  BEFORE UPDATE OR DELETE ON underwriting_desk_rule
  FOR EACH ROW EXECUTE FUNCTION underwriting_never_changes();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

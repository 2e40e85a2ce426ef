"""What counts as a registered pledge amount is reference data; a rule is what two published."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000211"
VERSION = "1.38.0"
DESCRIPTION = "reference: what counts as a registered pledge amount"

SQL = """
ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
-- Each day on which a rule began is a version with every plan's rule of that day.
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), 'pledge_counting', row_number() OVER (ORDER BY d.on_day), d.on_day,
  n.source, n.source_en,
  (SELECT jsonb_agg(jsonb_build_object(
     'plan', s.code, 'kinds', coalesce(s.switches->'kinds', '["patent", "trademark"]'),
     'division', coalesce(s.switches->>'division', '310115'),
     'counts_from', s.switches->'counts_from',
     'falls_deduct', coalesce((s.switches->>'falls_deduct')::boolean, false),
     'rises_of_earlier_count',
       coalesce((s.switches->>'rises_of_earlier_count')::boolean, false),
     'words', s.words, 'words_en', s.words_en) ORDER BY s.code)
   FROM (SELECT DISTINCT ON (r.plan) l.code, r.switches, r.words, r.words_en
         FROM registry_counting_rule r JOIN registry_plan l ON l.id = r.plan
         WHERE r.from_on <= d.on_day ORDER BY r.plan, r.from_on DESC) s)
FROM (SELECT DISTINCT from_on AS on_day FROM registry_counting_rule) d
CROSS JOIN LATERAL (
  SELECT left(source, 1000) AS source, left(source_en, 1000) AS source_en
  FROM registry_counting_rule WHERE from_on = d.on_day ORDER BY plan LIMIT 1) n;
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;

-- One written later may begin on the day of one that has not begun.
ALTER TABLE registry_counting_rule
  DROP CONSTRAINT registry_counting_rule_one_a_day,
  ADD COLUMN reference uuid REFERENCES reference_version (id) ON DELETE RESTRICT,
  ADD CONSTRAINT registry_counting_rule_is_ahead CHECK (
    reference IS NULL OR from_on > (created_at AT TIME ZONE 'Asia/Shanghai')::date);

DROP TRIGGER registry_counting_rule_used_stays ON registry_counting_rule;
DROP FUNCTION registry_refuse_other_rule();
CREATE TRIGGER registry_counting_rule_stays BEFORE UPDATE OR DELETE ON registry_counting_rule
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER registry_counting_rule_is_never_emptied BEFORE TRUNCATE ON registry_counting_rule
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- A plan comes with its rule; once something counted by it, the next is what two published.
CREATE FUNCTION registry_check_counting_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reference IS NULL THEN
    PERFORM FROM registry_count_entry WHERE plan = NEW.plan LIMIT 1;
    IF NOT FOUND THEN
      RETURN NEW;
    END IF;
  ELSE
    PERFORM FROM reference_version v JOIN registry_plan l ON l.id = NEW.plan
    WHERE v.id = NEW.reference AND v.kind = 'pledge_counting' AND v.valid_from = NEW.from_on
      AND v.proposal IS NOT NULL
      AND EXISTS (SELECT FROM jsonb_array_elements(v.rules) AS o (line)
        WHERE o.line = NEW.switches || jsonb_build_object(
          'plan', l.code, 'words', NEW.words, 'words_en', NEW.words_en));
    IF FOUND THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a counting rule is what one proposed and another published'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'registry_counting_rule_was_published';
END $$;
CREATE TRIGGER registry_counting_rule_was_published BEFORE INSERT ON registry_counting_rule
  FOR EACH ROW EXECUTE FUNCTION registry_check_counting_rule();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Reference tables in dated versions, proposed by one and published by another; the first: LPR."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000171"
VERSION = "1.38.0"
DESCRIPTION = "reference: versions of tables"

SQL = """
CREATE TABLE reference_proposal (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(40) NOT NULL,
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
  CONSTRAINT reference_proposal_is_rows
    CHECK (jsonb_typeof(rules) = 'array' AND rules <> '[]'),
  CONSTRAINT reference_proposal_names_its_source CHECK (reason <> ''),
  CONSTRAINT reference_proposal_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT reference_proposal_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT reference_proposal_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  -- Whoever proposed may only take it back, and nobody else takes it back for him.
  CONSTRAINT reference_proposal_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by))
);
CREATE UNIQUE INDEX reference_proposal_one_is_open ON reference_proposal (kind)
  WHERE outcome IS NULL;
CREATE INDEX reference_proposal_of_kind ON reference_proposal (kind, created_at DESC, id DESC);

CREATE FUNCTION reference_proposal_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a proposal is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reference_proposal_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reference_proposal_keeps_terms BEFORE UPDATE ON reference_proposal
  FOR EACH ROW EXECUTE FUNCTION reference_proposal_keeps_terms();
CREATE TRIGGER reference_proposal_stays BEFORE DELETE ON reference_proposal
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER reference_proposal_is_never_emptied BEFORE TRUNCATE ON reference_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE reference_version (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(40) NOT NULL,
  version integer NOT NULL,
  valid_from date NOT NULL,
  author uuid,
  author_name varchar(120),
  reason varchar(1000) NOT NULL,
  reason_en varchar(1000),
  rules jsonb NOT NULL,
  proposal uuid UNIQUE REFERENCES reference_proposal (id) ON DELETE RESTRICT,
  CONSTRAINT reference_version_is_one UNIQUE (kind, version),
  CONSTRAINT reference_version_counts_from_one CHECK (version >= 1),
  CONSTRAINT reference_version_is_rows CHECK (jsonb_typeof(rules) = 'array' AND rules <> '[]'),
  -- What came with the product has neither.
  CONSTRAINT reference_version_has_author_and_proposal
    CHECK (num_nonnulls(author, author_name, proposal) IN (0, 3)),
  -- Days that have begun keep what was in force.
  CONSTRAINT reference_version_is_ahead CHECK (
    proposal IS NULL OR valid_from >= (created_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE TRIGGER reference_version_stays BEFORE UPDATE OR DELETE ON reference_version
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER reference_version_is_never_emptied BEFORE TRUNCATE ON reference_version
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- The rates as they were announced so far: each announcement a version with both rates.
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), 'lpr', row_number() OVER (ORDER BY d.on_day), d.on_day,
  '全国银行间同业拆借中心公告（据回忆录入，待核对）',
  'Announcement of the National Interbank Funding Center (recalled, to be confirmed)',
  (SELECT jsonb_agg(jsonb_build_object('name', n.name, 'rate_bp', r.rate_bp) ORDER BY n.name)
   FROM (VALUES ('lpr_1y'), ('lpr_5y')) AS n (name)
   CROSS JOIN LATERAL (
     SELECT rate_bp FROM lending_reference_rate
     WHERE name = n.name AND effective_on <= d.on_day ORDER BY effective_on DESC LIMIT 1) r)
FROM (SELECT DISTINCT effective_on AS on_day FROM lending_reference_rate) d;
DROP TABLE lending_reference_rate;

-- From here on every version is what one proposed and another accepted.
CREATE FUNCTION reference_check_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM reference_proposal p WHERE p.id = NEW.proposal AND p.outcome = 'accepted'
    AND p.kind = NEW.kind AND p.proposed_by = NEW.author
    AND (p.valid_from, p.reason, p.rules) = (NEW.valid_from, NEW.reason, NEW.rules);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a version is what one proposed and another accepted'
      USING ERRCODE = 'restrict_violation',
            CONSTRAINT = 'reference_version_was_accepted_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reference_version_was_accepted_by_another BEFORE INSERT ON reference_version
  FOR EACH ROW EXECUTE FUNCTION reference_check_version();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""What a district states towards targets that no register counts, and the cultivation library."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T23:20:00:000130"
VERSION = "1.38.0"
DESCRIPTION = "targets: statements, the cultivation library"

# What both hold of who recorded, who checked, and who took it back; each of these once.
_PERSONS = """
  source varchar(300) NOT NULL,
  document uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  recorder uuid NOT NULL,
  recorder_name varchar(120) NOT NULL,
  recorder_organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  recorded_at timestamptz NOT NULL,
  outcome varchar(12),
  looked_in varchar(200),
  looked_on date,
  reason varchar(1000),
  checker uuid,
  checker_name varchar(120),
  checked_at timestamptz,
  withdrawer uuid,
  withdrawer_name varchar(120),
  withdrawn_at timestamptz,
  withdrawn_reason varchar(1000),
  CONSTRAINT {table}_names_its_source CHECK (source <> ''),
  CONSTRAINT {table}_outcome_is_known CHECK (outcome IN ('confirmed', 'mismatch')),
  CONSTRAINT {table}_check_is_whole CHECK (
    num_nulls(outcome, looked_in, looked_on, checker, checker_name, checked_at) IN (0, 6)),
  CONSTRAINT {table}_is_checked_by_another CHECK (checker <> recorder),
  CONSTRAINT {table}_is_checked_after CHECK (checked_at >= recorded_at),
  CONSTRAINT {table}_mismatch_says_why CHECK (outcome <> 'mismatch' OR coalesce(reason, '') <> ''),
  CONSTRAINT {table}_withdrawal_is_whole CHECK (
    num_nulls(withdrawer, withdrawer_name, withdrawn_at, withdrawn_reason) IN (0, 4)),
  CONSTRAINT {table}_only_what_counts_is_withdrawn CHECK (
    withdrawn_at IS NULL
    OR (outcome = 'confirmed' AND withdrawn_at >= checked_at AND withdrawn_reason <> ''))
"""

_GROWS = """
CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION targets_refuse_change();
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""

SQL = (
    """
-- Said once and checked once: what was recorded stays, and so does what a check found.
CREATE FUNCTION targets_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checking text[] := ARRAY['outcome', 'looked_in', 'looked_on', 'reason', 'checker',
    'checker_name', 'checked_at'];
  withdrawing text[] := ARRAY['withdrawer', 'withdrawer_name', 'withdrawn_at', 'withdrawn_reason'];
  open text[] := '{}';
BEGIN
  IF OLD.outcome IS NULL THEN open := open || checking; END IF;
  IF OLD.withdrawn_at IS NULL THEN open := open || withdrawing; END IF;
  IF to_jsonb(OLD) - open IS DISTINCT FROM to_jsonb(NEW) - open THEN
    RAISE EXCEPTION '% only ever grows: change refused', TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_only_ever_grows';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE registry_target ADD CONSTRAINT registry_target_has_one_unit UNIQUE (id, unit);

CREATE TABLE targets_statement (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  target uuid NOT NULL,
  unit varchar(20) NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  pieces bigint NOT NULL,
  residents bigint,
  FOREIGN KEY (target, unit) REFERENCES registry_target (id, unit) ON DELETE RESTRICT,
  CONSTRAINT targets_statement_pieces_are_some CHECK (pieces >= 0),
  CONSTRAINT targets_statement_ends_after_it_begins CHECK (from_on <= to_on),
  CONSTRAINT targets_statement_of_a_stock_has_a_day_and_residents CHECK (
    unit <> 'per_10000' OR (from_on = to_on AND residents > 0 AND residents IS NOT NULL)),
  CONSTRAINT targets_statement_of_a_flow_has_no_residents CHECK (
    unit <> 'patents' OR residents IS NULL),
  CONSTRAINT targets_statement_is_of_what_nobody_counts CHECK (unit IN ('per_10000', 'patents')),
  -- Nothing is stated twice for the same days while it stands.
  CONSTRAINT targets_statement_days_are_stated_once EXCLUDE USING gist (
    int8range(hashtextextended(target::text, 0), hashtextextended(target::text, 0), '[]') WITH &&,
    daterange(from_on, to_on, '[]') WITH &&
  ) WHERE (outcome IS DISTINCT FROM 'mismatch' AND withdrawn_at IS NULL),
"""
    + _PERSONS.format(table="targets_statement")
    + """);
CREATE INDEX targets_statement_of_a_target ON targets_statement (target, to_on, seq);
"""
    + _GROWS.format(table="targets_statement")
    + """
CREATE TABLE targets_library_tier (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(20) NOT NULL UNIQUE,
  name varchar(60) NOT NULL,
  name_en varchar(60) NOT NULL,
  position smallint NOT NULL UNIQUE,
  from_on date NOT NULL,
  source varchar(300) NOT NULL,
  source_en varchar(300) NOT NULL
);
CREATE TRIGGER targets_library_tier_stays BEFORE UPDATE OR DELETE ON targets_library_tier
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
INSERT INTO targets_library_tier
  (id, code, name, name_en, position, from_on, source, source_en) VALUES
 ('13000000-0000-4000-8000-000000000001', 'tier1', '一级', 'Tier 1', 1, '2022-01-01',
  '平台暂定：规划写明“分级”，未列级名', 'Ours for now: the plan says "tiered" and names no tiers'),
 ('13000000-0000-4000-8000-000000000002', 'tier2', '二级', 'Tier 2', 2, '2022-01-01',
  '平台暂定：规划写明“分级”，未列级名', 'Ours for now: the plan says "tiered" and names no tiers'),
 ('13000000-0000-4000-8000-000000000003', 'tier3', '三级', 'Tier 3', 3, '2022-01-01',
  '平台暂定：规划写明“分级”，未列级名', 'Ours for now: the plan says "tiered" and names no tiers');

CREATE TABLE targets_library_event (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  credit_code varchar(18) NOT NULL,
  firm_name varchar(200) NOT NULL,
  kind varchar(12) NOT NULL,
  tier uuid REFERENCES targets_library_tier (id) ON DELETE RESTRICT,
  effective_on date NOT NULL,
  stock_code varchar(12),
  CONSTRAINT targets_library_event_kind_is_known CHECK (kind IN ('entry', 'tier', 'exit', 'listing')),
  CONSTRAINT targets_library_event_code_is_one CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  CONSTRAINT targets_library_event_names_the_firm CHECK (firm_name <> ''),
  CONSTRAINT targets_library_event_tier_where_it_is_in CHECK ((kind IN ('entry', 'tier')) = (tier IS NOT NULL)),
  CONSTRAINT targets_library_event_stock_of_what_is_listed CHECK (
    (kind = 'listing') = (stock_code IS NOT NULL)),
"""
    + _PERSONS.format(table="targets_library_event")
    + """);
CREATE INDEX targets_library_event_of_a_firm ON targets_library_event (credit_code, effective_on, seq);
CREATE UNIQUE INDEX targets_library_event_waits_alone ON targets_library_event (credit_code)
  WHERE outcome IS NULL;
"""
    + _GROWS.format(table="targets_library_event")
)


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

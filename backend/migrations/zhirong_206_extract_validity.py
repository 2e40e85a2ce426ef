"""How long register extracts prove something: dated rows; owners that nobody read; notices."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000206"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: validity of register extracts"

SQL = """
CREATE TABLE portfolio_extract_validity (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL,
  from_on date NOT NULL,
  working_days smallint NOT NULL,
  notice_days smallint NOT NULL,
  confirmed boolean NOT NULL,
  source text NOT NULL,
  source_en text NOT NULL,
  CONSTRAINT portfolio_extract_validity_version_is_one UNIQUE (version),
  CONSTRAINT portfolio_extract_validity_day_is_one UNIQUE (from_on),
  CONSTRAINT portfolio_extract_validity_counts_from_one CHECK (version >= 1),
  CONSTRAINT portfolio_extract_validity_lasts_some_days CHECK (working_days BETWEEN 1 AND 250),
  CONSTRAINT portfolio_extract_validity_tells_in_its_time
    CHECK (notice_days BETWEEN 1 AND working_days),
  CONSTRAINT portfolio_extract_validity_names_its_source CHECK (source <> '' AND source_en <> '')
);
CREATE TRIGGER portfolio_extract_validity_stays BEFORE UPDATE OR DELETE
  ON portfolio_extract_validity FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER portfolio_extract_validity_is_never_emptied BEFORE TRUNCATE
  ON portfolio_extract_validity FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
INSERT INTO portfolio_extract_validity
  (id, version, from_on, working_days, notice_days, confirmed, source, source_en) VALUES
 ('20600000-0000-4000-8000-000000000001', 1, '2021-11-15', 15, 5, false,
  '中国银行江苏省分行专利权质押贷款：登记簿副本须为 15 个工作日以内（未见全国性规定）；提前 5 个工作日提醒为平台设定；均未确认',
  'Bank of China Jiangsu, patent pledge loans: extracts at most 15 working days old (no national rule found); notice of 5 working days is our setting; neither confirmed');

-- What an extract of a day is worth by the row of that day; before the first, by the first.
CREATE FUNCTION portfolio_extract_days(as_of date) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT v.working_days FROM portfolio_extract_validity v
  ORDER BY v.from_on > as_of, abs(v.from_on - as_of) LIMIT 1
$$;
CREATE FUNCTION portfolio_extract_notice(as_of date) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT v.notice_days FROM portfolio_extract_validity v
  ORDER BY v.from_on > as_of, abs(v.from_on - as_of) LIMIT 1
$$;

-- Null: the officer did not read who owns the right. `noticed_on`: when its lapse was announced.
ALTER TABLE portfolio_extract_reading
  ALTER COLUMN names_holder DROP NOT NULL,
  ADD COLUMN noticed_on date;
ALTER TABLE portfolio_extract_reading
  ADD CONSTRAINT portfolio_extract_reading_notice_comes_before_the_lapse
    CHECK (noticed_on < lapsed_on);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Counts by the day on which they became known: what a dashboard adds up for any day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000266"
VERSION = "1.38.0"
DESCRIPTION = "registry: counts by day"

SQL = """
CREATE TABLE registry_counted_day (
  plan uuid NOT NULL REFERENCES registry_plan (id) ON DELETE RESTRICT,
  part varchar(8) NOT NULL,
  key varchar(200) NOT NULL,
  day date NOT NULL,
  amount_fen bigint NOT NULL,
  deals integer NOT NULL,
  firms integer NOT NULL,
  PRIMARY KEY (plan, part, key, day),
  CONSTRAINT registry_counted_day_part_is_known
    CHECK (part IN ('month', 'bank', 'industry', 'street', 'whole'))
);
CREATE INDEX registry_count_entry_of_a_firm
  ON registry_count_entry (plan, (coalesce(pledgor_code, pledgor_name)));
-- What was not confirmed is little beside what was.
CREATE INDEX registry_verification_that_does_not_confirm ON registry_verification (pledge, version)
  INCLUDE (verified_at) WHERE checker = 'district' AND outcome <> 'confirmed';

-- What the entries of these firms (of all, if none are named) change on each day, by part and key:
-- amounts; deals that begin or end; firms that come into a key with their first deal of it and
-- leave with their last. A pledge that counts on balance is a deal in the cells of its latest
-- entry of the cause `registration`, or of its latest entry if there is none.
CREATE FUNCTION registry_counted_by_day(of_plan uuid, of_firms text[], without bigint[])
RETURNS TABLE (part text, key text, day date, amount_fen bigint, deals bigint, firms bigint)
LANGUAGE sql STABLE AS $$
WITH entry AS MATERIALIZED (
  SELECT seq, id, pledge, recorded_at, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
    cause = 'registration' AS registers, e.amount_fen, to_char(effective_on, 'YYYY-MM') AS month,
    coalesce(nullif(bank, ''), 'unknown') AS bank, industry,
    coalesce(nullif(street, ''), 'unknown') AS street, coalesce(pledgor_code, pledgor_name) AS firm
  FROM (
    SELECT * FROM registry_count_entry WHERE plan = of_plan AND of_firms IS NULL
    UNION ALL
    SELECT * FROM registry_count_entry WHERE plan = of_plan AND of_firms IS NOT NULL
      AND pledge IN (SELECT pledge FROM registry_count_entry
        WHERE plan = of_plan AND coalesce(pledgor_code, pledgor_name) = ANY (of_firms))
  ) e WHERE seq <> ALL (without)
), ranked AS (
  SELECT *, sum(e.amount_fen) OVER so_far AS net, count(*) FILTER (WHERE registers) OVER so_far AS nth
  FROM entry e WINDOW so_far AS (PARTITION BY pledge ORDER BY recorded_at, id)
), placed AS (
  SELECT pledge, day, net, recorded_at, id, CASE WHEN nth = 0 THEN seq
    ELSE first_value(seq) OVER (PARTITION BY pledge, nth ORDER BY recorded_at, id) END AS latest
  FROM ranked
), stood AS (
  SELECT DISTINCT ON (pledge, day) pledge, day, net, latest
  FROM placed ORDER BY pledge, day, recorded_at DESC, id DESC
), lasting AS (
  SELECT net, latest, day, lead(day) OVER (PARTITION BY pledge ORDER BY day) AS until FROM stood
), move AS (
  SELECT p.part, p.key, e.firm, m.day, sum(m.by) AS by
  FROM lasting l JOIN entry e ON e.seq = l.latest,
    LATERAL (VALUES (l.day, 1), (l.until, -1)) AS m (day, by),
    LATERAL (VALUES ('month', e.month), ('bank', e.bank), ('industry', e.industry),
      ('street', e.street), ('whole', '')) AS p (part, key)
  WHERE l.net > 0 AND m.day IS NOT NULL AND (of_firms IS NULL OR e.firm = ANY (of_firms))
  GROUP BY p.part, p.key, e.firm, m.day
), running AS (
  SELECT m.*, sum(m.by) OVER (PARTITION BY m.part, m.key, m.firm ORDER BY m.day) AS standing
  FROM move m
), change AS (
  SELECT r.part, r.key, r.day, 0 AS amount_fen, r.by AS deals,
    (r.standing > 0)::int - (r.standing - r.by > 0)::int AS firms
  FROM running r
  UNION ALL
  SELECT p.part, p.key, e.day, e.amount_fen, 0, 0
  FROM entry e, LATERAL (VALUES ('month', e.month), ('bank', e.bank), ('industry', e.industry),
    ('street', e.street), ('whole', '')) AS p (part, key)
  WHERE of_firms IS NULL OR e.firm = ANY (of_firms)
)
SELECT c.part, c.key, c.day, sum(c.amount_fen)::bigint, sum(c.deals)::bigint, sum(c.firms)::bigint
FROM change c GROUP BY c.part, c.key, c.day
$$;

INSERT INTO registry_counted_day (plan, part, key, day, amount_fen, deals, firms)
SELECT p.id, c.*
FROM registry_plan p, registry_counted_by_day(p.id, NULL, '{}') c;

-- One writer of a plan's counts at a time: the next one sees the firms of the one before.
CREATE FUNCTION registry_count_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  added record;
BEGIN
  PERFORM FROM registry_plan WHERE id IN (SELECT plan FROM fresh)
    ORDER BY from_on DESC, code FOR NO KEY UPDATE;
  FOR added IN SELECT plan, array_agg(seq) AS entries, array_agg(DISTINCT pledge) AS pledges
    FROM fresh GROUP BY plan
  LOOP
    INSERT INTO registry_counted_day AS d (plan, part, key, day, amount_fen, deals, firms)
    WITH firm AS (
      SELECT array_agg(DISTINCT coalesce(pledgor_code, pledgor_name)) AS names
      FROM registry_count_entry WHERE plan = added.plan AND pledge = ANY (added.pledges)
    )
    SELECT added.plan, c.part, c.key, c.day, sum(w.sign * c.amount_fen), sum(w.sign * c.deals),
      sum(w.sign * c.firms)
    FROM firm f, LATERAL (VALUES (1, '{}'::bigint[]), (-1, added.entries)) AS w (sign, without),
      LATERAL registry_counted_by_day(added.plan, f.names, w.without) c
    GROUP BY c.part, c.key, c.day
    HAVING sum(w.sign) > 0 OR sum(w.sign * c.amount_fen) <> 0 OR sum(w.sign * c.deals) <> 0
      OR sum(w.sign * c.firms) <> 0
    ON CONFLICT (plan, part, key, day) DO UPDATE SET amount_fen = d.amount_fen + excluded.amount_fen,
      deals = d.deals + excluded.deals, firms = d.firms + excluded.firms;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER registry_count_entry_is_counted_by_day AFTER INSERT ON registry_count_entry
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION registry_count_days();

CREATE FUNCTION registry_refuse_other_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'Counts by day come of their entries alone'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'registry_counted_day_comes_of_entries';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER registry_counted_day_comes_of_entries
  BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON registry_counted_day
  FOR EACH STATEMENT EXECUTE FUNCTION registry_refuse_other_count();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

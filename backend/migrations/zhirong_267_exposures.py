"""How each committed case of a lender stood, from moment to moment: what its book is read from."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000267"
VERSION = "1.38.0"
DESCRIPTION = "lending: exposures"

SQL = """
CREATE TABLE lending_exposure (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  since timestamptz NOT NULL,
  until timestamptz,
  number varchar(20) NOT NULL,
  state varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  industry varchar(40),
  division varchar(12),
  right_kinds varchar[] NOT NULL,
  product uuid NOT NULL REFERENCES lending_product (id) ON DELETE RESTRICT,
  product_name varchar(200) NOT NULL,
  granted_fen bigint NOT NULL,
  drawn_fen bigint,
  drawn_on date,
  matures_on date,
  watched boolean NOT NULL,
  limit_bp integer,
  CONSTRAINT lending_exposure_is_committed CHECK (state IN ('accepted', 'drawable', 'drawn')),
  CONSTRAINT lending_exposure_drawn_is_whole CHECK (
    num_nonnulls(drawn_fen, drawn_on) IN (0, 2) AND (drawn_fen IS NULL OR state = 'drawn'))
);
CREATE UNIQUE INDEX lending_exposure_stands_once ON lending_exposure (application)
  WHERE until IS NULL;
CREATE INDEX lending_exposure_of_a_lender ON lending_exposure (lender, since);
CREATE INDEX kernel_event_of_value_alerts ON kernel_event (subject_id)
  WHERE name IN ('monitoring.value_alert_raised', 'monitoring.value_alert_settled');

-- After an event of a case: as it stood it stands no more; committed, it stands as the event says.
CREATE FUNCTION lending_stand(e kernel_event) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lending_exposure SET until = e.occurred_at
    WHERE application = e.subject_id AND until IS NULL;
  INSERT INTO lending_exposure (application, lender, since, number, state, firm, industry, division,
    right_kinds, product, product_name, granted_fen, drawn_fen, drawn_on, matures_on, watched,
    limit_bp)
  SELECT a.id, a.lender, e.occurred_at, a.number, e.after->>'state', a.applicant,
    a.snapshot->'firm'->>'sector', a.snapshot->'firm'->>'division', k.kinds, a.product,
    a.snapshot->'product'->>'name', o.granted_fen, d.drawn_fen, d.drawn_on,
    (d.drawn_on + make_interval(months => t.term_months))::date,
    d.drawn_fen IS NOT NULL AND a.snapshot->'valuation'->>'id' IS NOT NULL, (
      SELECT min(r.value::int) FROM jsonb_each_text(CASE jsonb_typeof(v.ratio_bp_by_kind)
        WHEN 'object' THEN v.ratio_bp_by_kind END) r WHERE r.key = ANY (k.kinds))
  FROM lending_application a
  JOIN lending_product_version v ON v.id = a.product_version
  CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT r->>'kind' ORDER BY r->>'kind'), '{}') AS kinds
    FROM jsonb_array_elements(a.snapshot->'rights') r) k
  JOIN LATERAL (SELECT (x.payload->>'amount_fen')::bigint AS granted_fen FROM kernel_event x
    WHERE x.subject = e.subject AND x.subject_id = a.id AND x.name = 'lending.offer_accepted'
      AND x.seq <= e.seq ORDER BY x.seq DESC LIMIT 1) o ON true
  LEFT JOIN LATERAL (SELECT (x.payload->>'amount_fen')::bigint AS drawn_fen,
    (x.payload->>'drawn_on')::date AS drawn_on FROM kernel_event x
    WHERE x.subject = e.subject AND x.subject_id = a.id AND x.name = 'lending.loan_drawn'
      AND x.seq <= e.seq AND e.after->>'state' = 'drawn' ORDER BY x.seq DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT f.term_months FROM lending_offer f
    WHERE f.application = a.id AND f.made_at <= e.occurred_at ORDER BY f.n DESC LIMIT 1) t ON true
  WHERE a.id = e.subject_id AND e.after->>'state' IN ('accepted', 'drawable', 'drawn');
END $$;

DO $$
DECLARE
  e kernel_event;
BEGIN
  FOR e IN SELECT * FROM kernel_event WHERE subject = 'loan_application'
    AND name LIKE 'lending.%' AND after ? 'state' ORDER BY seq
  LOOP
    PERFORM lending_stand(e);
  END LOOP;
END $$;

CREATE FUNCTION lending_follow_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lending_stand(NEW);
  RETURN NULL;
END $$;
CREATE TRIGGER lending_exposure_follows_its_events AFTER INSERT ON kernel_event FOR EACH ROW
  WHEN (NEW.subject = 'loan_application' AND NEW.name LIKE 'lending.%' AND NEW.after ? 'state')
  EXECUTE FUNCTION lending_follow_event();

CREATE FUNCTION lending_refuse_other_exposure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'Exposures come of the events of their cases alone'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_exposure_comes_of_events';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lending_exposure_comes_of_events
  BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON lending_exposure
  FOR EACH STATEMENT EXECUTE FUNCTION lending_refuse_other_exposure();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

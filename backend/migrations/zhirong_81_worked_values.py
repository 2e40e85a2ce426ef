"""A value that was worked out keeps its inputs, their hash, the result and the score."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:08:00:000081"
VERSION = "1.38.0"
DESCRIPTION = "valuation: worked values"

SQL = """
ALTER TABLE valuation_valuation
  ADD COLUMN engine smallint,
  ADD COLUMN inputs jsonb,
  ADD COLUMN inputs_sha256 varchar(64),
  ADD COLUMN result jsonb,
  ADD COLUMN scores jsonb;
ALTER TABLE valuation_valuation ADD CONSTRAINT valuation_worked_is_whole CHECK (
  num_nulls(engine, inputs, inputs_sha256, result, scores) IN (0, 5));
ALTER TABLE valuation_valuation ADD CONSTRAINT valuation_worked_is_no_appraisal CHECK (
  engine IS NULL OR NOT appraised);
ALTER TABLE valuation_valuation DROP CONSTRAINT valuation_method_is_known;
ALTER TABLE valuation_valuation ADD CONSTRAINT valuation_method_is_known CHECK (
  method IN ('income', 'market', 'cost', 'internal', 'negotiated')
  OR (method = 'combined' AND engine IS NOT NULL));

CREATE FUNCTION valuation_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A valuation that was stated is not rewritten'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'valuation_stated_stays';
END $$;
CREATE TRIGGER valuation_stated_stays BEFORE UPDATE ON valuation_valuation FOR EACH ROW
  WHEN ((NEW.firm, NEW.method, NEW.appraised, NEW.base_date, NEW.valuer, NEW.low_fen,
         NEW.central_fen, NEW.high_fen, NEW.per_right, NEW.report, NEW.engine, NEW.inputs,
         NEW.inputs_sha256, NEW.result, NEW.scores)
        IS DISTINCT FROM
        (OLD.firm, OLD.method, OLD.appraised, OLD.base_date, OLD.valuer, OLD.low_fen,
         OLD.central_fen, OLD.high_fen, OLD.per_right, OLD.report, OLD.engine, OLD.inputs,
         OLD.inputs_sha256, OLD.result, OLD.scores))
  EXECUTE FUNCTION valuation_refuse_rewriting();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

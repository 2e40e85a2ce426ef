"""A grant may ask for a guarantee in force before money is drawn; the database holds it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000098"
VERSION = "1.38.0"
DESCRIPTION = "lending: a guarantee in force as a condition precedent of the drawdown"

SQL = """
ALTER TABLE lending_opinion ADD COLUMN guarantee_required boolean NOT NULL DEFAULT false;
ALTER TABLE lending_opinion ADD CONSTRAINT lending_opinion_only_a_grant_asks_for_a_guarantee
  CHECK (NOT guarantee_required OR kind = 'grant');
ALTER TABLE lending_offer ADD COLUMN guarantee_required boolean NOT NULL DEFAULT false;

-- What policies tell lending of the guarantees of its loans, in force or not.
CREATE VIEW lending_guarantee AS
SELECT p.id, p.created_at, p.loan_application AS application, p.number, p.insurer, p.bank, p.state,
  p.inception_on, p.expires_on, p.pay_by, p.issued_at,
  coalesce((o.risk #>> '{parts,0,principal_fen}')::bigint, 0) AS principal_fen,
  coalesce((o.risk #>> '{parts,0,share_ppm}')::integer, 0) AS share_ppm
FROM policies_policy p
JOIN underwriting_quote_option o ON o.quote = p.quote AND o.n = p.option
WHERE p.line = 'loan_guarantee' AND p.loan_application IS NOT NULL;

CREATE FUNCTION lending_check_guarantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM lending_offer o WHERE o.application = NEW.id AND o.state = 'accepted'
      AND o.guarantee_required)
    AND NOT EXISTS (SELECT FROM lending_guarantee g WHERE g.application = NEW.id
      AND g.state = 'issued' AND g.bank = NEW.lender
      AND g.inception_on <= NEW.drawn_on AND NEW.drawn_on < g.expires_on) THEN
    RAISE EXCEPTION 'no drawdown before the guarantee that the offer asks for is in force'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_application_drawn_is_guaranteed BEFORE UPDATE OF state
  ON lending_application FOR EACH ROW WHEN (NEW.state = 'drawn' AND OLD.state <> 'drawn')
  EXECUTE FUNCTION lending_check_guarantee();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

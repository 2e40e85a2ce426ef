"""What the portfolio may know of pledges, requests and applications: two views, no copies."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T15:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "right_uses"

SQL = """
CREATE INDEX portfolio_right_joined ON portfolio_right (merged_into)
    WHERE merged_into IS NOT NULL;

-- Rights in a live pledge, under the id that counts since they were joined with another.
CREATE VIEW portfolio_pledged_right AS
SELECT p.patent AS right_id FROM registry_pledged_right p WHERE p.live
UNION ALL
SELECT r.merged_into FROM portfolio_right r
  JOIN registry_pledged_right p ON p.patent = r.id AND p.live
 WHERE r.merged_into IS NOT NULL;

-- What of a firm rests on a right and has not ended.
CREATE VIEW portfolio_right_use AS
SELECT q.firm, coalesce(r.merged_into, r.id) AS right_id, 'request' AS kind, q.number
  FROM listing_financing_request q
  JOIN listing_requested_right s ON s.request = q.id
  JOIN portfolio_right r ON r.id = s.right_id
 WHERE q.state <> 'withdrawn'
UNION ALL
SELECT a.applicant, coalesce(r.merged_into, r.id), 'application', a.number
  FROM lending_application a
  JOIN lending_application_right s ON s.application = a.id
  JOIN portfolio_right r ON r.id = s.patent
 WHERE a.state NOT IN ('refused', 'closed', 'declined', 'retracted', 'expired', 'withdrawn',
                       'committed_elsewhere')
UNION ALL
SELECT p.pledgor, coalesce(r.merged_into, r.id), 'pledge', p.number
  FROM registry_pledge p
  JOIN registry_pledged_right s ON s.pledge = p.id
  JOIN portfolio_right r ON r.id = s.patent
 WHERE p.state NOT IN ('refused', 'withdrawn', 'cancelled', 'revoked');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""The licence of every approved case stands in its firm's vault, unless one stands there."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "licences in vaults"

SQL = """
INSERT INTO documents_placeholder (id, created_at, organisation, kind, year, subject, opened_by)
SELECT gen_random_uuid(), c.decided_at, c.organisation, 'licence', NULL, '', c.submitted_by
FROM kyb_case c JOIN documents_file f ON f.id = c.licence AND f.withdrawn_at IS NULL
WHERE c.state = 'approved' AND f.organisation = c.organisation AND f.kind = 'licence'
ON CONFLICT ON CONSTRAINT documents_placeholder_stands_once DO NOTHING;

INSERT INTO documents_version
  (id, placeholder, n, file, dated_on, note, placed_at, placed_by, placed_by_name)
SELECT gen_random_uuid(), p.id, 1, f.id, (c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date, '',
  c.decided_at, c.submitted_by, coalesce(m.name, '')
FROM kyb_case c JOIN documents_file f ON f.id = c.licence AND f.withdrawn_at IS NULL
JOIN documents_placeholder p ON p.organisation = c.organisation AND p.kind = 'licence'
  AND p.year IS NULL AND p.subject = ''
LEFT JOIN identity_member m ON m.id = c.submitted_by
WHERE c.state = 'approved' AND f.organisation = c.organisation AND f.kind = 'licence'
  AND NOT EXISTS (SELECT FROM documents_version v WHERE v.placeholder = p.id);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

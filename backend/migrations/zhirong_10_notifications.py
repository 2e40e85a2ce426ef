"""The inbox."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T10:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "notifications"

SQL = """
CREATE TABLE notifications_notification (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  event uuid NOT NULL REFERENCES kernel_event (id) ON DELETE RESTRICT,
  name varchar(80) NOT NULL,
  subject varchar(40) NOT NULL,
  subject_id uuid NOT NULL,
  sender varchar(200) NOT NULL,
  facts jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT notifications_notification_tells_each_once UNIQUE (member, event)
);
CREATE INDEX notifications_notification_newest_first
  ON notifications_notification (member, occurred_at DESC, id DESC);
CREATE INDEX notifications_notification_unread
  ON notifications_notification (member) WHERE read_at IS NULL;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

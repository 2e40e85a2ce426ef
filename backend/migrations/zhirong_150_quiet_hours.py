"""How each person wants to be told: at once, once a day, not at all; quiet hours."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000150"
VERSION = "1.38.0"
DESCRIPTION = "notifications: digest and quiet hours"

SQL = """
ALTER TABLE notifications_notification ADD COLUMN arrives_at timestamptz;
UPDATE notifications_notification SET arrives_at = occurred_at;
ALTER TABLE notifications_notification
  ALTER COLUMN arrives_at SET NOT NULL,
  ADD COLUMN in_digest boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT notifications_notification_arrives_after_it_happened
    CHECK (arrives_at >= occurred_at);
DROP INDEX notifications_notification_newest_first;
CREATE INDEX notifications_notification_newest_first
  ON notifications_notification (member, arrives_at DESC, id DESC);
DROP INDEX notifications_notification_unread;
CREATE INDEX notifications_notification_unread
  ON notifications_notification (member, arrives_at) WHERE read_at IS NULL;

CREATE TABLE notifications_setting (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  quiet_from time,
  quiet_until time,
  digest_at time NOT NULL,
  daily varchar(20)[] NOT NULL,
  "off" varchar(20)[] NOT NULL,
  CONSTRAINT notifications_setting_of_one_member UNIQUE (member),
  CONSTRAINT notifications_setting_quiet_is_whole
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from IS DISTINCT FROM quiet_until
      OR quiet_from IS NULL AND quiet_until IS NULL),
  CONSTRAINT notifications_setting_has_one_mode_each CHECK (NOT daily && "off"),
  CONSTRAINT notifications_setting_deadlines_and_security_are_at_once
    CHECK (NOT (daily || "off") && ARRAY['deadline', 'security']::varchar[])
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Which payer was reminded of which charge: each time once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T13:00:00:000086"
VERSION = "1.38.0"
DESCRIPTION = "reminders"

SQL = """
CREATE TABLE payments_reminder (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  charge uuid NOT NULL REFERENCES payments_charge (id) ON DELETE RESTRICT,
  kind varchar(10) NOT NULL,
  CONSTRAINT payments_reminder_is_given_once UNIQUE (charge, kind),
  CONSTRAINT payments_reminder_kind_is_known CHECK (kind IN ('soon', 'overdue'))
);
CREATE TRIGGER payments_reminder_only_ever_grows BEFORE UPDATE OR DELETE ON payments_reminder
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_reminder_is_never_emptied BEFORE TRUNCATE ON payments_reminder
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

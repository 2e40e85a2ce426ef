"""A version that is published for a later day may be called back before it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000231"
VERSION = "1.38.0"
DESCRIPTION = "lending: a version called back before its day"

SQL = """
ALTER TABLE lending_product_version
  ADD COLUMN recalled_at timestamptz,
  ADD COLUMN recalled_by uuid,
  ADD COLUMN recalled_by_name varchar(120),
  ADD COLUMN recall_reason varchar(500),
  ADD CONSTRAINT product_version_recalled_names_who_and_why CHECK (
    num_nulls(recalled_at, recalled_by, recalled_by_name, recall_reason) IN (0, 4)),
  ADD CONSTRAINT product_version_is_recalled_before_its_day CHECK (recalled_at IS NULL
    OR (effective_on IS NOT NULL
      AND (recalled_at AT TIME ZONE 'Asia/Shanghai')::date < effective_on));

-- A published version never changes but for this: that it was called back, once.
CREATE OR REPLACE FUNCTION lending_refuse_change_of_published() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  recall CONSTANT text[] := '{recalled_at,recalled_by,recalled_by_name,recall_reason}';
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.published_at IS NOT NULL AND (
    OLD.recalled_at IS NOT NULL OR NEW.recalled_at IS NULL
    OR to_jsonb(NEW) - recall <> to_jsonb(OLD) - recall)) THEN
    RAISE EXCEPTION 'a published version of a product never changes'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'product_version_published_never_changes';
  END IF;
  RETURN NEW;
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

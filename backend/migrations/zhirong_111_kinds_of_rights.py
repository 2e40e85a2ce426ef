"""Rights that are no patents: trademarks, software, works and IC layouts, by their own numbers."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000111"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: rights that are no patents"

SQL = """
ALTER TABLE portfolio_right ADD COLUMN registration_no varchar(40);
ALTER TABLE portfolio_right DROP CONSTRAINT portfolio_right_kind_is_known;
ALTER TABLE portfolio_right ADD CONSTRAINT portfolio_right_kind_is_known CHECK (
  kind IN ('invention', 'utility_model', 'design', 'foreign', 'unknown',
           'trademark', 'software', 'work', 'layout'));
ALTER TABLE portfolio_right DROP CONSTRAINT portfolio_right_has_a_number;
ALTER TABLE portfolio_right ADD CONSTRAINT portfolio_right_has_a_number CHECK (
  application_body IS NOT NULL OR publication_no IS NOT NULL OR registration_no IS NOT NULL
  OR merged_into IS NOT NULL);
-- A right of another register has its number there, and none of a patent's.
ALTER TABLE portfolio_right ADD CONSTRAINT portfolio_right_register_is_its_own CHECK (
  (registration_no IS NOT NULL) = (kind IN ('trademark', 'software', 'work', 'layout'))
  AND (registration_no IS NULL OR (application_body IS NULL AND publication_no IS NULL
                                   AND ipc_main IS NULL AND merged_into IS NULL)));
ALTER TABLE portfolio_right ADD CONSTRAINT portfolio_right_registration_has_its_form CHECK (
  CASE kind WHEN 'trademark' THEN registration_no ~ '^G?[0-9]{5,8}[A-Z]?$'
            WHEN 'software' THEN registration_no ~ '^[0-9]{4}SR[0-9]{6,8}$'
            WHEN 'work' THEN registration_no ~ '^.作登字-[0-9]{4}-[A-Z]-[0-9]{6,8}$'
            WHEN 'layout' THEN registration_no ~ '^BS[.][0-9]{9}$'
            ELSE true END);
CREATE UNIQUE INDEX portfolio_right_registration_is_one_row
  ON portfolio_right (kind, registration_no) WHERE registration_no IS NOT NULL;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""The last day of register extracts whose lapse was announced, as a task's day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000258"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: last days of announced extracts"

SQL = """
ALTER TABLE portfolio_extract_reading ADD COLUMN proves_until date;
"""
CHECK = """
ALTER TABLE portfolio_extract_reading
  ADD CONSTRAINT portfolio_extract_reading_announced_has_its_last_day
    CHECK (state <> 'valid' OR (noticed_on IS NULL) = (proves_until IS NULL)),
  ADD CONSTRAINT portfolio_extract_reading_announced_before_its_end
    CHECK (noticed_on <= proves_until);
"""


async def forwards() -> MigrationManager:
    from datetime import timedelta

    from backend.kernel.db import execute, fetch, run_script
    from backend.portfolio.validity import lapses_on

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)
        for row in await fetch(
            "SELECT x.id, f.as_of, portfolio_extract_days(f.as_of) AS days "
            "FROM portfolio_extract_reading x JOIN portfolio_right_fact f ON f.id = x.fact "
            "WHERE x.state = 'valid' AND x.noticed_on IS NOT NULL"
        ):
            last = lapses_on(row["as_of"], row["days"]) - timedelta(days=1)
            await execute(
                "UPDATE portfolio_extract_reading SET proves_until = $2 WHERE id = $1",
                *(row["id"], last),
            )
        await run_script(CHECK)

    manager.add_raw(run)
    return manager

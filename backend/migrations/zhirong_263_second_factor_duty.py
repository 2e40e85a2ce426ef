"""Who must have a second factor: the platform's rule as reference data, an organisation's own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000263"
VERSION = "1.38.0"
DESCRIPTION = "identity: second factors that are obligatory"

SQL = """
ALTER TABLE identity_member ADD COLUMN joined_at timestamptz;

CREATE TABLE identity_second_factor_term (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  role varchar(20) NOT NULL,
  n integer NOT NULL,
  from_on date NOT NULL,
  obliged boolean NOT NULL,
  grace_days integer NOT NULL,
  made_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  CONSTRAINT identity_second_factor_term_is_one UNIQUE (organisation, role, n),
  CONSTRAINT identity_second_factor_term_counts_from_one CHECK (n >= 1),
  CONSTRAINT identity_second_factor_term_grace_is_short CHECK (grace_days BETWEEN 0 AND 90),
  CONSTRAINT identity_second_factor_term_is_not_backdated
    CHECK (from_on >= (created_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE TRIGGER identity_second_factor_term_stays
  BEFORE UPDATE OR DELETE ON identity_second_factor_term
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER identity_second_factor_term_is_never_emptied
  BEFORE TRUNCATE ON identity_second_factor_term
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- Whoever is there already has a fortnight, as everybody who joins; a demonstration obliges nobody.
ALTER TABLE reference_version DISABLE TRIGGER reference_version_was_accepted_by_another;
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
SELECT gen_random_uuid(), 'second_factor', 1, today.is,
  '平台安全要求：复核、核验与平台运营须启用两步验证，自启用本规则起十四日内办妥',
  'The platform''s security rule: second persons, verifiers and the operator have a second '
  'factor, within a fortnight of this rule''s arrival',
  (SELECT jsonb_agg(jsonb_build_object(
     'kind', d.kind, 'role', d.role,
     'from_on', CASE WHEN demonstrates.is THEN NULL ELSE today.is + 14 END,
     'grace_days', 14) ORDER BY d.place)
   FROM (VALUES (1, 'bank', 'checker'), (2, 'insurer', 'tariff_checker'),
     (3, 'appraiser', 'signer'), (4, 'district', 'verifier'), (5, 'operator', 'operator'),
     (6, 'operator', 'admin')) AS d (place, kind, role))
FROM (SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS is) AS today,
  (SELECT EXISTS (SELECT FROM identity_member WHERE email LIKE '%.zhirong.test') AS is)
    AS demonstrates;
ALTER TABLE reference_version ENABLE TRIGGER reference_version_was_accepted_by_another;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

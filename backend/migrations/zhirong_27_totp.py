"""A second factor for people, and by whom and how a signature was confirmed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-25T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "totp"

SQL = """
CREATE TABLE identity_second_factor (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  secret bytea NOT NULL,
  confirmed_at timestamptz,
  last_step bigint,
  CONSTRAINT identity_second_factor_is_one_per_member UNIQUE (member),
  CONSTRAINT identity_second_factor_is_confirmed_by_a_code
    CHECK ((confirmed_at IS NULL) = (last_step IS NULL)),
  CONSTRAINT identity_second_factor_is_wrapped CHECK (octet_length(secret) >= 56)
);
-- A step is used once: it never goes back.
CREATE FUNCTION identity_refuse_used_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A code is used once'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_second_factor_step_rises';
END $$;
CREATE TRIGGER identity_second_factor_step_rises BEFORE UPDATE ON identity_second_factor
  FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL AND
    (NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at OR NEW.last_step < OLD.last_step
      OR NEW.id <> OLD.id OR NEW.member <> OLD.member))
  EXECUTE FUNCTION identity_refuse_used_step();

CREATE TABLE identity_recovery_code (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  code_digest bytea NOT NULL,
  used_at timestamptz,
  CONSTRAINT identity_recovery_code_is_a_digest CHECK (octet_length(code_digest) = 32),
  CONSTRAINT identity_recovery_code_differs UNIQUE (member, code_digest)
);

ALTER TABLE papers_signature
  ADD COLUMN provider varchar(40),
  ADD COLUMN method varchar(200),
  ADD COLUMN reference varchar(200);
ALTER TABLE papers_signature DISABLE TRIGGER papers_signature_stays;
UPDATE papers_signature SET provider = 'platform', method = '登录后再次输入密码', reference = ''
  WHERE member IS NOT NULL;
ALTER TABLE papers_signature ENABLE TRIGGER papers_signature_stays;
ALTER TABLE papers_signature ADD CONSTRAINT papers_signature_says_who_confirmed CHECK (
  (member IS NULL) = (provider IS NULL) AND (member IS NULL) = (method IS NULL)
  AND (member IS NULL) = (reference IS NULL));
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Passkeys, the challenges that they answer, and with what each sign-in was proven."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000201"
VERSION = "1.38.0"
DESCRIPTION = "identity: passkeys"

SQL = """
CREATE TABLE identity_passkey (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  name varchar(60) NOT NULL CONSTRAINT identity_passkey_has_a_name CHECK (btrim(name) <> ''),
  credential_id bytea NOT NULL,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  transports varchar(20)[] NOT NULL,
  synced boolean NOT NULL,
  last_used_at timestamptz,
  suspected_at timestamptz,
  CONSTRAINT identity_passkey_is_of_one_member UNIQUE (credential_id),
  CONSTRAINT identity_passkey_credential_has_its_size
    CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  CONSTRAINT identity_passkey_counts_signatures CHECK (sign_count BETWEEN 0 AND 4294967295)
);
CREATE INDEX identity_passkey_of_member ON identity_passkey (member, created_at, id);
-- A signature is counted once: the counter never goes back, and a suspicion never ends.
CREATE FUNCTION identity_refuse_other_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A passkey is what was registered'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_passkey_stays_what_it_is';
END $$;
CREATE TRIGGER identity_passkey_stays_what_it_is BEFORE UPDATE ON identity_passkey
  FOR EACH ROW WHEN (
    (OLD.id, OLD.created_at, OLD.member, OLD.credential_id, OLD.public_key)
      IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.member, NEW.credential_id, NEW.public_key)
    OR NEW.sign_count < OLD.sign_count
    OR (OLD.suspected_at IS NOT NULL AND NEW.suspected_at IS DISTINCT FROM OLD.suspected_at))
  EXECUTE FUNCTION identity_refuse_other_passkey();

-- Written beside the request, which may hold its member's row: no foreign key waits for that one.
CREATE TABLE identity_passkey_challenge (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  purpose varchar(12) NOT NULL,
  challenge_digest bytea NOT NULL,
  member uuid,
  session_digest bytea,
  address varchar(45) NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT identity_passkey_challenge_differs UNIQUE (challenge_digest),
  CONSTRAINT identity_passkey_challenge_is_a_digest CHECK (octet_length(challenge_digest) = 32),
  CONSTRAINT identity_passkey_challenge_is_bound CHECK (CASE purpose
    WHEN 'registration' THEN member IS NOT NULL AND session_digest IS NOT NULL
    WHEN 'factor' THEN member IS NOT NULL AND session_digest IS NULL
    WHEN 'sign_in' THEN member IS NULL AND session_digest IS NULL
    ELSE false END)
);
CREATE INDEX identity_passkey_challenge_ends ON identity_passkey_challenge (expires_at);
CREATE INDEX identity_passkey_challenge_of_member ON identity_passkey_challenge (member, created_at);
CREATE INDEX identity_passkey_challenge_of_address
  ON identity_passkey_challenge (address) WHERE purpose = 'sign_in';

ALTER TABLE identity_sign_in DROP CONSTRAINT identity_sign_in_outcome_is_known;
ALTER TABLE identity_sign_in ADD CONSTRAINT identity_sign_in_outcome_is_known CHECK (outcome IN
  ('signed_in', 'link_taken', 'wrong_password', 'wrong_code', 'wrong_passkey', 'inactive'));
-- Of sign-ins from before, nobody wrote down what proved them.
ALTER TABLE identity_sign_in ADD COLUMN proof varchar(30);
ALTER TABLE identity_sign_in ADD CONSTRAINT identity_sign_in_proof_is_known CHECK (proof IN
  ('password', 'password_and_code', 'password_and_recovery_code', 'password_and_passkey',
   'passkey'));
ALTER TABLE identity_sign_in ADD CONSTRAINT identity_sign_in_proof_is_of_a_session
  CHECK (proof IS NULL OR outcome = 'signed_in');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

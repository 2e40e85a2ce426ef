"""API keys of organisations, and every attempt to sign in as a member."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000135"
VERSION = "1.38.0"
DESCRIPTION = "identity: API keys, sign-in history"

SQL = """
CREATE TABLE identity_api_key (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  name varchar(60) NOT NULL CONSTRAINT identity_api_key_has_a_name CHECK (name <> ''),
  scopes varchar(30)[] NOT NULL
    CONSTRAINT identity_api_key_has_a_scope CHECK (cardinality(scopes) > 0),
  prefix varchar(12) NOT NULL,
  token_digest bytea NOT NULL CONSTRAINT identity_api_key_is_a_digest CHECK (length(token_digest) = 32),
  created_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  last_address varchar(45),
  revoked_at timestamptz,
  revoked_by uuid REFERENCES identity_member (id) ON DELETE RESTRICT,
  CONSTRAINT identity_api_key_token_is_unique UNIQUE (token_digest),
  CONSTRAINT identity_api_key_prefix_is_unique UNIQUE (prefix),
  CONSTRAINT identity_api_key_ends_within_a_year
    CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
  CONSTRAINT identity_api_key_use_is_whole CHECK ((last_used_at IS NULL) = (last_address IS NULL)),
  CONSTRAINT identity_api_key_revocation_is_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX identity_api_key_of_organisation ON identity_api_key (organisation, created_at DESC, id DESC);
CREATE FUNCTION identity_refuse_wider_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What a key may do stays, and a revoked key stays revoked'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_api_key_stays';
END $$;
CREATE TRIGGER identity_api_key_stays BEFORE UPDATE ON identity_api_key FOR EACH ROW
  WHEN ((OLD.id, OLD.created_at, OLD.organisation, OLD.name, OLD.scopes, OLD.prefix,
         OLD.token_digest, OLD.created_by, OLD.expires_at)
    IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.organisation, NEW.name, NEW.scopes, NEW.prefix,
         NEW.token_digest, NEW.created_by, NEW.expires_at)
    OR (OLD.revoked_at IS NOT NULL
      AND (OLD.revoked_at, OLD.revoked_by) IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_by)))
  EXECUTE FUNCTION identity_refuse_wider_key();
CREATE TRIGGER identity_api_key_is_never_deleted BEFORE DELETE ON identity_api_key
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE identity_sign_in (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  outcome varchar(14) NOT NULL CONSTRAINT identity_sign_in_outcome_is_known
    CHECK (outcome IN ('signed_in', 'link_taken', 'wrong_password', 'wrong_code', 'inactive')),
  address varchar(45) NOT NULL,
  device varchar(300) NOT NULL,
  session uuid REFERENCES identity_session (id) ON DELETE RESTRICT,
  CONSTRAINT identity_sign_in_of_one_session UNIQUE (session),
  CONSTRAINT identity_sign_in_opens_a_session
    CHECK ((session IS NOT NULL) = (outcome IN ('signed_in', 'link_taken')))
);
CREATE INDEX identity_sign_in_of_member ON identity_sign_in (member, created_at DESC, id DESC);
INSERT INTO identity_sign_in (id, created_at, member, outcome, address, device, session)
  SELECT gen_random_uuid(), created_at, member, 'signed_in', address, '', id FROM identity_session;
CREATE TRIGGER identity_sign_in_stays BEFORE UPDATE OR DELETE ON identity_sign_in
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

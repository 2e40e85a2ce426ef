"""Organisations, members, sessions, one-time links."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "identity"

SQL = """
CREATE TABLE identity_organisation (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(10) NOT NULL
    CONSTRAINT identity_organisation_kind_is_known
    CHECK (kind IN ('firm', 'bank', 'district', 'operator')),
  name varchar(200) NOT NULL CONSTRAINT identity_organisation_has_a_name CHECK (name <> ''),
  former_names text[] NOT NULL DEFAULT '{}',
  uscc varchar(18)
    CONSTRAINT identity_organisation_uscc_has_its_form
    CHECK (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  division varchar(6)
    CONSTRAINT identity_organisation_division_is_six_digits CHECK (division ~ '^[0-9]{6}$'),
  street varchar(60),
  address_line varchar(200),
  verified_at timestamptz,
  CONSTRAINT identity_organisation_firm_has_a_code CHECK (kind <> 'firm' OR uscc IS NOT NULL)
);
CREATE UNIQUE INDEX identity_organisation_code_is_unique_among_verified
  ON identity_organisation (uscc) WHERE verified_at IS NOT NULL AND uscc IS NOT NULL;
CREATE INDEX identity_organisation_by_kind ON identity_organisation (kind, name);

CREATE TABLE identity_member (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation ON DELETE RESTRICT,
  email varchar(200) NOT NULL,
  name varchar(120) NOT NULL,
  roles varchar(20)[] NOT NULL
    CONSTRAINT identity_member_has_a_role CHECK (cardinality(roles) > 0),
  password_hash text,
  active boolean NOT NULL DEFAULT true,
  CONSTRAINT identity_member_email_is_unique UNIQUE (email)
);
CREATE INDEX identity_member_of_organisation ON identity_member (organisation);

CREATE TABLE identity_session (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member ON DELETE RESTRICT,
  token_digest bytea NOT NULL,
  seen_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  address varchar(45) NOT NULL,
  CONSTRAINT identity_session_token_is_unique UNIQUE (token_digest)
);
CREATE INDEX identity_session_open_of_member ON identity_session (member) WHERE ended_at IS NULL;

CREATE TABLE identity_one_time_link (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  member uuid NOT NULL REFERENCES identity_member ON DELETE RESTRICT,
  purpose varchar(12) NOT NULL
    CONSTRAINT identity_one_time_link_purpose_is_known CHECK (purpose IN ('invitation', 'reset')),
  token_digest bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  issued_by uuid NOT NULL,
  CONSTRAINT identity_one_time_link_token_is_unique UNIQUE (token_digest)
);

CREATE TABLE identity_sign_in_failure (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  key varchar(260) NOT NULL,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  CONSTRAINT identity_sign_in_failure_is_one_per_key UNIQUE (key)
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

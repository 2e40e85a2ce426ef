"""Files, grants to read them, and the space of each organisation."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "documents"

SQL = """
CREATE TABLE documents_file (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  kind varchar(40) NOT NULL,
  name varchar(200) NOT NULL,
  media_type varchar(100) NOT NULL,
  size bigint NOT NULL,
  sha256 varchar(64) NOT NULL,
  object_key varchar(200) NOT NULL,
  deposited_at timestamptz NOT NULL,
  deposited_by uuid NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  CONSTRAINT documents_file_kind_is_known CHECK (kind IN (
    'licence', 'register_extract', 'fee_receipt', 'certificate', 'valuation_report', 'accounts',
    'contract', 'pledge_contract', 'consent', 'declaration', 'registration_notice',
    'change_notice', 'cancellation_notice', 'refusal_notice', 'application_form',
    'power_of_attorney', 'identity_proof', 'use_evidence', 'other')),
  CONSTRAINT documents_file_holds_something CHECK (size BETWEEN 1 AND 52428800),
  CONSTRAINT documents_file_sha256_is_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT documents_file_has_a_name CHECK (name <> ''),
  CONSTRAINT documents_file_withdrawal_names_who
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX documents_file_same_bytes_stand_once
  ON documents_file (organisation, kind, sha256) WHERE withdrawn_at IS NULL;
CREATE INDEX documents_file_newest_first ON documents_file (organisation, deposited_at DESC, id);

CREATE FUNCTION documents_refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A deposited file keeps its owner and content'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_file_content_stays';
END $$;
CREATE TRIGGER documents_file_content_stays BEFORE UPDATE ON documents_file
  FOR EACH ROW
  WHEN ((OLD.organisation, OLD.kind, OLD.sha256, OLD.size, OLD.object_key, OLD.media_type)
    IS DISTINCT FROM
    (NEW.organisation, NEW.kind, NEW.sha256, NEW.size, NEW.object_key, NEW.media_type))
  EXECUTE FUNCTION documents_refuse_other_content();
CREATE TRIGGER documents_file_is_never_deleted BEFORE DELETE ON documents_file
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_grant (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  purpose uuid NOT NULL,
  granted_at timestamptz NOT NULL,
  granted_by uuid NOT NULL,
  ends_at timestamptz
);
CREATE UNIQUE INDEX documents_grant_open_once_per_purpose
  ON documents_grant (file, organisation, purpose) WHERE ends_at IS NULL;
CREATE INDEX documents_grant_of_purpose ON documents_grant (purpose);

CREATE TABLE documents_quota (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  from_on date NOT NULL,
  limit_bytes bigint NOT NULL,
  CONSTRAINT documents_quota_is_not_negative CHECK (limit_bytes >= 0),
  CONSTRAINT documents_quota_is_one_a_day UNIQUE NULLS NOT DISTINCT (organisation, from_on)
);
-- 2 GiB for everybody, until a later row says otherwise.
INSERT INTO documents_quota (id, organisation, from_on, limit_bytes)
  VALUES ('5b0f6c0e-8d5a-4f0b-9d0e-0c1d2e3f4a5b', NULL, '2020-01-01', 2147483648);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

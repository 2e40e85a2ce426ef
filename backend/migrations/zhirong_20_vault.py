"""Data keys, sealed files up to 2 GiB, resumable uploads."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T20:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "vault"

SQL = """
-- No reference to the organisation: a key is made beside the transaction that may make the owner,
-- and has to outlive its undoing, or what was sealed under it could never be opened.
CREATE TABLE documents_data_key (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL,
  wrapped bytea NOT NULL,
  current boolean NOT NULL,
  CONSTRAINT documents_data_key_is_wrapped CHECK (length(wrapped) = 68)
);
CREATE UNIQUE INDEX documents_data_key_one_seals_now
  ON documents_data_key (organisation) WHERE current;
CREATE TRIGGER documents_data_key_is_never_deleted BEFORE DELETE ON documents_data_key
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

-- What was deposited before is stored as it came, until the nightly run seals it.
ALTER TABLE documents_file ADD COLUMN sealed boolean NOT NULL DEFAULT false;
ALTER TABLE documents_file ALTER COLUMN sealed DROP DEFAULT;
ALTER TABLE documents_file DROP CONSTRAINT documents_file_holds_something;
ALTER TABLE documents_file ADD CONSTRAINT documents_file_holds_something
  CHECK (size BETWEEN 1 AND 2147483648);

CREATE TABLE documents_upload (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  member uuid NOT NULL,
  kind varchar(40) NOT NULL,
  name varchar(200) NOT NULL,
  size bigint NOT NULL,
  state varchar(10) NOT NULL,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  refusal jsonb,
  expires_at timestamptz NOT NULL,
  CONSTRAINT documents_upload_state_is_known CHECK (state IN ('open', 'done', 'refused', 'ended')),
  CONSTRAINT documents_upload_done_made_a_file CHECK ((state = 'done') = (file IS NOT NULL)),
  CONSTRAINT documents_upload_refused_says_why CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CONSTRAINT documents_upload_holds_something CHECK (size BETWEEN 1 AND 2147483648)
);
CREATE INDEX documents_upload_open ON documents_upload (organisation, created_at DESC)
  WHERE state = 'open';

-- 20 GiB for everybody, until a later row says otherwise.
INSERT INTO documents_quota (id, organisation, from_on, limit_bytes)
  VALUES ('6a1e7d2c-3b4f-4c5d-8e9f-0a1b2c3d4e5f', NULL, '2026-11-24', 21474836480);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

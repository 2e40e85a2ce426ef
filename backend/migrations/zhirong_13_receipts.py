"""Consent receipts over the grants there are, and the log of every read."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T13:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "receipts"

SQL = """
CREATE TABLE documents_receipt (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  owner uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  reader uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  purpose_kind varchar(30) NOT NULL,
  purpose uuid NOT NULL,
  note varchar(300) NOT NULL,
  until date,
  download boolean NOT NULL,
  granted_at timestamptz NOT NULL,
  granted_by uuid NOT NULL,
  CONSTRAINT documents_receipt_number_is_unique UNIQUE (number),
  CONSTRAINT documents_receipt_purpose_is_known CHECK (purpose_kind IN (
    'kyb_case', 'loan_application', 'pledge', 'confirmation', 'due_diligence', 'insurance',
    'licensing', 'audit', 'other')),
  CONSTRAINT documents_receipt_is_for_somebody_else CHECK (owner <> reader)
);
CREATE INDEX documents_receipt_of_owner ON documents_receipt (owner, granted_at DESC, id);
CREATE INDEX documents_receipt_of_reader ON documents_receipt (reader, granted_at DESC, id);

ALTER TABLE documents_grant ADD COLUMN receipt uuid
  REFERENCES documents_receipt (id) ON DELETE RESTRICT;
ALTER TABLE documents_grant ADD COLUMN revoked_by uuid;

-- What was consented to before receipts had numbers: one receipt per matter, reader and moment.
WITH given AS (
  SELECT gen_random_uuid() AS id, f.organisation AS owner, g.organisation AS reader, g.purpose,
    g.granted_at, g.granted_by
  FROM documents_grant g JOIN documents_file f ON f.id = g.file
  GROUP BY f.organisation, g.organisation, g.purpose, g.granted_at, g.granted_by
), counted AS (
  SELECT *, extract(year FROM granted_at AT TIME ZONE 'Asia/Shanghai')::int AS year,
    row_number() OVER (PARTITION BY extract(year FROM granted_at AT TIME ZONE 'Asia/Shanghai')
      ORDER BY granted_at, id) AS n
  FROM given
)
INSERT INTO documents_receipt (id, number, owner, reader, purpose_kind, purpose, note, download,
    granted_at, granted_by)
  SELECT id, 'CR-' || year || '-' || lpad(n::text, 6, '0'), owner, reader,
    CASE WHEN EXISTS (SELECT 1 FROM kyb_case k WHERE k.id = purpose) THEN 'kyb_case'
      WHEN EXISTS (SELECT 1 FROM lending_application a WHERE a.id = purpose)
        THEN 'loan_application'
      ELSE 'pledge' END,
    purpose, '', true, granted_at, granted_by
  FROM counted;
INSERT INTO kernel_sequence (id, kind, year, last)
  SELECT gen_random_uuid(), 'CR', substr(number, 4, 4)::int, count(*)
  FROM documents_receipt GROUP BY substr(number, 4, 4)
  ON CONFLICT (kind, year) DO UPDATE SET last = excluded.last;
UPDATE documents_grant g SET receipt = r.id
  FROM documents_receipt r, documents_file f
  WHERE f.id = g.file AND r.owner = f.organisation AND r.reader = g.organisation
    AND r.purpose = g.purpose AND r.granted_at = g.granted_at AND r.granted_by = g.granted_by;
ALTER TABLE documents_grant ALTER COLUMN receipt SET NOT NULL;
ALTER TABLE documents_grant ADD CONSTRAINT documents_grant_revoked_has_ended
  CHECK (revoked_by IS NULL OR ends_at IS NOT NULL);
CREATE INDEX documents_grant_of_receipt ON documents_grant (receipt);
CREATE INDEX documents_grant_of_reader ON documents_grant (organisation, file);

CREATE TRIGGER documents_receipt_is_never_changed BEFORE UPDATE OR DELETE ON documents_receipt
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_read (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  owner uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  reader uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  member uuid NOT NULL,
  member_name varchar(120) NOT NULL,
  grant_id uuid REFERENCES documents_grant (id) ON DELETE RESTRICT,
  use varchar(20) NOT NULL,
  first_byte bigint NOT NULL,
  last_byte bigint NOT NULL,
  read_at timestamptz NOT NULL,
  address varchar(45) NOT NULL,
  request_id varchar(40) NOT NULL,
  CONSTRAINT documents_read_use_is_known CHECK (use IN ('download', 'preview', 'bulk')),
  CONSTRAINT documents_read_served_something CHECK (0 <= first_byte AND first_byte <= last_byte),
  CONSTRAINT documents_read_by_another_has_a_grant CHECK ((owner = reader) = (grant_id IS NULL))
);
CREATE UNIQUE INDEX documents_read_in_order ON documents_read (seq);
CREATE INDEX documents_read_of_file ON documents_read (file, seq DESC);
CREATE INDEX documents_read_of_owner ON documents_read (owner, seq DESC);
CREATE TRIGGER documents_read_is_never_changed BEFORE UPDATE OR DELETE ON documents_read
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

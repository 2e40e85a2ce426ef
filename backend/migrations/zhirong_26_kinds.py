"""What a document of each kind may be: dated versions, and by which one each file was checked."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-25T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "kinds"

SQL = """
-- So that an exclusion constraint can compare kinds without any extension.
CREATE TYPE documents_kind_range AS RANGE (subtype = text, collation = "C");

CREATE TABLE documents_kind_rule (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(40) NOT NULL,
  version integer NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  media_types varchar(100)[] NOT NULL,
  max_bytes bigint NOT NULL,
  max_pages integer NOT NULL,
  max_pixels bigint NOT NULL,
  max_side integer NOT NULL,
  max_unpacked_bytes bigint NOT NULL,
  max_ratio integer NOT NULL,
  max_rows integer NOT NULL,
  macros varchar(10) NOT NULL,
  reason varchar(500) NOT NULL,
  set_by uuid,
  CONSTRAINT documents_kind_rule_is_numbered UNIQUE (kind, version),
  CONSTRAINT documents_kind_rule_counts_from_one CHECK (version >= 1),
  CONSTRAINT documents_kind_rule_does_not_end_before_it_begins CHECK (valid_to >= valid_from),
  CONSTRAINT documents_kind_rule_is_one_at_a_time EXCLUDE USING gist (
    documents_kind_range(kind::text, kind::text, '[]') WITH &&,
    tstzrange(valid_from, valid_to) WITH &&),
  CONSTRAINT documents_kind_rule_types_are_known CHECK (
    cardinality(media_types) > 0 AND media_types <@ ARRAY[
      'application/pdf', 'application/ofd', 'image/png', 'image/jpeg', 'image/webp', 'image/tiff',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'text/plain']::varchar[]),
  CONSTRAINT documents_kind_rule_bounds_are_bounded CHECK (
    max_bytes BETWEEN 1 AND 2147483648
    AND max_pages BETWEEN 1 AND 10000
    AND max_pixels BETWEEN 1 AND 1000000000
    AND max_side BETWEEN 1 AND 65535
    AND max_unpacked_bytes BETWEEN 1 AND 4294967296
    AND max_ratio BETWEEN 1 AND 1000
    AND max_rows BETWEEN 1 AND 1048576),
  CONSTRAINT documents_kind_rule_macros_are_known CHECK (macros IN ('refused', 'flagged')),
  CONSTRAINT documents_kind_rule_has_a_reason CHECK (btrim(reason) <> '')
);
CREATE TRIGGER documents_kind_rule_is_never_deleted BEFORE DELETE ON documents_kind_rule
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER documents_kind_rule_is_never_rewritten
  BEFORE UPDATE OF id, kind, version, valid_from, media_types, max_bytes, max_pages, max_pixels,
    max_side, max_unpacked_bytes, max_ratio, max_rows, macros, reason, set_by
  ON documents_kind_rule FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
-- An end that lies ahead may come sooner; one that has come stays.
CREATE TRIGGER documents_kind_rule_end_stays BEFORE UPDATE OF valid_to ON documents_kind_rule
  FOR EACH ROW WHEN (OLD.valid_to IS NOT NULL
    AND (NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to OR OLD.valid_to <= now()))
  EXECUTE FUNCTION kernel_refuse_change();

-- The values that stood in the code until now.
WITH scan AS (
  SELECT ARRAY['application/ofd', 'application/pdf', 'image/jpeg', 'image/png', 'image/tiff',
    'image/webp'] AS types
), office AS (
  SELECT 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' AS docx,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' AS xlsx
), rule (kind, types) AS (
  SELECT kind, types FROM scan, unnest(ARRAY['licence', 'register_extract', 'fee_receipt',
    'certificate', 'consent', 'declaration', 'registration_notice', 'change_notice',
    'cancellation_notice', 'refusal_notice', 'power_of_attorney', 'identity_proof']) AS kind
  UNION ALL SELECT kind, types || docx FROM scan, office,
    unnest(ARRAY['contract', 'pledge_contract', 'application_form']) AS kind
  UNION ALL SELECT 'valuation_report', types || docx || xlsx FROM scan, office
  UNION ALL SELECT kind, types || docx || xlsx || 'text/plain'::text FROM scan, office,
    unnest(ARRAY['accounts', 'use_evidence', 'other']) AS kind
  UNION ALL SELECT 'paper', ARRAY['application/pdf', xlsx] FROM office
)
INSERT INTO documents_kind_rule (id, kind, version, valid_from, media_types, max_bytes, max_pages,
  max_pixels, max_side, max_unpacked_bytes, max_ratio, max_rows, macros, reason)
SELECT gen_random_uuid(), kind, 1, '2020-01-01 00:00+08', types, 2147483648, 3000, 400000000, 30000,
  1073741824, 200, 200000, 'refused', '平台上线时的规则' FROM rule;

ALTER TABLE documents_file
  ADD COLUMN rule_version integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT documents_file_was_checked_by_a_rule_of_its_kind FOREIGN KEY (kind, rule_version)
    REFERENCES documents_kind_rule (kind, version) ON DELETE RESTRICT,
  DROP CONSTRAINT documents_file_flags_are_known,
  ADD CONSTRAINT documents_file_flags_are_known CHECK (flags <@ '{encrypted,active,macros}');
ALTER TABLE documents_file ALTER COLUMN rule_version DROP DEFAULT;
CREATE INDEX documents_file_by_rule ON documents_file (kind, rule_version);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

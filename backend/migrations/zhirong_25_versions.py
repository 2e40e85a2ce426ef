"""Placeholders with their versions, products' checklists as data, and what applications froze."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-25T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "versions"

PLACEHOLDERS = """
CREATE TABLE documents_placeholder (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  kind varchar(40) NOT NULL,
  year smallint,
  subject varchar(80) NOT NULL,
  opened_by uuid NOT NULL,
  CONSTRAINT documents_placeholder_stands_once
    UNIQUE NULLS NOT DISTINCT (organisation, kind, year, subject),
  CONSTRAINT documents_placeholder_is_no_issued_paper CHECK (kind <> 'paper'),
  CONSTRAINT documents_placeholder_year_is_a_year CHECK (year BETWEEN 1949 AND 2199)
);
CREATE INDEX documents_placeholder_newest_first
  ON documents_placeholder (organisation, created_at DESC, id DESC);
CREATE TRIGGER documents_placeholder_is_never_changed
  BEFORE UPDATE OR DELETE ON documents_placeholder
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_version (
  id uuid PRIMARY KEY,
  placeholder uuid NOT NULL REFERENCES documents_placeholder (id) ON DELETE RESTRICT,
  n integer NOT NULL,
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  dated_on date NOT NULL,
  note varchar(500) NOT NULL,
  placed_at timestamptz NOT NULL,
  placed_by uuid NOT NULL,
  placed_by_name varchar(120) NOT NULL,
  CONSTRAINT documents_version_number_stands_once UNIQUE (placeholder, n),
  CONSTRAINT documents_version_file_is_placed_once UNIQUE (placeholder, file),
  CONSTRAINT documents_version_is_referable UNIQUE (placeholder, n, file)
);
CREATE INDEX documents_version_of_file ON documents_version (file);
CREATE TRIGGER documents_version_is_never_changed BEFORE UPDATE OR DELETE ON documents_version
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE FUNCTION documents_refuse_unfit_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM documents_placeholder p
    JOIN documents_file f ON f.organisation = p.organisation AND f.kind = p.kind
    WHERE p.id = NEW.placeholder AND f.id = NEW.file)
  THEN
    RAISE EXCEPTION 'a version is a file of the placeholder''s owner and kind'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_version_fits_its_placeholder';
  END IF;
  IF NEW.n <> (
    SELECT coalesce(max(n), 0) + 1 FROM documents_version WHERE placeholder = NEW.placeholder)
  THEN
    RAISE EXCEPTION 'versions are numbered without a gap'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_version_follows_the_last';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_version_fits BEFORE INSERT ON documents_version
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_unfit_version();
"""

# What was a bare list of kinds was shown and never asked for: it stays so.
CHECKLISTS = """
CREATE FUNCTION pg_temp.checklist_of(kinds varchar[]) RETURNS jsonb LANGUAGE sql AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k, 'per', 'firm', 'years', 1,
    'required', false, 'max_age_days', NULL) ORDER BY n), '[]')
  FROM unnest(kinds) WITH ORDINALITY AS u (k, n)
$$;
ALTER TABLE lending_product_version
  ALTER COLUMN checklist TYPE jsonb USING pg_temp.checklist_of(checklist),
  ADD CONSTRAINT product_version_checklist_is_a_list CHECK (jsonb_typeof(checklist) = 'array');
"""

FROZEN = """
ALTER TABLE documents_file ADD CONSTRAINT documents_file_hash_is_referable UNIQUE (id, sha256);

CREATE TABLE lending_frozen_document (
  id uuid PRIMARY KEY,
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  submission smallint NOT NULL,
  position smallint NOT NULL,
  file uuid NOT NULL,
  sha256 varchar(64) NOT NULL,
  placeholder uuid,
  n integer,
  frozen_at timestamptz NOT NULL,
  frozen_by uuid NOT NULL,
  CONSTRAINT lending_frozen_document_submissions_count_from_one CHECK (submission >= 1),
  CONSTRAINT lending_frozen_document_stands_once
    UNIQUE NULLS NOT DISTINCT (application, submission, file, placeholder),
  CONSTRAINT lending_frozen_document_has_its_place UNIQUE (application, submission, position),
  CONSTRAINT lending_frozen_document_is_these_bytes
    FOREIGN KEY (file, sha256) REFERENCES documents_file (id, sha256) ON DELETE RESTRICT,
  CONSTRAINT lending_frozen_document_names_a_version_in_full
    CHECK ((placeholder IS NULL) = (n IS NULL)),
  CONSTRAINT lending_frozen_document_is_that_version
    FOREIGN KEY (placeholder, n, file) REFERENCES documents_version (placeholder, n, file)
    ON DELETE RESTRICT
);
CREATE INDEX lending_frozen_document_of_file ON lending_frozen_document (file);

INSERT INTO lending_frozen_document
  (id, application, submission, position, file, sha256, frozen_at, frozen_by)
SELECT gen_random_uuid(), a.id, 1, row_number() OVER (PARTITION BY a.id ORDER BY min(d.at)),
  f.id, f.sha256, a.submitted_at, a.submitted_by
FROM lending_application a
CROSS JOIN LATERAL unnest(a.document_ids) WITH ORDINALITY AS d (file, at)
JOIN documents_file f ON f.id = d.file
WHERE a.submitted_at IS NOT NULL
GROUP BY a.id, f.id, f.sha256, a.submitted_at, a.submitted_by;

CREATE TRIGGER lending_frozen_document_is_never_changed
  BEFORE UPDATE OR DELETE ON lending_frozen_document
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(PLACEHOLDERS + CHECKLISTS + FROZEN)

    manager.add_raw(run)
    return manager

"""What readers write beside a document: notes on its pages, and what they found of it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T23:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "viewer"

SQL = """
CREATE TABLE documents_note (
  id uuid PRIMARY KEY,
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  page integer NOT NULL,
  x double precision,
  y double precision,
  width double precision,
  height double precision,
  text varchar(1000) NOT NULL,
  author uuid NOT NULL,
  author_name varchar(120) NOT NULL,
  written_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  CONSTRAINT documents_note_says_something CHECK (btrim(text) <> ''),
  CONSTRAINT documents_note_page_counts_from_one CHECK (page >= 1),
  CONSTRAINT documents_note_rectangle_is_whole_or_none
    CHECK (num_nulls(x, y, width, height) IN (0, 4)),
  CONSTRAINT documents_note_rectangle_lies_on_the_page CHECK (
    x IS NULL OR (x >= 0 AND y >= 0 AND width > 0 AND height > 0
      AND x + width <= 1.000001 AND y + height <= 1.000001)),
  CONSTRAINT documents_note_withdrawn_by_somebody
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX documents_note_of_file ON documents_note (file, organisation)
  WHERE withdrawn_at IS NULL;
CREATE TRIGGER documents_note_is_never_deleted BEFORE DELETE ON documents_note
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER documents_note_is_never_rewritten
  BEFORE UPDATE OF file, organisation, page, x, y, width, height, text, author, author_name,
    written_at ON documents_note
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE documents_check (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  purpose uuid NOT NULL,
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(20) NOT NULL,
  reason varchar(500) NOT NULL,
  page integer,
  member uuid NOT NULL,
  member_name varchar(120) NOT NULL,
  checked_at timestamptz NOT NULL,
  CONSTRAINT documents_check_state_is_known
    CHECK (state IN ('unseen', 'conforms', 'differs', 'not_applicable')),
  CONSTRAINT documents_check_says_why
    CHECK (state NOT IN ('differs', 'not_applicable') OR btrim(reason) <> ''),
  CONSTRAINT documents_check_page_counts_from_one CHECK (page >= 1)
);
CREATE INDEX documents_check_of_purpose ON documents_check (organisation, purpose, seq);
CREATE TRIGGER documents_check_is_never_changed BEFORE UPDATE OR DELETE ON documents_check
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Workbooks of registrations made elsewhere: read, looked at, then recorded row by row."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000145"
VERSION = "1.38.0"
DESCRIPTION = "registry: imports of registrations made elsewhere"

SQL = """
CREATE TABLE registry_import (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(12) NOT NULL,
  file_name varchar(255) NOT NULL,
  sha256 varchar(64) NOT NULL,
  headings jsonb NOT NULL,
  places jsonb NOT NULL,
  rows integer NOT NULL,
  created_by uuid NOT NULL,
  created_by_name varchar(120) NOT NULL,
  recorder uuid,
  recorder_name varchar(120),
  asked_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT registry_import_state_is_known CHECK (state IN ('read', 'recording', 'recorded')),
  CONSTRAINT registry_import_digest_is_one CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT registry_import_has_rows CHECK (rows > 0),
  CONSTRAINT registry_import_is_asked_by_a_person CHECK (
    num_nulls(recorder, recorder_name, asked_at) = CASE state WHEN 'read' THEN 3 ELSE 0 END),
  CONSTRAINT registry_import_ends_when_recorded CHECK ((state = 'recorded') = (ended_at IS NOT NULL))
);
CREATE INDEX registry_import_of_an_organisation
  ON registry_import (organisation, created_at DESC, id DESC);

CREATE TABLE registry_import_row (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  run uuid NOT NULL REFERENCES registry_import (id) ON DELETE RESTRICT,
  line integer NOT NULL,
  joined_to integer,
  verdict varchar(12) NOT NULL,
  number varchar(40),
  cells jsonb NOT NULL,
  facts jsonb,
  problems jsonb NOT NULL DEFAULT '[]',
  differs jsonb NOT NULL DEFAULT '[]',
  pledge uuid REFERENCES registry_pledge (id) ON DELETE RESTRICT,
  UNIQUE (run, line),
  FOREIGN KEY (run, joined_to) REFERENCES registry_import_row (run, line) ON DELETE RESTRICT,
  CONSTRAINT registry_import_row_verdict_is_known CHECK (
    verdict IN ('ready', 'known', 'refused', 'recorded')),
  CONSTRAINT registry_import_row_refused_says_why CHECK (
    (verdict = 'refused') = (problems <> '[]'::jsonb)),
  CONSTRAINT registry_import_row_names_its_registration CHECK (
    (verdict IN ('known', 'recorded')) = (pledge IS NOT NULL)),
  CONSTRAINT registry_import_row_to_record_is_whole CHECK (
    verdict <> 'ready' OR (number IS NOT NULL AND facts IS NOT NULL)),
  CONSTRAINT registry_import_row_joins_one_above CHECK (joined_to < line)
);
CREATE INDEX registry_import_row_of_a_verdict ON registry_import_row (run, verdict, line);

-- What a file said stays; only what became of a row that was to be recorded is said once.
CREATE FUNCTION registry_import_row_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open text[] := '{}';
BEGIN
  IF OLD.verdict = 'ready' THEN
    open := ARRAY['verdict', 'problems', 'differs', 'pledge'];
  END IF;
  IF to_jsonb(OLD) - open IS DISTINCT FROM to_jsonb(NEW) - open THEN
    RAISE EXCEPTION 'a row of an import stays as it was read: change refused'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'registry_import_row_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_import_row_stays BEFORE UPDATE ON registry_import_row
  FOR EACH ROW EXECUTE FUNCTION registry_import_row_refuse_change();
CREATE TRIGGER registry_import_row_is_never_deleted BEFORE DELETE ON registry_import_row
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER registry_import_is_never_deleted BEFORE DELETE ON registry_import
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

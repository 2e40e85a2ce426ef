"""Exports of long lists: asked for, written by a worker, kept for a while."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000186"
VERSION = "1.38.0"
DESCRIPTION = "exports: lists as jobs; documents: files that are kept for a while"

SQL = """
CREATE TABLE documents_temporary_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  size bigint NOT NULL,
  sha256 varchar(64) NOT NULL,
  object_key varchar(200) NOT NULL,
  forget_at timestamptz NOT NULL,
  CONSTRAINT documents_temporary_file_holds_something CHECK (size > 0),
  CONSTRAINT documents_temporary_file_hash_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT documents_temporary_file_is_kept_for_a_while CHECK (forget_at > created_at)
);
CREATE INDEX documents_temporary_file_by_hour ON documents_temporary_file (forget_at);
CREATE INDEX documents_temporary_file_by_object
  ON documents_temporary_file (object_key COLLATE "C");

CREATE TABLE exports_export (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  asker uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  list varchar(40) NOT NULL,
  form varchar(4) NOT NULL,
  language varchar(5) NOT NULL,
  filters jsonb NOT NULL,
  filters_hash varchar(64) NOT NULL,
  held varchar(40)[] NOT NULL,
  state varchar(8) NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL DEFAULT 0,
  attempts smallint NOT NULL DEFAULT 0,
  run uuid,
  beat_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  failure varchar(60),
  file uuid,
  size bigint,
  expires_at timestamptz,
  CONSTRAINT exports_export_form_is_known CHECK (form IN ('xlsx', 'csv')),
  CONSTRAINT exports_export_state_is_known
    CHECK (state IN ('queued', 'running', 'done', 'failed')),
  CONSTRAINT exports_export_counts_up CHECK (total >= 0 AND done >= 0 AND attempts >= 0),
  CONSTRAINT exports_export_runs_in_one_worker
    CHECK ((state = 'running') = (run IS NOT NULL) AND (run IS NULL) = (beat_at IS NULL)),
  CONSTRAINT exports_export_ends_once
    CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL)),
  CONSTRAINT exports_export_failed_for_a_reason CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CONSTRAINT exports_export_is_done_with_its_file CHECK (
    (state = 'done') = (file IS NOT NULL) AND (file IS NULL) = (size IS NULL)
    AND (file IS NULL) = (expires_at IS NULL))
);
CREATE INDEX exports_export_by_asker ON exports_export (asker, created_at DESC, id DESC);
CREATE INDEX exports_export_under_way ON exports_export (created_at)
  WHERE state IN ('queued', 'running');
-- Asked for again while it is under way, it is the same one.
CREATE UNIQUE INDEX exports_export_is_under_way_once
  ON exports_export (asker, list, form, language, filters_hash)
  WHERE state IN ('queued', 'running');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""More formats of imports; columns that a person names are remembered by their organisation."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000104"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: formats and column mappings"

SQL = """
ALTER TABLE portfolio_import_run DROP CONSTRAINT portfolio_import_run_format_is_known;
ALTER TABLE portfolio_import_run ADD CONSTRAINT portfolio_import_run_format_is_known CHECK (
  format IN ('cnipa_gazette', 'google_patents', 'numbers', 'lens', 'cnipr', 'wips', 'patsnap',
    'patsnap_json', 'incopat', 'bigquery', 'cnki_citations', 'cnipa_xml', 'cnipa_answer',
    'epo_ops', 'uspto_xml', 'google_page', 'table'));

-- What is asked while the columns have no names, and the answer.
ALTER TABLE portfolio_import_run
  ADD COLUMN asked jsonb,
  ADD COLUMN mapping jsonb,
  ADD CONSTRAINT portfolio_import_run_asks_what_it_waits_for
    CHECK ((state = 'mapping_needed') = (asked IS NOT NULL));

CREATE TABLE portfolio_import_mapping (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  signature bytea NOT NULL,
  columns jsonb NOT NULL,
  chosen_by uuid NOT NULL,
  chosen_at timestamptz NOT NULL,
  CONSTRAINT portfolio_import_mapping_is_one_per_header UNIQUE (organisation, signature),
  CONSTRAINT portfolio_import_mapping_signature_is_whole CHECK (octet_length(signature) = 16)
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

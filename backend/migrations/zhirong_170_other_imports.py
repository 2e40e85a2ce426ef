"""Files of trademarks, software, works and layouts; an author that the owner's name gave."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000170"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: imports of rights that are no patents"

SQL = """
ALTER TABLE portfolio_import_run DROP CONSTRAINT portfolio_import_run_format_is_known;
ALTER TABLE portfolio_import_run ADD CONSTRAINT portfolio_import_run_format_is_known CHECK (
  format IN ('cnipa_gazette', 'google_patents', 'numbers', 'lens', 'cnipr', 'wips', 'patsnap',
    'patsnap_json', 'incopat', 'bigquery', 'cnki_citations', 'cnipa_xml', 'cnipa_answer',
    'epo_ops', 'uspto_xml', 'google_page', 'table', 'trademarks', 'software', 'works', 'layouts'));
-- The reference is of patents; what has another register is a firm's own word.
ALTER TABLE portfolio_import_run ADD CONSTRAINT portfolio_import_run_reference_is_of_patents CHECK (
  NOT reference OR format NOT IN ('trademarks', 'software', 'works', 'layouts'));
ALTER TABLE portfolio_import_row DROP CONSTRAINT portfolio_import_row_warnings_are_a_closed_list;
ALTER TABLE portfolio_import_row ADD CONSTRAINT portfolio_import_row_warnings_are_a_closed_list
  CHECK (warnings <@ ARRAY['application_number_destroyed', 'application_number_missing',
    'check_digit_missing', 'authorship_by_owner']);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

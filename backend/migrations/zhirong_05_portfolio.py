"""Portfolio: rights, publications, holdings, dated facts, imports."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T05:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: rights, holdings, facts, imports"

SOURCES = "('register_extract', 'gazette', 'vendor_export', 'declared')"

SQL = f"""
CREATE TABLE portfolio_right (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    application_body varchar(12),
    application_check varchar(1),
    application_source varchar(20),
    publication_no varchar(24),
    kind varchar(16) NOT NULL,
    source varchar(20) NOT NULL,
    as_of date,
    title text NOT NULL DEFAULT '',
    filing_on date,
    published_on date,
    ipc_main varchar(24),
    classes text[] NOT NULL DEFAULT '{{}}',
    industry varchar(24) NOT NULL,
    applicants text[] NOT NULL DEFAULT '{{}}',
    applicant_keys text[] NOT NULL DEFAULT '{{}}',
    inventors text[] NOT NULL DEFAULT '{{}}',
    address text,
    granted_on date,
    grant_source varchar(20),
    expires_on date,
    expiry_source varchar(20),
    patentees text[] NOT NULL DEFAULT '{{}}',
    patentee_keys text[] NOT NULL DEFAULT '{{}}',
    owner_source varchar(20),
    owner_as_of date,
    merged_into uuid REFERENCES portfolio_right (id) ON DELETE RESTRICT,
    CONSTRAINT portfolio_right_application_is_one_row UNIQUE (application_body),
    CONSTRAINT portfolio_right_has_a_number CHECK (
        application_body IS NOT NULL OR publication_no IS NOT NULL OR merged_into IS NOT NULL),
    CONSTRAINT portfolio_right_application_is_digits CHECK (
        application_body ~ '^([0-9]{{8}}|[0-9]{{12}})$' AND application_check ~ '^[0-9X]$'),
    CONSTRAINT portfolio_right_application_names_its_source CHECK (
        (application_body IS NULL) = (application_source IS NULL)),
    CONSTRAINT portfolio_right_grant_names_its_source CHECK (
        (granted_on IS NULL) = (grant_source IS NULL)),
    CONSTRAINT portfolio_right_expiry_names_its_source CHECK (
        (expires_on IS NULL) = (expiry_source IS NULL)),
    CONSTRAINT portfolio_right_owners_name_their_source CHECK (
        (cardinality(patentees) = 0) = (owner_source IS NULL)),
    CONSTRAINT portfolio_right_kind_is_known CHECK (
        kind IN ('invention', 'utility_model', 'design', 'foreign', 'unknown')),
    CONSTRAINT portfolio_right_industry_is_known CHECK (
        industry IN ('integrated_circuits', 'artificial_intelligence', 'biomedicine',
                     'civil_aviation', 'other')),
    CONSTRAINT portfolio_right_sources_are_known CHECK (
        source IN {SOURCES} AND application_source IN {SOURCES} AND grant_source IN {SOURCES}
        AND expiry_source IN {SOURCES} AND owner_source IN {SOURCES}),
    CONSTRAINT portfolio_right_is_not_merged_into_itself CHECK (merged_into <> id)
);
CREATE INDEX portfolio_right_patentees ON portfolio_right USING gin (patentee_keys);
CREATE INDEX portfolio_right_newest ON portfolio_right (created_at DESC, id DESC);

CREATE TABLE portfolio_publication (
    number varchar(24) PRIMARY KEY,
    right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
    granting boolean NOT NULL,
    published_on date,
    source varchar(20) NOT NULL,
    CONSTRAINT portfolio_publication_source_is_known CHECK (source IN {SOURCES})
);
CREATE INDEX portfolio_publication_right ON portfolio_publication (right_id);

CREATE TABLE portfolio_import_run (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
    reference boolean NOT NULL,
    state varchar(16) NOT NULL DEFAULT 'queued',
    format varchar(20),
    file_name varchar(255),
    bytes_total bigint NOT NULL DEFAULT 0,
    bytes_read bigint NOT NULL DEFAULT 0,
    columns jsonb,
    notes jsonb NOT NULL DEFAULT '[]',
    rows_total integer NOT NULL DEFAULT 0,
    rows_accepted integer NOT NULL DEFAULT 0,
    rows_duplicate integer NOT NULL DEFAULT 0,
    rows_updated integer NOT NULL DEFAULT 0,
    rows_refused integer NOT NULL DEFAULT 0,
    rows_warned integer NOT NULL DEFAULT 0,
    failure_code varchar(60),
    failure_detail text,
    created_by uuid NOT NULL,
    created_by_name varchar(120) NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT portfolio_import_run_state_is_known CHECK (
        state IN ('queued', 'mapping_needed', 'running', 'done', 'failed')),
    CONSTRAINT portfolio_import_run_format_is_known CHECK (
        format IN ('cnipa_gazette', 'google_patents', 'numbers')),
    CONSTRAINT portfolio_import_run_rows_add_up CHECK (
        rows_total = rows_accepted + rows_duplicate + rows_updated + rows_refused),
    CONSTRAINT portfolio_import_run_warned_rows_are_kept CHECK (
        rows_warned <= rows_accepted + rows_updated),
    CONSTRAINT portfolio_import_run_failure_has_a_code CHECK (
        (state = 'failed') = (failure_code IS NOT NULL)),
    CONSTRAINT portfolio_import_run_ends_once CHECK (
        (state IN ('done', 'failed')) = (ended_at IS NOT NULL))
);
CREATE INDEX portfolio_import_run_newest
    ON portfolio_import_run (organisation, created_at DESC, id DESC);

CREATE TABLE portfolio_import_row (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    run uuid NOT NULL REFERENCES portfolio_import_run (id) ON DELETE RESTRICT,
    line integer NOT NULL,
    key varchar(24),
    digest bytea,
    outcome varchar(12) NOT NULL,
    code varchar(60),
    field varchar(120),
    value text,
    would_pass text,
    warnings text[] NOT NULL DEFAULT '{{}}',
    right_id uuid,
    cells jsonb NOT NULL,
    CONSTRAINT portfolio_import_row_counts_once UNIQUE (run, line),
    CONSTRAINT portfolio_import_row_outcome_is_known CHECK (
        outcome IN ('accepted', 'duplicate', 'updated', 'refused')),
    CONSTRAINT portfolio_import_row_refusal_has_a_code CHECK (
        (outcome = 'refused') = (code IS NOT NULL)),
    CONSTRAINT portfolio_import_row_warnings_are_a_closed_list CHECK (
        warnings <@ ARRAY['application_number_destroyed', 'application_number_missing',
                          'check_digit_missing'])
);
CREATE INDEX portfolio_import_row_key ON portfolio_import_row (run, key)
    WHERE key IS NOT NULL;

CREATE TABLE portfolio_asset (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
    right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
    declared jsonb NOT NULL DEFAULT '{{}}',
    import_run uuid REFERENCES portfolio_import_run (id) ON DELETE RESTRICT,
    added_by uuid NOT NULL,
    removed_at timestamptz,
    removed_by uuid,
    CONSTRAINT portfolio_asset_removal_names_its_author CHECK (
        (removed_at IS NULL) = (removed_by IS NULL))
);
CREATE UNIQUE INDEX portfolio_asset_firm_holds_a_right_once
    ON portfolio_asset (firm, right_id) WHERE removed_at IS NULL;
CREATE INDEX portfolio_asset_right ON portfolio_asset (right_id);

CREATE TABLE portfolio_right_fact (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
    kind varchar(24) NOT NULL,
    as_of date NOT NULL,
    payload jsonb NOT NULL,
    document_id uuid,
    bank_id uuid,
    recorded_by uuid NOT NULL,
    recorded_by_name varchar(120) NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name varchar(200) NOT NULL,
    CONSTRAINT portfolio_right_fact_kind_is_known CHECK (
        kind IN ('register_extract', 'fee_receipt', 'same_day_declaration', 'coowner_consent',
                 'coowner_agreement', 'parties_statement', 'desk_statement', 'gazette_event'))
);
CREATE INDEX portfolio_right_fact_newest
    ON portfolio_right_fact (right_id, as_of DESC, created_at DESC);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""The event log, idempotent answers, sequences, dead letters, the job queue."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "kernel"

SQL = """
CREATE FUNCTION kernel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only ever grows: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_only_ever_grows';
END $$;

CREATE TABLE kernel_event (
  id uuid PRIMARY KEY,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  name varchar(80) NOT NULL,
  subject varchar(40) NOT NULL,
  subject_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  actor_name varchar(120) NOT NULL,
  organisation_id uuid NOT NULL,
  organisation_name varchar(200) NOT NULL,
  address varchar(45) NOT NULL,
  request_id varchar(40) NOT NULL,
  payload jsonb NOT NULL,
  before jsonb,
  after jsonb,
  parties uuid[] NOT NULL,
  CONSTRAINT kernel_event_seq_is_unique UNIQUE (seq)
);
CREATE INDEX kernel_event_of_subject ON kernel_event (subject, subject_id, seq);
CREATE INDEX kernel_event_of_organisation ON kernel_event (organisation_id, seq);
CREATE INDEX kernel_event_of_party ON kernel_event USING gin (parties);
CREATE TRIGGER kernel_event_only_ever_grows BEFORE UPDATE OR DELETE ON kernel_event
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER kernel_event_is_never_emptied BEFORE TRUNCATE ON kernel_event
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE kernel_idempotency (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  member_id uuid NOT NULL,
  route varchar(200) NOT NULL,
  key varchar(120) NOT NULL,
  body_digest bytea NOT NULL,
  status smallint,
  answer bytea,
  media_type varchar(80),
  secret smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT kernel_idempotency_key_is_claimed_once
    UNIQUE (organisation_id, member_id, route, key)
);
CREATE INDEX kernel_idempotency_by_age ON kernel_idempotency (created_at);

CREATE TABLE kernel_sequence (
  id uuid PRIMARY KEY,
  kind varchar(8) NOT NULL,
  year smallint NOT NULL,
  last integer NOT NULL,
  CONSTRAINT kernel_sequence_is_one_per_kind_and_year UNIQUE (kind, year)
);

CREATE TABLE kernel_dead_letter (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  job varchar(80) NOT NULL,
  payload jsonb NOT NULL,
  attempts smallint NOT NULL,
  error text NOT NULL
);
"""


async def forwards() -> MigrationManager:
    from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment

    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)
        await run_script(QueryBuilderEnvironment().build_install_query(create_schema=False))

    manager.add_raw(run)
    return manager

"""Issuers, and their confirmations of documents by hash."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "evidence"

SQL = """
ALTER TABLE identity_organisation DROP CONSTRAINT identity_organisation_kind_is_known;
ALTER TABLE identity_organisation ADD CONSTRAINT identity_organisation_kind_is_known
  CHECK (kind IN ('firm', 'bank', 'district', 'operator', 'appraiser', 'guarantor', 'insurer'));

CREATE TABLE documents_confirmation (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  file uuid NOT NULL REFERENCES documents_file (id) ON DELETE RESTRICT,
  sha256 varchar(64) NOT NULL,
  owner uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  issuer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  note varchar(300) NOT NULL,
  asked_by uuid NOT NULL,
  asked_by_name varchar(120) NOT NULL,
  asked_at timestamptz NOT NULL,
  answer varchar(10),
  stated_sha256 varchar(64),
  answer_note varchar(300),
  answered_by uuid,
  answered_by_name varchar(120),
  answered_at timestamptz,
  CONSTRAINT documents_confirmation_is_by_somebody_else CHECK (owner <> issuer),
  CONSTRAINT documents_confirmation_answer_is_known CHECK (answer IN ('confirmed', 'denied')),
  CONSTRAINT documents_confirmation_answer_is_whole CHECK (
    num_nonnulls(answer, answer_note, answered_by, answered_by_name, answered_at) IN (0, 5)
    AND (answer IS NOT NULL OR stated_sha256 IS NULL)),
  CONSTRAINT documents_confirmation_stated_is_hex CHECK (stated_sha256 ~ '^[0-9a-f]{64}$'),
  -- Nothing is confirmed but the very bytes that were deposited.
  CONSTRAINT documents_confirmation_is_of_the_same_bytes
    CHECK (answer <> 'confirmed' OR (stated_sha256 IS NOT NULL AND stated_sha256 = sha256))
);
CREATE UNIQUE INDEX documents_confirmation_asked_once_at_a_time
  ON documents_confirmation (file, issuer) WHERE answer IS NULL;
CREATE INDEX documents_confirmation_of_bytes ON documents_confirmation (owner, sha256);
CREATE INDEX documents_confirmation_of_issuer
  ON documents_confirmation (issuer, asked_at DESC, id DESC);
CREATE INDEX documents_confirmation_of_owner
  ON documents_confirmation (owner, asked_at DESC, id DESC);

CREATE FUNCTION documents_refuse_second_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A confirmation is answered once and never changed'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_confirmation_stays';
END $$;
CREATE TRIGGER documents_confirmation_stays BEFORE UPDATE ON documents_confirmation
  FOR EACH ROW
  WHEN (OLD.answer IS NOT NULL OR NEW.answer IS NULL
    OR (OLD.id, OLD.file, OLD.sha256, OLD.owner, OLD.issuer, OLD.note, OLD.asked_by,
      OLD.asked_by_name, OLD.asked_at)
    IS DISTINCT FROM (NEW.id, NEW.file, NEW.sha256, NEW.owner, NEW.issuer, NEW.note, NEW.asked_by,
      NEW.asked_by_name, NEW.asked_at))
  EXECUTE FUNCTION documents_refuse_second_answer();
CREATE TRIGGER documents_confirmation_is_never_deleted BEFORE DELETE ON documents_confirmation
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

-- An offer beyond credit rests on what the issuer confirmed, or on what the maker checked.
ALTER TABLE lending_offer ADD COLUMN confirmation uuid
  REFERENCES documents_confirmation (id) ON DELETE RESTRICT;
ALTER TABLE lending_offer DROP CONSTRAINT lending_offer_beyond_credit_rests_on_a_check;
ALTER TABLE lending_offer ADD CONSTRAINT lending_offer_beyond_credit_rests_on_a_check
  CHECK (on_credit OR valuation_check IS NOT NULL OR confirmation IS NOT NULL);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Issued papers, their signatures, mandates to sign; documents that their owner made public."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-24T22:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "papers"

SQL = """
ALTER TABLE documents_file DROP CONSTRAINT documents_file_kind_is_known;
ALTER TABLE documents_file ADD CONSTRAINT documents_file_kind_is_known CHECK (kind IN (
    'licence', 'register_extract', 'fee_receipt', 'certificate', 'valuation_report', 'accounts',
    'contract', 'pledge_contract', 'consent', 'declaration', 'registration_notice',
    'change_notice', 'cancellation_notice', 'refusal_notice', 'application_form',
    'power_of_attorney', 'identity_proof', 'use_evidence', 'paper', 'other'));
ALTER TABLE documents_receipt DROP CONSTRAINT documents_receipt_purpose_is_known;
ALTER TABLE documents_receipt ADD CONSTRAINT documents_receipt_purpose_is_known
  CHECK (purpose_kind IN ('kyb_case', 'loan_application', 'pledge', 'confirmation',
    'due_diligence', 'insurance', 'licensing', 'audit', 'paper', 'other'));

ALTER TABLE documents_file ADD COLUMN published_at timestamptz;
ALTER TABLE documents_file ADD COLUMN published_by uuid;
ALTER TABLE documents_file ADD CONSTRAINT documents_file_publication_names_who
  CHECK ((published_at IS NULL) = (published_by IS NULL));
CREATE INDEX documents_file_public ON documents_file (sha256)
  WHERE published_at IS NOT NULL AND withdrawn_at IS NULL;

CREATE TABLE papers_paper (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  template varchar(40) NOT NULL,
  version smallint NOT NULL,
  terms jsonb NOT NULL,
  subject_kind varchar(20) NOT NULL,
  subject uuid NOT NULL,
  issuer uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  parties uuid[] NOT NULL,
  amount_fen bigint,
  state varchar(10) NOT NULL,
  file uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  annex uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  sha256 varchar(64),
  url varchar(200) NOT NULL,
  issued_on date NOT NULL,
  issued_at timestamptz,
  demonstration boolean NOT NULL,
  CONSTRAINT papers_paper_number_is_unique UNIQUE (number),
  CONSTRAINT papers_paper_state_is_known CHECK (state IN (
    'queued', 'issued', 'signing', 'signed', 'refused', 'lapsed')),
  CONSTRAINT papers_paper_subject_is_known CHECK (subject_kind IN (
    'loan_application', 'pledge', 'paper')),
  CONSTRAINT papers_paper_issued_has_its_bytes CHECK (
    CASE WHEN state IN ('queued', 'lapsed') THEN true ELSE file IS NOT NULL END
    AND (file IS NULL) = (sha256 IS NULL) AND (file IS NULL) = (issued_at IS NULL)
    AND (annex IS NULL OR file IS NOT NULL)),
  CONSTRAINT papers_paper_amount_is_not_negative CHECK (amount_fen >= 0)
);
CREATE UNIQUE INDEX papers_paper_sha256 ON papers_paper (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX papers_paper_of_subject ON papers_paper (subject, created_at DESC, id);
CREATE INDEX papers_paper_of_issuer ON papers_paper (issuer, created_at DESC, id);
CREATE INDEX papers_paper_of_party ON papers_paper USING gin (parties);

-- What a paper says is fixed with its order, and its bytes with their issue: a signature that is
-- given later stands under exactly these for ever. A final state stays.
CREATE FUNCTION papers_refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A paper keeps what it says, and how it ended'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_paper_stays';
END $$;
CREATE TRIGGER papers_paper_stays BEFORE UPDATE ON papers_paper FOR EACH ROW
  WHEN ((OLD.number, OLD.template, OLD.version, OLD.terms, OLD.subject_kind, OLD.subject,
      OLD.issuer, OLD.parties, OLD.amount_fen, OLD.url, OLD.issued_on, OLD.demonstration)
    IS DISTINCT FROM
    (NEW.number, NEW.template, NEW.version, NEW.terms, NEW.subject_kind, NEW.subject,
      NEW.issuer, NEW.parties, NEW.amount_fen, NEW.url, NEW.issued_on, NEW.demonstration)
    OR (OLD.file IS NOT NULL AND (OLD.file, OLD.annex, OLD.sha256, OLD.issued_at)
      IS DISTINCT FROM (NEW.file, NEW.annex, NEW.sha256, NEW.issued_at))
    OR OLD.state IN ('signed', 'refused', 'lapsed')
    OR (OLD.state <> 'queued' AND NEW.state = 'queued'))
  EXECUTE FUNCTION papers_refuse_other_content();
CREATE TRIGGER papers_paper_is_never_deleted BEFORE DELETE ON papers_paper
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE papers_mandate (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  papers varchar(40)[] NOT NULL,
  up_to_fen bigint NOT NULL,
  from_on date NOT NULL,
  until date NOT NULL,
  granted_by uuid NOT NULL,
  granted_by_name varchar(120) NOT NULL,
  granted_at timestamptz NOT NULL,
  revoked_by uuid,
  revoked_at timestamptz,
  CONSTRAINT papers_mandate_names_papers CHECK (cardinality(papers) > 0),
  CONSTRAINT papers_mandate_limit_is_not_negative CHECK (up_to_fen >= 0),
  CONSTRAINT papers_mandate_ends_after_it_begins CHECK (until >= from_on),
  CONSTRAINT papers_mandate_revocation_names_who CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX papers_mandate_of_organisation ON papers_mandate (organisation, granted_at DESC, id);
CREATE INDEX papers_mandate_of_member ON papers_mandate (member);
CREATE FUNCTION papers_refuse_other_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A mandate can only be revoked, and once'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_mandate_stays';
END $$;
CREATE TRIGGER papers_mandate_stays BEFORE UPDATE ON papers_mandate FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL OR
    (OLD.organisation, OLD.member, OLD.papers, OLD.up_to_fen, OLD.from_on, OLD.until,
      OLD.granted_by, OLD.granted_at)
    IS DISTINCT FROM
    (NEW.organisation, NEW.member, NEW.papers, NEW.up_to_fen, NEW.from_on, NEW.until,
      NEW.granted_by, NEW.granted_at))
  EXECUTE FUNCTION papers_refuse_other_mandate();
CREATE TRIGGER papers_mandate_is_never_deleted BEFORE DELETE ON papers_mandate
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE papers_signature (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  paper uuid NOT NULL REFERENCES papers_paper (id) ON DELETE RESTRICT,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  turn smallint NOT NULL,
  asked_at timestamptz,
  reminded_at timestamptz,
  member uuid REFERENCES identity_member (id) ON DELETE RESTRICT,
  member_name varchar(120),
  mandate uuid REFERENCES papers_mandate (id) ON DELETE RESTRICT,
  sha256 varchar(64),
  signed_at timestamptz,
  refused_at timestamptz,
  reason varchar(1000),
  address varchar(45),
  CONSTRAINT papers_signature_is_one_per_organisation UNIQUE (paper, organisation),
  CONSTRAINT papers_signature_turns_differ UNIQUE (paper, turn),
  CONSTRAINT papers_signature_is_one_answer CHECK (signed_at IS NULL OR refused_at IS NULL),
  CONSTRAINT papers_signature_says_who_and_what CHECK (
    (coalesce(signed_at, refused_at) IS NULL) = (member IS NULL)
    AND (member IS NULL) = (member_name IS NULL) AND (member IS NULL) = (sha256 IS NULL)
    AND (member IS NULL) = (address IS NULL)),
  CONSTRAINT papers_signature_has_a_mandate CHECK ((signed_at IS NULL) = (mandate IS NULL)),
  CONSTRAINT papers_signature_refusal_says_why CHECK ((refused_at IS NULL) = (reason IS NULL))
);
CREATE INDEX papers_signature_asked ON papers_signature (asked_at)
  WHERE asked_at IS NOT NULL AND signed_at IS NULL AND refused_at IS NULL;

-- One answer, on the very bytes, not before everybody whose turn is earlier has signed.
CREATE FUNCTION papers_check_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.paper, OLD.organisation, OLD.turn) IS DISTINCT FROM
      (NEW.paper, NEW.organisation, NEW.turn) OR OLD.member IS NOT NULL THEN
    RAISE EXCEPTION 'A signature is given once and stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_signature_stays';
  END IF;
  IF NEW.member IS NOT NULL AND NEW.sha256 IS DISTINCT FROM
      (SELECT sha256 FROM papers_paper WHERE id = NEW.paper) THEN
    RAISE EXCEPTION 'A signature stands under the bytes of its paper'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_signature_of_these_bytes';
  END IF;
  IF NEW.member IS NOT NULL AND EXISTS (SELECT 1 FROM papers_signature
      WHERE paper = NEW.paper AND turn < NEW.turn AND signed_at IS NULL) THEN
    RAISE EXCEPTION 'Somebody else signs before'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papers_signature_in_order';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER papers_signature_stays BEFORE UPDATE ON papers_signature
  FOR EACH ROW EXECUTE FUNCTION papers_check_signature();
CREATE TRIGGER papers_signature_is_never_deleted BEFORE DELETE ON papers_signature
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

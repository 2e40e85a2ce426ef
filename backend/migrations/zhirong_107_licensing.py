"""Licence offers, inquiries, licences and what the market finds."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T18:00:00:000107"
VERSION = "1.38.0"
DESCRIPTION = "licensing: offers, market, inquiries, licences"

SQL = """
CREATE TABLE licensing_offer (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  firm uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  state varchar(12) NOT NULL,
  version integer NOT NULL,
  kind varchar(10) NOT NULL,
  fields varchar(24)[] NOT NULL,
  territory varchar(6)[] NOT NULL,
  ends_on date,
  price_form varchar(16) NOT NULL,
  lump_fen bigint,
  upfront_fen bigint,
  rate_bp integer,
  rate_base varchar(8),
  minimum_fen bigint,
  note varchar(1000) NOT NULL,
  disputes varchar(1000),
  pledgee_consent uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  consent_floor_fen bigint,
  consent_account varchar(120),
  coowner_consent uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  evaluation_report uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  state_owned boolean NOT NULL,
  approval uuid REFERENCES documents_file (id) ON DELETE RESTRICT,
  drafted_by uuid NOT NULL,
  published_at timestamptz,
  cause varchar(10),
  taken_off_at timestamptz,
  withdrawn_at timestamptz,
  CONSTRAINT licence_offer_number_is_unique UNIQUE (number),
  CONSTRAINT licence_offer_state_is_known
    CHECK (state IN ('draft', 'published', 'unavailable', 'withdrawn')),
  CONSTRAINT licence_offer_kind_is_known CHECK (kind IN ('exclusive', 'sole', 'plain', 'open')),
  CONSTRAINT licence_offer_fields_are_known CHECK (fields <@ ARRAY['integrated_circuits',
    'artificial_intelligence', 'biomedicine', 'civil_aviation', 'other']::varchar[]),
  -- Whoever declares an open licence offers it to everybody (Patent Law 50).
  CONSTRAINT licence_open_offer_is_for_all
    CHECK (kind <> 'open' OR (fields = '{}' AND territory = '{}')),
  CONSTRAINT licence_offer_price_is_whole CHECK (CASE price_form
    WHEN 'free' THEN num_nonnulls(lump_fen, upfront_fen, rate_bp, rate_base, minimum_fen) = 0
    WHEN 'lump' THEN lump_fen IS NOT NULL
      AND num_nonnulls(upfront_fen, rate_bp, rate_base, minimum_fen) = 0
    WHEN 'running' THEN num_nulls(rate_bp, rate_base) = 0
      AND num_nonnulls(lump_fen, upfront_fen) = 0
    WHEN 'upfront_running' THEN num_nulls(rate_bp, rate_base, upfront_fen) = 0
      AND lump_fen IS NULL
    ELSE false END),
  CONSTRAINT licence_offer_price_is_in_reach CHECK (lump_fen > 0 AND upfront_fen > 0
    AND minimum_fen > 0 AND rate_bp BETWEEN 1 AND 10000),
  CONSTRAINT licence_offer_base_is_known
    CHECK (rate_base IN ('price', 'output', 'profit', 'sales')),
  CONSTRAINT licence_offer_consent_is_whole
    CHECK (num_nonnulls(pledgee_consent, consent_floor_fen, consent_account) IN (0, 3)),
  CONSTRAINT licence_offer_floor_is_not_negative CHECK (consent_floor_fen >= 0),
  CONSTRAINT licence_offer_published_has_moment
    CHECK (state NOT IN ('published', 'unavailable') OR (published_at IS NOT NULL AND version > 0)),
  CONSTRAINT licence_offer_unavailable_has_cause
    CHECK ((state = 'unavailable') = (cause IS NOT NULL AND taken_off_at IS NOT NULL)),
  CONSTRAINT licence_offer_cause_is_known CHECK (cause IN ('pledged', 'licensed', 'expired')),
  CONSTRAINT licence_offer_withdrawn_has_moment
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX licence_offer_of_firm ON licensing_offer (firm, created_at DESC, id DESC);
CREATE UNIQUE INDEX licence_offer_stands_once ON licensing_offer (right_id, kind)
  WHERE state = 'published';

-- LC-06: no offer of a pledged right without the pledgee's consent (Civil Code 444, Rules 86).
CREATE FUNCTION licensing_refuse_pledged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM registry_pledged_right p
      WHERE p.live AND (p.patent = NEW.right_id OR p.counts_as = NEW.right_id)) THEN
    RAISE EXCEPTION 'The right is pledged'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'licence_offer_of_pledged_needs_consent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER licence_offer_of_pledged_needs_consent
  BEFORE INSERT OR UPDATE OF state, pledgee_consent, right_id ON licensing_offer FOR EACH ROW
  WHEN (NEW.state = 'published' AND NEW.pledgee_consent IS NULL)
  EXECUTE FUNCTION licensing_refuse_pledged();

CREATE TABLE licensing_offer_version (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  offer uuid NOT NULL REFERENCES licensing_offer (id) ON DELETE RESTRICT,
  version integer NOT NULL,
  terms jsonb NOT NULL,
  findings jsonb NOT NULL,
  published_by uuid NOT NULL,
  published_by_name varchar(120) NOT NULL,
  CONSTRAINT licence_offer_version_is_one UNIQUE (offer, version)
);
CREATE TRIGGER licence_offer_version_stays BEFORE UPDATE OR DELETE ON licensing_offer_version
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE licensing_inquiry (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  offer uuid NOT NULL,
  version integer NOT NULL,
  asker uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  licensor uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  state varchar(12) NOT NULL,
  opened_by uuid NOT NULL,
  proposal jsonb,
  proposed_n integer NOT NULL,
  proposed_by uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  proposed_at timestamptz,
  closed_at timestamptz,
  closed_by uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  reason varchar(1000),
  moved_at timestamptz NOT NULL,
  CONSTRAINT licence_inquiry_number_is_unique UNIQUE (number),
  CONSTRAINT licence_inquiry_names_a_version FOREIGN KEY (offer, version)
    REFERENCES licensing_offer_version (offer, version) ON DELETE RESTRICT,
  CONSTRAINT licensing_inquiry_offer_fkey FOREIGN KEY (offer)
    REFERENCES licensing_offer (id) ON DELETE RESTRICT,
  CONSTRAINT licence_inquiry_state_is_known CHECK (state IN ('open', 'agreed', 'not_agreed')),
  CONSTRAINT licence_inquiry_has_two_sides CHECK (asker <> licensor),
  CONSTRAINT licence_inquiry_proposal_is_whole
    CHECK (num_nonnulls(proposal, proposed_by, proposed_at) IN (0, 3)
      AND (proposed_n > 0) = (proposal IS NOT NULL)),
  CONSTRAINT licence_inquiry_parties_propose CHECK (proposed_by IN (asker, licensor)),
  CONSTRAINT licence_inquiry_parties_close CHECK (closed_by IN (asker, licensor)),
  CONSTRAINT licence_inquiry_end_is_whole
    CHECK ((state <> 'open') = (num_nulls(closed_at, closed_by) = 0)),
  -- Who proposed the terms never agrees to them for the other side.
  CONSTRAINT licence_inquiry_agreed_by_the_other
    CHECK (state <> 'agreed' OR (proposal IS NOT NULL AND closed_by <> proposed_by)),
  CONSTRAINT licence_inquiry_refusal_has_reason
    CHECK ((state = 'not_agreed') = (reason IS NOT NULL))
);
CREATE INDEX licence_inquiry_of_asker ON licensing_inquiry (asker, moved_at DESC, id DESC);
CREATE INDEX licence_inquiry_of_licensor ON licensing_inquiry (licensor, moved_at DESC, id DESC);
CREATE UNIQUE INDEX licence_inquiry_is_open_once ON licensing_inquiry (offer, asker)
  WHERE state = 'open';

CREATE TABLE licensing_message (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  inquiry uuid NOT NULL REFERENCES licensing_inquiry (id) ON DELETE RESTRICT,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  author uuid NOT NULL,
  author_name varchar(120) NOT NULL,
  text varchar(4000) NOT NULL,
  document_ids uuid[] NOT NULL,
  CONSTRAINT licence_message_says_something CHECK (text <> '')
);
CREATE INDEX licence_message_of_inquiry ON licensing_message (inquiry, created_at, id);
CREATE TRIGGER licence_message_stays BEFORE UPDATE OR DELETE ON licensing_message
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE licensing_licence (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  number varchar(20) NOT NULL,
  inquiry uuid NOT NULL REFERENCES licensing_inquiry (id) ON DELETE RESTRICT,
  right_id uuid NOT NULL REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  licensor uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  licensee uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  kind varchar(10) NOT NULL,
  fields varchar(24)[] NOT NULL,
  territory varchar(6)[] NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  terms jsonb NOT NULL,
  proceeds_account varchar(120),
  agreed_by uuid NOT NULL,
  agreed_by_name varchar(120) NOT NULL,
  recordal_due_on date NOT NULL,
  recordal_number varchar(40),
  recorded_on date,
  entered_by uuid,
  entered_at timestamptz,
  reminded_on date,
  CONSTRAINT licence_number_is_unique UNIQUE (number),
  CONSTRAINT licence_comes_of_one_inquiry UNIQUE (inquiry),
  CONSTRAINT licence_recordal_number_is_unique UNIQUE (recordal_number),
  CONSTRAINT licence_has_two_sides CHECK (licensor <> licensee),
  CONSTRAINT licence_kind_is_known CHECK (kind IN ('exclusive', 'sole', 'plain', 'open')),
  CONSTRAINT licence_ends_after_its_start CHECK (ends_on >= starts_on),
  CONSTRAINT licence_recordal_is_due_later CHECK (recordal_due_on > starts_on),
  CONSTRAINT licence_recordal_is_whole
    CHECK (num_nonnulls(recordal_number, recorded_on, entered_by, entered_at) IN (0, 4))
);
CREATE INDEX licence_of_licensor ON licensing_licence (licensor, created_at DESC, id DESC);
CREATE INDEX licence_of_licensee ON licensing_licence (licensee, created_at DESC, id DESC);
CREATE INDEX licence_of_right ON licensing_licence (right_id);
CREATE INDEX licence_to_be_recorded ON licensing_licence (recordal_due_on)
  WHERE recordal_number IS NULL;

-- LC-05: an exclusive or sole licence stands alone in its field, territory and time.
CREATE FUNCTION licensing_refuse_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM portfolio_right WHERE id = NEW.right_id FOR UPDATE;
  IF EXISTS (SELECT FROM licensing_licence l
      WHERE l.right_id = NEW.right_id AND l.id <> NEW.id
        AND (l.kind IN ('exclusive', 'sole') OR NEW.kind IN ('exclusive', 'sole'))
        AND daterange(l.starts_on, l.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')
        AND ('open' IN (l.kind, NEW.kind) OR
          ((l.fields = '{}' OR NEW.fields = '{}' OR l.fields && NEW.fields)
            AND (l.territory = '{}' OR NEW.territory = '{}' OR l.territory && NEW.territory))))
  THEN
    RAISE EXCEPTION 'A running licence leaves no room for this one'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'licence_stands_beside_others';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER licence_stands_beside_others
  BEFORE INSERT OR UPDATE OF right_id, kind, fields, territory, starts_on, ends_on
  ON licensing_licence FOR EACH ROW EXECUTE FUNCTION licensing_refuse_conflict();
CREATE TRIGGER licence_is_never_deleted BEFORE DELETE ON licensing_licence
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE licensing_listing (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  source varchar(10) NOT NULL,
  kind varchar(10) NOT NULL,
  title text NOT NULL,
  grams text[] NOT NULL,
  ipc varchar(4)[] NOT NULL,
  industry varchar(24) NOT NULL,
  division varchar(6),
  price_form varchar(16),
  price_fen bigint,
  published_at timestamptz NOT NULL,
  CONSTRAINT listing_source_is_known CHECK (source IN ('offer', 'financing')),
  CONSTRAINT listing_kind_fits
    CHECK ((source = 'financing') = (kind = 'financing') AND (source = 'offer') =
      (price_form IS NOT NULL)),
  -- A teaser never shows the patent: its title names the firm.
  CONSTRAINT listing_teaser_names_no_patent
    CHECK (source = 'offer' OR (title = '' AND grams = '{}'))
);
CREATE INDEX listing_newest ON licensing_listing (published_at DESC, id DESC);
CREATE INDEX listing_cheapest ON licensing_listing (COALESCE(price_fen, 9223372036854775807), id);
CREATE INDEX listing_words ON licensing_listing USING gin (grams);
CREATE INDEX listing_ipc ON licensing_listing USING gin (ipc);
ALTER TABLE licensing_listing ALTER COLUMN grams SET STATISTICS 1000;

INSERT INTO licensing_listing (id, source, kind, title, grams, ipc, industry, division,
  published_at)
SELECT q.id, 'financing', 'financing', '', '{}',
  ARRAY(SELECT DISTINCT left(replace(p.ipc_main, ' ', ''), 4) FROM listing_requested_right r
    JOIN portfolio_right p ON p.id = r.right_id WHERE r.request = q.id AND p.ipc_main IS NOT NULL),
  q.sector, o.division,
  date_trunc('day', q.published_at AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai'
FROM listing_financing_request q JOIN identity_organisation o ON o.id = q.firm
WHERE q.state = 'published';
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

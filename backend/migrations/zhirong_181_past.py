"""What the coverage of the patent targets rests on, as it stood before each change of it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000181"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: coverage as known on a day"

RIGHT = (
    "id, application_body, application_check, application_source, publication_no, "
    "registration_no, kind, source, as_of, title, filing_on, published_on, ipc_main, classes, "
    "industry, applicants, applicant_keys, inventors, address, granted_on, grant_source, "
    "expires_on, expiry_source, patentees, patentee_keys, owner_source, owner_as_of, merged_into"
)
ASSET = "id, created_at, firm, right_id, declared, removed_at"
FACT = (
    "id, created_at, right_id, kind, as_of, payload, document_id, bank_id, recorded_by_name, "
    "organisation_id"
)
FIRM = "id, name, former_names, division, verified_at"
PLEDGE = "id, created_at, state, registration_number, registered_on, secured_fen"
PLEDGED = "id, created_at, pledge, counts_as"

#: What is kept: the columns, and those whose change counts (none named: of any of them).
KEPT = {
    "portfolio_right": RIGHT,
    "portfolio_asset": ASSET,
    "portfolio_right_fact": FACT,
    "identity_organisation": FIRM,
    "registry_pledge": PLEDGE,
    "registry_pledged_right": PLEDGED,
}


def _each(prefix: str, columns: str) -> str:
    return ", ".join(f"{prefix}.{name}" for name in columns.split(", "))


def _kept(table: str, columns: str) -> str:
    """The rows as they were, a trigger that keeps them, and the table as it was known."""
    born = "t.created_at < known_by AND" if "created_at" in columns else ""
    was = "AND p.created_at < known_by" if born else ""
    return f"""
CREATE TABLE {table}_past AS SELECT now() AS known_from, now() AS known_until, {columns}
  FROM {table} WITH NO DATA;
ALTER TABLE {table}_past ALTER known_from SET NOT NULL, ALTER known_until SET NOT NULL;
CREATE INDEX {table}_past_row ON {table}_past (id, known_until);
CREATE TRIGGER {table}_keeps_past BEFORE UPDATE ON {table} FOR EACH ROW
  WHEN (({_each("OLD", columns)}) IS DISTINCT FROM ({_each("NEW", columns)}))
  EXECUTE FUNCTION portfolio_keep_past('{columns}');
CREATE TRIGGER {table}_keeps_deleted BEFORE DELETE ON {table} FOR EACH ROW
  EXECUTE FUNCTION portfolio_keep_past('{columns}');
CREATE TRIGGER {table}_past_stays BEFORE UPDATE OR DELETE ON {table}_past
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE FUNCTION {table}_known(known_by timestamptz) RETURNS SETOF {table}_past
LANGUAGE sql STABLE AS $$
  SELECT '-infinity'::timestamptz, 'infinity'::timestamptz, {_each("t", columns)} FROM {table} t
  WHERE {born} NOT EXISTS (
    SELECT FROM {table}_past p WHERE p.id = t.id AND p.known_until >= known_by)
  UNION ALL
  SELECT p.* FROM {table}_past p
  WHERE p.known_from < known_by AND p.known_until >= known_by {was}
$$;
"""


SQL = f"""
-- This moment; in a demonstration or a test the one that the clock was set to.
CREATE FUNCTION kernel_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(nullif(current_setting('zhirong.now', true), '')::timestamptz, clock_timestamp())
$$;

-- Each row as it was from one moment until the next, its own columns only.
CREATE FUNCTION portfolio_keep_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Of the reference only what somebody holds or held is counted.
  IF TG_TABLE_NAME = 'portfolio_right' AND NOT EXISTS (
      SELECT FROM portfolio_asset a WHERE a.right_id = OLD.id) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  EXECUTE format(
    'INSERT INTO %1$I (known_from, known_until, %2$s) SELECT coalesce((SELECT max(p.known_until) '
    'FROM %1$I p WHERE p.id = ($1).id), ''-infinity''), kernel_now(), %3$s',
    TG_TABLE_NAME || '_past', TG_ARGV[0], '($1).' || replace(TG_ARGV[0], ', ', ', ($1).'))
    USING OLD;
  RETURN coalesce(NEW, OLD);
END $$;
{"".join(_kept(table, columns) for table, columns in KEPT.items())}
CREATE INDEX portfolio_asset_past_right ON portfolio_asset_past (right_id);
CREATE INDEX portfolio_right_fact_past_right ON portfolio_right_fact_past (right_id);
CREATE INDEX registry_pledged_right_past_right ON registry_pledged_right_past (counts_as);

-- Publications and members of families are moved or taken away: each stands from a moment on.
ALTER TABLE portfolio_publication
  ADD COLUMN known_since timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE portfolio_publication ALTER COLUMN known_since SET DEFAULT kernel_now();
ALTER TABLE portfolio_family_member
  ADD COLUMN known_since timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE portfolio_family_member ALTER COLUMN known_since SET DEFAULT kernel_now();
CREATE TABLE portfolio_publication_past (
  number varchar(24) NOT NULL,
  right_id uuid NOT NULL,
  granting boolean NOT NULL,
  published_on date,
  source varchar(20) NOT NULL,
  known_since timestamptz NOT NULL,
  known_until timestamptz NOT NULL
);
CREATE INDEX portfolio_publication_past_right ON portfolio_publication_past (right_id);
CREATE TABLE portfolio_family_member_past (
  right_id uuid NOT NULL,
  family uuid NOT NULL,
  teller varchar(20) NOT NULL,
  as_of date NOT NULL,
  known_since timestamptz NOT NULL,
  known_until timestamptz NOT NULL
);
CREATE INDEX portfolio_family_member_past_right ON portfolio_family_member_past (right_id);
CREATE INDEX portfolio_family_member_past_family ON portfolio_family_member_past (family);
CREATE FUNCTION portfolio_keep_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := kernel_now();
BEGIN
  IF TG_TABLE_NAME = 'portfolio_publication' THEN
    INSERT INTO portfolio_publication_past
      SELECT OLD.number, OLD.right_id, OLD.granting, OLD.published_on, OLD.source, OLD.known_since,
        moment;
  ELSE
    INSERT INTO portfolio_family_member_past
      SELECT OLD.right_id, OLD.family, OLD.teller, OLD.as_of, OLD.known_since, moment;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  NEW.known_since := moment;
  RETURN NEW;
END $$;
CREATE TRIGGER portfolio_publication_keeps_moved BEFORE UPDATE OR DELETE ON portfolio_publication
  FOR EACH ROW EXECUTE FUNCTION portfolio_keep_moved();
CREATE TRIGGER portfolio_family_member_keeps_moved
  BEFORE UPDATE OR DELETE ON portfolio_family_member
  FOR EACH ROW EXECUTE FUNCTION portfolio_keep_moved();
CREATE TRIGGER portfolio_publication_past_stays BEFORE UPDATE OR DELETE
  ON portfolio_publication_past FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER portfolio_family_member_past_stays BEFORE UPDATE OR DELETE
  ON portfolio_family_member_past FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE FUNCTION portfolio_publication_known(known_by timestamptz)
RETURNS TABLE (number varchar, right_id uuid, granting boolean, published_on date, source varchar)
LANGUAGE sql STABLE AS $$
  SELECT t.number, t.right_id, t.granting, t.published_on, t.source FROM portfolio_publication t
  WHERE t.known_since < known_by
  UNION ALL
  SELECT p.number, p.right_id, p.granting, p.published_on, p.source
  FROM portfolio_publication_past p WHERE p.known_since < known_by AND p.known_until >= known_by
$$;
CREATE FUNCTION portfolio_family_member_known(known_by timestamptz)
RETURNS TABLE (right_id uuid, family uuid, teller varchar, as_of date) LANGUAGE sql STABLE AS $$
  SELECT t.right_id, t.family, t.teller, t.as_of FROM portfolio_family_member t
  WHERE t.known_since < known_by
  UNION ALL
  SELECT p.right_id, p.family, p.teller, p.as_of
  FROM portfolio_family_member_past p WHERE p.known_since < known_by AND p.known_until >= known_by
$$;

-- An award is decided once and never changes: its own days tell.
CREATE FUNCTION portfolio_award_known(known_by timestamptz) RETURNS SETOF portfolio_award
LANGUAGE sql STABLE AS $$
  SELECT * FROM portfolio_award WHERE state = 'confirmed' AND ended_at < known_by
$$;
-- The register is above the portfolio.
CREATE FUNCTION portfolio_pledge_amount_known(known_by timestamptz)
RETURNS TABLE (right_id uuid, registration_number varchar, registered_on date, secured_fen bigint)
LANGUAGE sql STABLE AS $$
  SELECT p.counts_as, g.registration_number, g.registered_on, g.secured_fen
  FROM registry_pledged_right_known(known_by) p JOIN registry_pledge_known(known_by) g
    ON g.id = p.pledge
  WHERE g.registered_on IS NOT NULL AND g.secured_fen IS NOT NULL
    AND g.state IN ('registered', 'change_filed', 'cancel_filed', 'cancelled')
$$;

-- What was overwritten before today is not known: of a platform in use the first whole day.
CREATE TABLE portfolio_known_from (
  day date NOT NULL,
  CONSTRAINT portfolio_known_from_is_possible CHECK (day > '2000-01-01')
);
CREATE UNIQUE INDEX portfolio_known_from_is_one ON portfolio_known_from ((true));
INSERT INTO portfolio_known_from
  SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE EXISTS (SELECT FROM portfolio_right);
CREATE TRIGGER portfolio_known_from_stays BEFORE UPDATE OR DELETE ON portfolio_known_from
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

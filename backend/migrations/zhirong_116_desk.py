"""Who of a bank decides up to which amount, which group takes a case, who stands in for whom."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000116"
VERSION = "1.38.0"
DESCRIPTION = "lending: limits of checkers, groups of officers, substitution on leave"

SQL = """
ALTER TABLE identity_member ADD CONSTRAINT identity_member_is_of_its_organisation
  UNIQUE (id, organisation);

CREATE TABLE lending_decision_limit (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  bank uuid NOT NULL,
  member uuid NOT NULL,
  upto_fen bigint NOT NULL,
  from_on date NOT NULL,
  reason varchar(500) NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_by_name varchar(120) NOT NULL,
  outcome varchar(10),
  decided_by uuid,
  decided_by_name varchar(120),
  decided_at timestamptz,
  note varchar(500),
  CONSTRAINT lending_decision_limit_is_of_a_member FOREIGN KEY (member, bank)
    REFERENCES identity_member (id, organisation) ON DELETE RESTRICT,
  CONSTRAINT lending_decision_limit_is_not_negative CHECK (upto_fen >= 0),
  CONSTRAINT lending_decision_limit_outcome_is_known
    CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
  CONSTRAINT lending_decision_limit_is_decided_whole
    CHECK (num_nonnulls(outcome, decided_by, decided_by_name, decided_at) IN (0, 4)),
  CONSTRAINT lending_decision_limit_decline_has_reason
    CHECK ((note IS NOT NULL) = (coalesce(outcome, '') = 'declined')),
  CONSTRAINT lending_decision_limit_has_four_eyes
    CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by)),
  CONSTRAINT lending_decision_limit_is_set_by_others
    CHECK (member <> proposed_by AND (decided_by IS NULL OR member <> decided_by)),
  CONSTRAINT lending_decision_limit_begins_after_two_agreed CHECK (
    outcome IS DISTINCT FROM 'accepted'
    OR (decided_at AT TIME ZONE 'Asia/Shanghai')::date <= from_on)
);
CREATE UNIQUE INDEX lending_decision_limit_one_waits ON lending_decision_limit (member)
  WHERE outcome IS NULL;
CREATE UNIQUE INDEX lending_decision_limit_one_of_a_day ON lending_decision_limit (member, from_on)
  WHERE outcome = 'accepted';
CREATE INDEX lending_decision_limit_of_bank
  ON lending_decision_limit (bank, created_at DESC, id DESC);

CREATE FUNCTION lending_decision_limit_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['outcome', 'decided_by', 'decided_by_name', 'decided_at', 'note'];
BEGIN
  IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a limit is decided once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_decision_limit_is_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_decision_limit_keeps_terms BEFORE UPDATE ON lending_decision_limit
  FOR EACH ROW EXECUTE FUNCTION lending_decision_limit_keeps_terms();
CREATE TRIGGER lending_decision_limit_stays BEFORE DELETE ON lending_decision_limit
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_decision_limit_is_never_emptied BEFORE TRUNCATE ON lending_decision_limit
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE TABLE lending_officer_group (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  bank uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  name varchar(60) NOT NULL,
  products uuid[] NOT NULL,
  divisions varchar(6)[] NOT NULL,
  streets varchar(60)[] NOT NULL,
  members uuid[] NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL,
  changed_by_name varchar(120) NOT NULL,
  ended_at timestamptz,
  CONSTRAINT lending_officer_group_has_members CHECK (cardinality(members) > 0)
);
CREATE UNIQUE INDEX lending_officer_group_name_is_unique ON lending_officer_group (bank, name)
  WHERE ended_at IS NULL;
CREATE INDEX lending_officer_group_of_bank
  ON lending_officer_group (bank, created_at DESC, id DESC);

-- The group that takes a case: one of its product before one of its place, a street before a
-- district, then the one that was there first.
CREATE FUNCTION lending_group_of(lender uuid, product_id uuid, firm jsonb) RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT g.id FROM lending_officer_group g
  WHERE g.bank = lender AND g.ended_at IS NULL
    AND (cardinality(g.products) = 0 OR product_id = ANY (g.products))
    AND ((cardinality(g.divisions) = 0 AND cardinality(g.streets) = 0)
      OR firm->>'division' = ANY (g.divisions) OR firm->>'street' = ANY (g.streets))
  ORDER BY cardinality(g.products) = 0, coalesce(firm->>'street' = ANY (g.streets), false) DESC,
    coalesce(firm->>'division' = ANY (g.divisions), false) DESC, g.created_at, g.id
  LIMIT 1
$$;

CREATE TABLE lending_substitution (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  bank uuid NOT NULL,
  member uuid NOT NULL,
  substitute uuid NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  named_by uuid NOT NULL,
  named_by_name varchar(120) NOT NULL,
  ended_at timestamptz,
  ended_by uuid,
  ended_by_name varchar(120),
  CONSTRAINT lending_substitution_is_of_a_member FOREIGN KEY (member, bank)
    REFERENCES identity_member (id, organisation) ON DELETE RESTRICT,
  CONSTRAINT lending_substitution_is_by_a_member FOREIGN KEY (substitute, bank)
    REFERENCES identity_member (id, organisation) ON DELETE RESTRICT,
  CONSTRAINT lending_substitution_is_by_another CHECK (member <> substitute),
  CONSTRAINT lending_substitution_days_are_ordered CHECK (from_on <= to_on),
  CONSTRAINT lending_substitution_is_ended_whole
    CHECK (num_nonnulls(ended_at, ended_by, ended_by_name) IN (0, 3)),
  CONSTRAINT lending_substitution_one_at_a_time EXCLUDE USING gist (
    int8range(hashtextextended(member::text, 0), hashtextextended(member::text, 0), '[]') WITH &&,
    daterange(from_on, to_on, '[]') WITH &&
  ) WHERE (ended_at IS NULL)
);
CREATE INDEX lending_substitution_of_bank
  ON lending_substitution (bank, from_on DESC, id DESC);

CREATE FUNCTION lending_substitution_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text[] := ARRAY['ended_at', 'ended_by', 'ended_by_name'];
BEGIN
  IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a substitution is ended once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_substitution_is_ended_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_substitution_keeps_terms BEFORE UPDATE ON lending_substitution
  FOR EACH ROW EXECUTE FUNCTION lending_substitution_keeps_terms();
CREATE TRIGGER lending_substitution_stays BEFORE DELETE ON lending_substitution
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_substitution_is_never_emptied BEFORE TRUNCATE ON lending_substitution
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

CREATE FUNCTION lending_stands_in(person uuid, absent uuid, day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM lending_substitution s WHERE s.member = absent
    AND s.substitute = person AND s.ended_at IS NULL AND day BETWEEN s.from_on AND s.to_on)
$$;

-- What a checker may grant on a day, of an opinion of `maker`: by his own limit, or by that of a
-- colleague for whom he stands in and who did not make the opinion. Null: the bank keeps no limits.
CREATE FUNCTION lending_limit_of(lender uuid, checker uuid, maker uuid, day date) RETURNS bigint
LANGUAGE sql STABLE AS $$
  WITH in_force AS (
    SELECT DISTINCT ON (member) member, upto_fen FROM lending_decision_limit
    WHERE bank = lender AND outcome = 'accepted' AND from_on <= day
    ORDER BY member, from_on DESC
  )
  SELECT CASE WHEN EXISTS (SELECT FROM in_force) THEN coalesce((
    SELECT max(f.upto_fen) FROM in_force f WHERE f.member = checker
      OR (f.member <> maker AND lending_stands_in(checker, f.member, day))), 0) END
$$;

CREATE FUNCTION lending_check_decider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  day date := (NEW.decided_at AT TIME ZONE 'Asia/Shanghai')::date;
  lender_id uuid := (SELECT a.lender FROM lending_application a WHERE a.id = NEW.application);
  upto bigint;
BEGIN
  IF EXISTS (SELECT FROM lending_substitution s WHERE s.member = NEW.checker
      AND s.ended_at IS NULL AND day BETWEEN s.from_on AND s.to_on) THEN
    RAISE EXCEPTION 'who is away decides nothing: his substitute does'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_opinion_checker_is_there';
  END IF;
  IF lending_stands_in(NEW.checker, NEW.maker, day) THEN
    RAISE EXCEPTION 'who stands in for the maker does not check his opinion'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_opinion_substitute_is_no_checker';
  END IF;
  upto := lending_limit_of(lender_id, NEW.checker, NEW.maker, day);
  IF NEW.decision = 'approved' AND NEW.amount_fen > upto THEN
    RAISE EXCEPTION '% fen are above what this checker may grant, % fen', NEW.amount_fen, upto
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lending_opinion_is_within_the_limit';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_opinion_decider_may BEFORE UPDATE OF decision ON lending_opinion
  FOR EACH ROW WHEN (NEW.decision IS NOT NULL AND OLD.decision IS NULL)
  EXECUTE FUNCTION lending_check_decider();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

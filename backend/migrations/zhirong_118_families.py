"""Patent families, grants abroad, and what makes an invention one of high value, by dated rules."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000118"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: families, grants abroad, high-value inventions"

SQL = """
-- By what a source names a family: a DOCDB number, a Lens identifier, a publication number.
CREATE TABLE portfolio_family_key (
  key varchar(60) PRIMARY KEY,
  family uuid NOT NULL,
  CONSTRAINT portfolio_family_key_is_known CHECK (key ~ '^(docdb|lens|number):.')
);
CREATE INDEX portfolio_key_of_family ON portfolio_family_key (family);
CREATE TABLE portfolio_family_member (
  right_id uuid PRIMARY KEY REFERENCES portfolio_right (id) ON DELETE RESTRICT,
  family uuid NOT NULL,
  teller varchar(20) NOT NULL,
  as_of date NOT NULL
);
CREATE INDEX portfolio_member_of_family ON portfolio_family_member (family);

CREATE TABLE portfolio_counting_rule (
  id uuid PRIMARY KEY,
  measure varchar(20) NOT NULL,
  version integer NOT NULL,
  from_on date NOT NULL,
  switches jsonb NOT NULL,
  words text NOT NULL,
  words_en text NOT NULL,
  source text NOT NULL,
  source_en text NOT NULL,
  CONSTRAINT portfolio_counting_measure_is_known CHECK (measure IN ('overseas', 'high_value')),
  CONSTRAINT portfolio_counting_version_is_one UNIQUE (measure, version),
  CONSTRAINT portfolio_counting_day_is_one UNIQUE (measure, from_on),
  CONSTRAINT portfolio_counting_switches_are_an_object CHECK (jsonb_typeof(switches) = 'object')
);
CREATE TRIGGER portfolio_counting_rule_stays BEFORE UPDATE OR DELETE ON portfolio_counting_rule
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

INSERT INTO portfolio_counting_rule
  (id, measure, version, from_on, switches, words, words_en, source, source_en) VALUES
 ('11800000-0000-4000-8000-000000000001', 'overseas', 1, '2022-01-01',
  '{"division": "310115", "since": "2022-01-01", "until": "2025-12-31", "unit": "grant",
    "home": ["CN"],
    "codes": {"US": ["B1", "B2"], "EP": ["B1"], "JP": ["B1", "B2"], "KR": ["B1"],
              "DE": ["B3", "B4"], "GB": ["B"], "FR": ["B1"], "CA": ["C"], "AU": ["B1", "B2"],
              "RU": ["C1", "C2"], "TW": ["B"], "EA": ["B1"], "ES": ["B1", "B2"]}}',
  '授权日在 2022-01-01 至 2025-12-31 的境外发明专利，每个国家或地区的一次授权计一件；同族中须有权利人经证明为注册地在浦东新区（310115）企业的专利；按各局授权文献种类代码认定，未列入的国家或代码不计。',
  'Inventions granted outside mainland China from 2022-01-01 to 2025-12-31, one per grant; a patent of the family must be proven to be owned by a firm registered in Pudong (310115). A grant is known by the kind code of its office; countries and codes not listed do not count.',
  '平台设计口径（基期与计件单位规划未定），文献种类代码据 WIPO ST.16，未逐局核对',
  'Our reading (the plan names neither base date nor unit); kind codes by WIPO ST.16, not confirmed office by office'),
 ('11800000-0000-4000-8000-000000000002', 'high_value', 1, '2022-01-01',
  '{"division": "310115", "years": 10, "pledged_fen": 1000000000, "residents": 5681512,
    "residents_on": "2020-11-01"}',
  '有效发明专利满足任一项即计，每件只计一次：战略性新兴产业（按 IPC 对照四个重点产业）；有境外授权的同族专利；自申请日起维持超过 10 年；质押登记担保债权不低于 1,000 万元；获国家科学技术奖或中国专利奖。',
  'An invention in force counts once if it meets any of: a strategic emerging industry (by IPC, four key industries); a family member granted abroad; kept for more than 10 years from filing; a registered pledge securing at least CNY 10 million; a State Science and Technology Award or China Patent Award.',
  '五类口径据国家知识产权局；质押金额门槛与“超过10年”起算点未经确认，常住人口为 2020 年普查数',
  'The five categories are CNIPA''s; the pledge threshold and the start of the ten years are unconfirmed; residents by the census of 2020');

-- What pledges of a right were registered for; the register is above the portfolio.
CREATE VIEW portfolio_pledge_amount AS
  SELECT p.counts_as AS right_id, g.registration_number, g.registered_on, g.secured_fen
  FROM registry_pledged_right p JOIN registry_pledge g ON g.id = p.pledge
  WHERE g.registered_on IS NOT NULL AND g.secured_fen IS NOT NULL
    AND g.state IN ('registered', 'change_filed', 'cancel_filed', 'cancelled');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

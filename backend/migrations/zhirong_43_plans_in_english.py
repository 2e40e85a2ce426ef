"""Plans and their targets are there in English too; the Chinese names and quotes stay the plan's own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:45:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "plans in English"

SQL = """
ALTER TABLE registry_plan ADD COLUMN name_en varchar(200), ADD COLUMN source_en text;
ALTER TABLE registry_target ADD COLUMN name_en varchar(200), ADD COLUMN quote_en text,
  ADD COLUMN source_en text;
ALTER TABLE registry_counting_rule ADD COLUMN source_en text;

-- What is added to a used rule is the translation of its source, and it decides nothing.
ALTER TABLE registry_counting_rule DISABLE TRIGGER registry_counting_rule_used_stays;
UPDATE registry_counting_rule SET source_en =
  'Method of the platform, still to be confirmed by the district''s competent authority'
  WHERE source = '平台设计口径，待区主管部门确认';
ALTER TABLE registry_counting_rule ENABLE TRIGGER registry_counting_rule_used_stays;

UPDATE registry_plan SET
  name_en = 'Pudong: building a national model area of IP protection (2022–2025)',
  source_en = 'Pudong People''s Government [2022] No. 142, 28 September 2022'
  WHERE code = '2022-2025';
UPDATE registry_plan SET
  name_en = 'Demonstration plan (2026–2028, not adopted)',
  source_en = 'Demonstration data, not official'
  WHERE code = 'demo-2026-2028' AND NOT adopted;
UPDATE registry_target t SET name_en = said.name_en, quote_en = said.quote_en
  FROM (VALUES
    ('知识产权质押融资登记金额累计达到30亿元', 'Registered amount of IP pledge financing',
     'Registered IP pledge financing reaches CNY 3 billion in all'),
    ('演示目标：累计达到30亿元', 'Registered amount of IP pledge financing',
     'Demonstration target: CNY 3 billion in all'),
    ('每万人口高价值发明专利拥有量达到60件以上', 'High-value invention patents per 10,000 people',
     'At least 60 high-value invention patents per 10,000 people'),
    ('海外发明专利授权量累计增加3000件', 'Invention patents granted abroad',
     '3,000 more invention patents granted abroad'),
    ('科创板拟上市企业分级培育库累计入库企业650家',
     'Firms in the tiered library of STAR Market candidates',
     '650 firms taken into the tiered library of STAR Market candidates')
  ) AS said (quote, name_en, quote_en) WHERE t.quote = said.quote;
UPDATE registry_target SET source_en = 'Pudong People''s Government [2022] No. 142'
  WHERE source = '浦府〔2022〕142号';
UPDATE registry_target SET source_en = 'Demonstration data, not official'
  WHERE source = '演示数据，非官方';

ALTER TABLE registry_plan ADD CONSTRAINT registry_plan_english_says_something
  CHECK (name_en <> '' AND source_en <> '');
ALTER TABLE registry_target ADD CONSTRAINT registry_target_english_says_something
  CHECK (name_en <> '' AND quote_en <> '' AND source_en <> '');
ALTER TABLE registry_counting_rule ADD CONSTRAINT registry_counting_rule_english_source_says_something
  CHECK (source_en <> '');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

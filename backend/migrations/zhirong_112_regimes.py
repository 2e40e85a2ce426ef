"""Under whose rules a pledge of each kind of right is registered: dated rows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000112"
VERSION = "1.38.0"
DESCRIPTION = "registry: regimes"

SQL = """
CREATE TABLE registry_regime (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  register varchar(12) NOT NULL REFERENCES registry_counter (register) ON DELETE RESTRICT,
  version integer NOT NULL,
  from_on date NOT NULL,
  registrar text NOT NULL,
  registrar_en text NOT NULL,
  grounds jsonb NOT NULL,
  waivable integer[] NOT NULL,
  notes text[] NOT NULL,
  papers jsonb NOT NULL,
  online_days smallint NOT NULL,
  paper_days smallint NOT NULL,
  working boolean NOT NULL,
  fee_fen bigint NOT NULL,
  source text NOT NULL,
  source_en text NOT NULL,
  CONSTRAINT registry_regime_version_is_one UNIQUE (register, version),
  CONSTRAINT registry_regime_day_is_one UNIQUE (register, from_on),
  CONSTRAINT registry_regime_counts_from_one CHECK (version >= 1),
  CONSTRAINT registry_regime_asks_something CHECK (
    jsonb_typeof(grounds) = 'object' AND grounds <> '{}'
    AND NOT jsonb_path_exists(grounds, '$.keyvalue() ? (!(@.key like_regex "^([1-9]|1[0-2])$"))')),
  CONSTRAINT registry_regime_waives_what_can_be CHECK (waivable <@ ARRAY[10, 11]),
  CONSTRAINT registry_regime_notes_are_known CHECK (
    notes <@ ARRAY['similar_marks_together', 'renewed_before_expiry', 'pledged_already',
                   'property_rights_only', 'no_rule_of_its_own']),
  CONSTRAINT registry_regime_papers_are_a_list CHECK (jsonb_typeof(papers) = 'array'),
  CONSTRAINT registry_regime_answers_in_days CHECK (
    online_days BETWEEN 1 AND 90 AND paper_days BETWEEN 1 AND 90),
  CONSTRAINT registry_regime_fee_is_no_credit CHECK (fee_fen >= 0)
);
CREATE TRIGGER registry_regime_stays BEFORE UPDATE OR DELETE ON registry_regime
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

INSERT INTO registry_regime (id, register, version, from_on, registrar, registrar_en, grounds,
  waivable, notes, papers, online_days, paper_days, working, fee_fen, source, source_en) VALUES
 ('11200000-0000-4000-8000-000000000001', 'patent', 1, '2021-11-15', '国家知识产权局', 'CNIPA',
  '{"1": "PR-03", "2": "PR-04", "3": "PR-05", "4": "PR-06", "5": "PR-07", "6": "PR-08",
    "7": "PR-09", "8": "PR-10", "9": "PR-11", "10": "PR-12", "11": "PR-13", "12": "by_hand"}',
  '{10,11}', '{}', '[]', 2, 5, true, 0,
  '专利权质押登记办法（国家知识产权局公告第 461 号，2021-11-15）',
  'Patent pledge registration measures (CNIPA announcement 461, 2021-11-15)'),
 ('11200000-0000-4000-8000-000000000002', 'trademark', 1, '2020-01-01',
  '国家知识产权局商标局', 'CNIPA trademark office',
  '{"1": "TM-1", "7": "TM-2", "2": "TM-3", "5": "TM-4", "12": "TM-5"}', '{}',
  '{similar_marks_together,renewed_before_expiry,pledged_already}',
  '[{"paper": "D1", "words": "商标专用权质权登记申请书（双方签章）及承诺书", "words_en": "application and undertaking, sealed by both"},
    {"paper": "D2", "words": "主合同与注册商标专用权质权合同，载明注册号", "words_en": "main and pledge contracts naming the registration numbers"},
    {"paper": "D3", "words": "双方主体资格证明", "words_en": "identity of both"},
    {"paper": "D4", "words": "委托代理的，代理委托书", "words_en": "power of attorney if there is an agent"},
    {"paper": "D6", "words": "价值评估报告，或双方书面认可的价值", "words_en": "appraisal report, or the value both agree on"}]',
  5, 5, true, 0,
  '注册商标专用权质押登记程序规定（国家知识产权局 2020，公告号未确认）；不予登记事由据回忆，答复期限为平台设定，均未确认',
  'Registered trademark pledge rules (CNIPA 2020, number not confirmed); grounds recalled, time to answer our setting: neither confirmed'),
 ('11200000-0000-4000-8000-000000000003', 'copyright', 1, '2011-01-01',
  '国家版权局（中国版权保护中心办理）', 'NCAC, through the China copyright protection centre',
  '{"1": "CR-1", "7": "CR-2", "2": "CR-3", "6": "CR-4", "5": "CR-5", "12": "CR-6", "8": "CR-joint"}',
  '{}', '{property_rights_only,pledged_already}',
  '[{"paper": "D1", "words": "著作权质权登记申请表", "words_en": "application form"},
    {"paper": "D2", "words": "主合同与著作权质权合同，载明作品、内容与保护期", "words_en": "main and pledge contracts naming work, content and protection period"},
    {"paper": "D3", "words": "双方身份证明", "words_en": "identity of both"},
    {"paper": "D4", "words": "委托代理的，授权委托书", "words_en": "power of attorney if there is an agent"},
    {"paper": "D5", "words": "共有人同意书；质押前的授权使用合同", "words_en": "consent of joint owners; licences granted before"},
    {"paper": "D6", "words": "作过评估或质权人要求的，价值评估报告", "words_en": "appraisal report if made or demanded"}]',
  10, 10, false, 0,
  '著作权质权登记办法（国家版权局令第 8 号，2010-11-25，2011-01-01 起施行）；受理后 10 日',
  'Copyright pledge measures (NCAC order 8, 2010-11-25, in force 2011-01-01); 10 days from acceptance'),
 ('11200000-0000-4000-8000-000000000004', 'layout', 1, '2021-11-15', '国家知识产权局', 'CNIPA',
  '{"1": "LD-1", "2": "LD-2", "3": "LD-3", "5": "LD-5", "6": "LD-6", "7": "LD-7", "8": "LD-8",
    "9": "LD-9", "11": "LD-11", "12": "LD-12"}',
  '{11}', '{no_rule_of_its_own}', '[]', 2, 5, true, 0,
  '未见布图设计质押专门规定（民法典第 440 条第 5 项）；比照专利权质押登记办法，未确认',
  'No pledge rule found (Civil Code 440(5)); treated like patents, not confirmed');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

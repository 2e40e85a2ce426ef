"""Schemes of indicators, weight sets by scene, and how crowded a field is."""

import json
from uuid import NAMESPACE_URL, uuid5

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T11:08:00:000080"
VERSION = "1.38.0"
DESCRIPTION = "valuation: schemes, weight sets, field counts"

SQL = """
CREATE TABLE valuation_scheme (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  code varchar(40) NOT NULL,
  edition varchar(40) NOT NULL,
  name_zh varchar(120) NOT NULL,
  name_en varchar(120) NOT NULL,
  source varchar(500) NOT NULL,
  kinds text[] NOT NULL,
  CONSTRAINT valuation_scheme_code_is_unique UNIQUE (code)
);
CREATE TABLE valuation_indicator (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  scheme uuid NOT NULL REFERENCES valuation_scheme (id) ON DELETE RESTRICT,
  code varchar(12) NOT NULL,
  parent varchar(12),
  level smallint NOT NULL,
  position smallint NOT NULL,
  name_zh varchar(120) NOT NULL,
  name_en varchar(120) NOT NULL,
  signal varchar(40),
  CONSTRAINT valuation_indicator_stands_once UNIQUE (scheme, code),
  CONSTRAINT valuation_indicator_hangs_in_its_tree
    FOREIGN KEY (scheme, parent) REFERENCES valuation_indicator (scheme, code),
  CONSTRAINT valuation_indicator_level_is_known
    CHECK (level BETWEEN 1 AND 3 AND (level = 1) = (parent IS NULL))
);
CREATE TABLE valuation_weight_set (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  scheme uuid NOT NULL REFERENCES valuation_scheme (id) ON DELETE RESTRICT,
  scene varchar(30) NOT NULL,
  version integer NOT NULL,
  organisation uuid REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  author uuid,
  author_name varchar(120) NOT NULL,
  reason varchar(1000) NOT NULL,
  weights jsonb NOT NULL,
  CONSTRAINT valuation_weight_set_version_is_unique
    UNIQUE NULLS NOT DISTINCT (scheme, scene, organisation, version),
  CONSTRAINT valuation_weight_set_version_counts CHECK (version >= 1),
  CONSTRAINT valuation_weight_set_scene_is_known CHECK (scene IN ('licence_transfer', 'finance',
    'financial_reporting', 'infringement_relief', 'management', 'other')),
  CONSTRAINT valuation_weight_set_weighs_leaves CHECK (jsonb_typeof(weights) = 'object')
);
CREATE INDEX valuation_weight_set_newest
  ON valuation_weight_set (scheme, scene, organisation, version DESC);
CREATE TABLE valuation_field_count (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now(),
  ipc_group varchar(24) NOT NULL,
  documents integer NOT NULL,
  source varchar(300) NOT NULL,
  as_of date NOT NULL,
  CONSTRAINT valuation_field_count_stands_once UNIQUE (ipc_group, as_of),
  CONSTRAINT valuation_field_count_is_a_count CHECK (documents >= 0)
);
CREATE TRIGGER valuation_scheme_stays BEFORE UPDATE OR DELETE ON valuation_scheme
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER valuation_indicator_stays BEFORE UPDATE OR DELETE ON valuation_indicator
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER valuation_weight_set_stays BEFORE UPDATE OR DELETE ON valuation_weight_set
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""

# code, name_zh, name_en, signal, share of its group in per cent (leaves only)
GBT = [
    ("L", "法律价值", "Legal value", None, 0),
    ("L1", "权利稳定性", "Stability of the right", None, 0),
    ("L11", "专利类型与审查", "Kind and examination", "kind", 15),
    ("L12", "无效宣告情况", "Invalidation record", "invalidation", 10),
    ("L13", "现有技术稳固程度", "Strength over the prior art", None, 10),
    ("L2", "权利保护范围", "Scope of protection", None, 0),
    ("L21", "独立权利要求数量", "Independent claims", "independent_claims", 10),
    ("L22", "首项权利要求宽度", "Breadth of the first claim", "first_claim", 10),
    ("L23", "同族国家或地区", "Countries of the family", "family", 10),
    ("L3", "侵权可判定性", "Ease of proving infringement", None, 0),
    ("L31", "权利要求类型", "Type of claim", "claim_type", 10),
    ("L32", "侵权取证难度", "Evidence of infringement", None, 5),
    ("L4", "依赖度", "Dependence", None, 0),
    ("L41", "权利归属完整性", "Undivided ownership", "owners", 10),
    ("L42", "对他人基础专利的依赖", "Dependence on others' basic patents", None, 10),
    ("T", "技术价值", "Technical value", None, 0),
    ("T1", "先进性", "Advancedness", None, 0),
    ("T11", "被引用情况", "Forward citations", "citations", 20),
    ("T12", "技术效果", "Technical effect", None, 15),
    ("T2", "替代性", "Substitutability", None, 0),
    ("T21", "可替代方案", "Alternatives", None, 10),
    ("T3", "适用范围", "Range of use", None, 0),
    ("T31", "分类号覆盖", "Breadth of classes", "ipc_breadth", 10),
    ("T32", "实际应用领域", "Fields of actual use", None, 5),
    ("T4", "独立性", "Independence", None, 0),
    ("T41", "对配套技术的依赖", "Need of other technology", None, 10),
    ("T5", "成熟度", "Maturity", None, 0),
    ("T51", "产业化阶段", "Stage of industrialisation", "maturity", 15),
    ("T6", "领域发展态势", "Field trend", None, 0),
    ("T61", "领域申请增长", "Growth of filings", "field_growth", 10),
    ("T62", "政策与标准契合", "Fit with policy and standards", None, 5),
    ("E", "经济价值", "Economic value", None, 0),
    ("E1", "剩余经济寿命", "Remaining economic life", None, 0),
    ("E11", "剩余保护期", "Remaining legal life", "remaining_life", 20),
    ("E12", "剩余技术寿命", "Remaining technical life", None, 10),
    ("E2", "竞争态势", "Competition", None, 0),
    ("E21", "领域拥挤程度", "Crowding of the field", "crowding", 10),
    ("E22", "竞争者地位", "Position of competitors", None, 10),
    ("E3", "市场应用情况", "Market application", None, 0),
    ("E31", "专利产品销售", "Sales of the product", None, 20),
    ("E32", "市场规模与成长", "Market size and growth", None, 10),
    ("E4", "专利运营状况", "Operation record", None, 0),
    ("E41", "许可与转让", "Licences and transfers", "deals", 15),
    ("E42", "诉讼与质押", "Suits and pledges", "disputes_and_pledges", 5),
]
DESIGN = [
    ("L", "法律维度", "Legal", None, 0),
    ("L1", "专利权评价报告", "Evaluation report", "evaluation_report", 40),
    ("L2", "无效宣告情况", "Invalidation record", "invalidation", 20),
    ("L3", "权利归属完整性", "Undivided ownership", "owners", 20),
    ("L4", "侵权取证难度", "Evidence of infringement", None, 20),
    ("D", "设计维度", "Design", None, 0),
    ("D1", "与现有设计的差异", "Difference from earlier designs", None, 50),
    ("D2", "消费者辨识度", "Recognition by consumers", None, 30),
    ("D3", "设计空间", "Freedom of design", None, 20),
    ("E", "经济维度", "Economic", None, 0),
    ("E1", "剩余保护期", "Remaining legal life", "remaining_life", 30),
    ("E2", "产品销售", "Sales of the product", None, 40),
    ("E3", "许可与转让", "Licences and transfers", "deals", 30),
]
MARK = [
    ("L", "法律维度", "Legal", None, 0),
    ("L1", "注册类别覆盖", "Classes registered", "nice_classes", 30),
    ("L2", "争议与撤销风险", "Disputes and risk of cancellation", None, 40),
    ("L3", "权利归属完整性", "Undivided ownership", "owners", 30),
    ("R", "声誉维度", "Reputation", None, 0),
    ("R1", "持续使用年限", "Years in use", "years_in_use", 40),
    ("R2", "知名度证据", "Evidence of reputation", None, 60),
    ("E", "经济维度", "Economic", None, 0),
    ("E1", "商标产品销售", "Sales under the mark", None, 60),
    ("E2", "许可与转让", "Licences and transfers", "deals", 40),
]
GBT_SOURCE = (
    "GB/T 42748-2023 (2023-09-01). First level confirmed from notices; the wording of the second "
    "level is recalled, that of the third level and all rules and weights are ours."
)
SCHEMES = [
    ("gbt42748-2023", "2023", "专利评估指引评分", "Score after GB/T 42748-2023", GBT_SOURCE,
     ["invention", "utility_model"], GBT),
    ("zhirong-design", "2026-11", "知融外观设计评分（非国家标准）",
     "Zhirong design score (no national standard)",
     "Our own scheme; GB/T 42748-2023 does not cover designs.", ["design"], DESIGN),
    ("zhirong-mark", "2026-11", "知融商标评分（非国家标准）",
     "Zhirong mark score (no national standard)",
     "Our own scheme; GB/T 42748-2023 does not cover marks.", ["trademark"], MARK),
]
# The weights of the three groups, in their order.
SCENES = {
    "licence_transfer": (25, 40, 35),
    "finance": (30, 40, 30),
    "financial_reporting": (30, 30, 40),
    "infringement_relief": (50, 30, 20),
    "management": (30, 40, 30),
    "other": (30, 40, 30),
}


def _text(value):
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


def _seeds():
    """The schemes with their indicators, and a first weight set of each for every scene."""
    said = []
    for code, edition, zh, en, source, kinds, tree in SCHEMES:
        scheme = uuid5(NAMESPACE_URL, f"zhirong/scheme/{code}")
        held = "ARRAY[" + ", ".join(map(_text, kinds)) + "]::text[]"
        said.append(
            "INSERT INTO valuation_scheme (id, code, edition, name_zh, name_en, source, kinds) "
            f"VALUES ('{scheme}', {', '.join(map(_text, (code, edition, zh, en, source)))}, {held});"
        )
        for position, (leaf, name_zh, name_en, signal, _) in enumerate(tree, 1):
            told = ", ".join(map(_text, (leaf, leaf[:-1] or None)))
            names = ", ".join(map(_text, (name_zh, name_en, signal)))
            said.append(
                "INSERT INTO valuation_indicator "
                "(scheme, code, parent, level, position, name_zh, name_en, signal) "
                f"VALUES ('{scheme}', {told}, {len(leaf)}, {position}, {names});"
            )
        groups = [leaf for leaf, *_ in tree if len(leaf) == 1]
        for scene, parts in SCENES.items():
            of = dict(zip(groups, parts, strict=True))
            weights = {leaf: of[leaf[0]] * share for leaf, _, _, _, share in tree if share}
            given = uuid5(NAMESPACE_URL, f"zhirong/weights/{code}/{scene}/1")
            said.append(
                "INSERT INTO valuation_weight_set "
                "(id, scheme, scene, version, author_name, reason, weights) VALUES "
                f"('{given}', '{scheme}', '{scene}', 1, '知融平台', "
                f"'首版示范权重，可由各机构自定', {_text(json.dumps(weights))});"
            )
    return "\n".join(said)


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL + _seeds())

    manager.add_raw(run)
    return manager

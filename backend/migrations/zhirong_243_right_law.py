"""How long rights that are no patents last and how their numbers look, as reference data."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000243"
VERSION = "1.38.0"
DESCRIPTION = "reference: terms and numbers of rights other than patents"

_COPYRIGHT = {
    "from_on": "1991-06-01",
    "years": 50,
    "counted_from": ["published_on", "completed_on"],
    "to_the_years_end": True,
    "confirmed": True,
}
LIVES = (
    {
        "kind": "trademark",
        "from_on": "1983-03-01",
        "years": 10,
        "counted_from": ["granted_on"],
        "renewable": True,
        "grace_months": 6,
        "basis": "商标法第39、40条：注册之日起十年，可续展；期满后宽展六个月",
        "basis_en": "Trademark Law art. 39, 40: ten years from registration, renewable; "
        "six months' grace",
        "confirmed": True,
    },
    _COPYRIGHT
    | {
        "kind": "software",
        "basis": "计算机软件保护条例第14条：至首次发表（未发表为开发完成）后第五十年12月31日",
        "basis_en": "Software Regulations art. 14: to 31 December of the fiftieth year after "
        "first publication, or completion",
    },
    _COPYRIGHT
    | {
        "kind": "work",
        "basis": "著作权法第23条：至首次发表（未发表为创作完成）后第五十年12月31日",
        "basis_en": "Copyright Law art. 23: to 31 December of the fiftieth year after first "
        "publication, or completion",
    },
    {
        "kind": "layout",
        "from_on": "2001-10-01",
        "years": 10,
        "counted_from": ["filing_on", "exploited_on"],
        "pick": "earliest",
        "cap_from": "completed_on",
        "cap_years": 15,
        "basis": "集成电路布图设计保护条例第12条：申请或首次商业利用（较早者）起十年，"
        "创作完成后不超过十五年",
        "basis_en": "Layout Regulations art. 12: ten years from filing or first exploitation, "
        "whichever is earlier; never past fifteen from completion",
        "confirmed": True,
    },
)
#: What a row has that says nothing else.
PLAIN = {
    "pick": "first",
    "cap_from": None,
    "cap_years": None,
    "to_the_years_end": False,
    "renewable": False,
    "grace_months": 0,
}
FORMS = (
    {
        "kind": "trademark",
        "template": "[G]{d5-8}[{A}]",
        "samples": ["12345678", "G1234567", "1234567A"],
        "words": "五至八位数字，国际注册以 G 开头，分割后的以字母结尾",
        "words_en": "Five to eight digits; G before an international one, a letter after a part",
    },
    {
        "kind": "software",
        "template": "{year}SR{d6-8}",
        "samples": ["2023SR0123456"],
        "words": "登记年份、SR、六至八位数字",
        "words_en": "The year, SR, six to eight digits",
    },
    {
        "kind": "work",
        "template": "{han}作登字-{year}-{A}-{d6-8}",
        "samples": ["国作登字-2023-F-00123456"],
        "words": "登记机构简称、作登字、年份、类别字母、六至八位数字",
        "words_en": "The office, 作登字, the year, the letter of its class, six to eight digits",
    },
    {
        "kind": "layout",
        "template": "BS.{d9}",
        "samples": ["BS.215001234"],
        "words": "BS. 与九位数字",
        "words_en": "BS. and nine digits",
    },
)
VERSIONS = (
    (
        "right_lives",
        "1983-03-01",
        "商标法（2019）第39、40条；著作权法（2020）第23条；计算机软件保护条例（2013）第14条；"
        "集成电路布图设计保护条例（2001）第12条",
        "Trademark Law (2019) art. 39, 40; Copyright Law (2020) art. 23; Software Regulations "
        "(2013) art. 14; Layout Regulations (2001) art. 12",
        [PLAIN | row for row in LIVES],
    ),
    (
        "number_forms",
        "1983-03-01",
        "据回忆录入，待核实；登记号没有校验码，只看格式",
        "Recalled, to be confirmed; these numbers bear no check digit, only their shape is seen",
        [row | {"confirmed": False} for row in FORMS],
    ),
)
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
#: What a number may look like is data; how it is spelt is not.
SPELT = """
ALTER TABLE portfolio_right DROP CONSTRAINT portfolio_right_registration_has_its_form,
  ADD CONSTRAINT portfolio_right_registration_is_spelt_one_way CHECK (
    registration_no ~ '^[A-Z0-9./()\\u4e00-\\u9fff-]{1,40}$');
"""
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), $1, 1, $2::text::date, $3, $4, $5)
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await execute(SWITCH.format("DISABLE"))
        for kind, valid_from, source, source_en, rows in VERSIONS:
            await execute(ADD, kind, valid_from, source, source_en, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))
        await execute(SPELT)

    manager.add_raw(run)
    return manager

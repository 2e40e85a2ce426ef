"""Reasons that people pick from are reference data; what was decided keeps its code."""

import json

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000250"
VERSION = "1.38.0"
DESCRIPTION = "reference: reasons to pick from"

LISTS = {
    "kyb_return": (
        ("licence_unreadable", "营业执照不清晰", "The licence cannot be read"),
        ("licence_outdated", "营业执照不是最新版", "The licence is outdated"),
        ("name_differs", "名称与营业执照不一致", "The name differs from the licence"),
        ("code_differs", "代码与营业执照不一致", "The code differs from the licence"),
        ("address_differs", "地址与营业执照不一致", "The address differs from the licence"),
        ("already_on_platform", "该企业已在平台上", "The firm is already on the platform"),
        ("other", "其他", "Other"),
    ),
    "inquiry_not_agreed": (
        ("price", "价格未谈拢", "No agreement on the price"),
        ("scope", "许可方式、领域或地域未谈拢", "No agreement on kind, field or territory"),
        ("term", "期限未谈拢", "No agreement on the term"),
        ("technology_unfit", "技术不适用", "The technology does not fit"),
        ("another_partner", "已与他人合作", "Another partner was found"),
        ("no_answer", "对方未答复", "The other side did not answer"),
        ("need_ended", "不再需要", "No longer needed"),
        ("other", "其他", "Other"),
    ),
    "library_exit": (
        ("moved_away", "迁出浦东新区", "Moved out of Pudong"),
        ("criteria_unmet", "不再符合入库条件", "No longer meets the conditions of entry"),
        ("own_request", "企业申请退出", "Left at its own request"),
        ("merged", "被合并或收购", "Merged or taken over"),
        ("deregistered", "注销或吊销", "Deregistered or licence revoked"),
        ("untrue_papers", "申报材料不实", "Untrue papers of application"),
    ),
}
SOURCE = "平台设定的理由清单"
SOURCE_EN = "Lists of reasons set by the platform"
SWITCH = "ALTER TABLE reference_version {} TRIGGER reference_version_was_accepted_by_another"
ADD = """
INSERT INTO reference_version (id, kind, version, valid_from, reason, reason_en, rules)
VALUES (gen_random_uuid(), 'reasons', 1, '2020-01-01', $1, $2, $3)
"""
SQL = """
-- Whether it is offered that day the program says; a code that never was listed is none.
CREATE FUNCTION reference_check_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason_code IS NULL
    OR (TG_OP = 'UPDATE' AND NEW.reason_code IS NOT DISTINCT FROM OLD.reason_code) THEN
    RETURN NEW;
  END IF;
  PERFORM FROM reference_version v, jsonb_array_elements(v.rules) AS o (line)
  WHERE v.kind = 'reasons' AND o.line @> jsonb_build_object(
    'list', TG_ARGV[0], 'code', NEW.reason_code);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this reason is on no version of its list'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_reason_is_listed';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER kyb_case_reason_is_listed BEFORE INSERT OR UPDATE OF reason_code ON kyb_case
  FOR EACH ROW EXECUTE FUNCTION reference_check_reason('kyb_return');

ALTER TABLE licensing_inquiry
  ADD COLUMN reason_code varchar(40),
  ADD CONSTRAINT licence_inquiry_coded_reason_of_refusal
    CHECK (reason_code IS NULL OR state = 'not_agreed');
CREATE TRIGGER licensing_inquiry_reason_is_listed
  BEFORE INSERT OR UPDATE OF reason_code ON licensing_inquiry
  FOR EACH ROW EXECUTE FUNCTION reference_check_reason('inquiry_not_agreed');

ALTER TABLE targets_library_event
  ADD COLUMN reason_code varchar(40),
  ADD CONSTRAINT targets_library_event_reason_of_exit
    CHECK (reason_code IS NULL OR kind = 'exit');
CREATE TRIGGER targets_library_event_reason_is_listed BEFORE INSERT ON targets_library_event
  FOR EACH ROW EXECUTE FUNCTION reference_check_reason('library_exit');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import execute, run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        rows = [
            {
                "list": name,
                "position": place * 10,
                "code": code,
                "zh": zh,
                "en": en,
                "from_on": None,
                "until": None,
            }
            for name, reasons in LISTS.items()
            for place, (code, zh, en) in enumerate(reasons, start=1)
        ]
        await execute(SWITCH.format("DISABLE"))
        await execute(ADD, SOURCE, SOURCE_EN, json.dumps(rows))
        await execute(SWITCH.format("ENABLE"))
        await run_script(SQL)

    manager.add_raw(run)
    return manager

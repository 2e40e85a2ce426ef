"""An open licence's declaration at CNIPA, its forbidden words, and titles of the IPC as they read."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000103"
VERSION = "1.38.0"
DESCRIPTION = "licensing: declarations, IPC titles"

SQL = r"""
ALTER TABLE licensing_offer ADD COLUMN declared_on date, ADD COLUMN announced_on date,
  ADD CONSTRAINT licence_declaration_is_of_open_offers
    CHECK (kind = 'open' OR num_nonnulls(declared_on, announced_on) = 0),
  ADD CONSTRAINT licence_announcement_follows_declaration
    CHECK (announced_on IS NULL OR (declared_on IS NOT NULL AND declared_on <= announced_on));

-- A declaration uses no advertising language (Implementing Rules 85); the list is the platform's.
CREATE TABLE licensing_advertising_word (
  word varchar(20) PRIMARY KEY,
  from_on date NOT NULL,
  until_on date,
  CONSTRAINT licensing_advertising_word_says_something CHECK (word <> ''),
  CONSTRAINT licensing_advertising_word_ends_after_its_start CHECK (until_on >= from_on)
);
INSERT INTO licensing_advertising_word (word, from_on)
SELECT word, DATE '2026-11-29' FROM unnest(ARRAY['世界级', '国家级', '顶级', '顶尖', '最佳', '最优',
  '最先进', '最高级', '首选', '独一无二', '绝无仅有', '国际领先', '国内领先', '行业领先', '遥遥领先',
  '驰名', '王牌', '极品', '完美', '物超所值', '性价比高', '优惠', '促销', '特价', '抢购', '限时',
  '热销', '畅销', '欢迎选购', '包您满意', '百分之百有效']) AS word;

-- Marks of the edition in which a title was last changed are no part of the title.
UPDATE licensing_ipc_subclass
SET title_zh = trim(regexp_replace(title_zh, '\s*〔[0-9０-９，,.\s]+〕', '', 'g'))
WHERE title_zh ~ '〔[0-9０-９，,.\s]+〕';
-- Left the classification with edition 2026.01 for H10P and H10W; patents granted before bear it.
INSERT INTO licensing_ipc_subclass (code, edition, title_zh, title_en) VALUES
  ('H01L', '2025.01', 'H10类不包括的半导体器件', 'Semiconductor devices not covered by class H10');
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""What officials and firms read is there in English too; the Chinese text stays the binding one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "two languages"

SQL = """
ALTER TABLE registry_counting_rule ADD COLUMN words_en text;
-- A used rule stays as it is: what is added is its translation, and it decides nothing.
ALTER TABLE registry_counting_rule DISABLE TRIGGER registry_counting_rule_used_stays;
UPDATE registry_counting_rule SET words_en =
  'Each registration counts once, by the secured amount as registered (of a maximum-amount pledge, '
  'the registered maximum); the day of registration decides, and it lies within the plan. The '
  'pledgor''s registered address is in Pudong (310115); where it is not known, the third to eighth '
  'digit of the unified social credit code. What was cancelled goes on counting. What was revoked '
  'is taken out of its plan by a negative entry on the day of revocation. Of a changed amount only '
  'what exceeds the highest amount so far counts; a decrease takes nothing away. An increase of a '
  'registration from before the plan does not count. Only registrations that a second person of '
  'the district has verified count.'
  WHERE words = (SELECT words FROM registry_counting_rule
    WHERE id = '06000000-0000-4000-8000-000000000020');
ALTER TABLE registry_counting_rule ENABLE TRIGGER registry_counting_rule_used_stays;
ALTER TABLE registry_counting_rule ADD CONSTRAINT registry_counting_rule_english_says_something
  CHECK (words_en <> '');

-- The platform's own text, for lenders without one, is a row like theirs: that of nobody's.
ALTER TABLE lending_consent_text ALTER COLUMN lender DROP NOT NULL;
ALTER TABLE lending_consent_text ALTER COLUMN published_by DROP NOT NULL;
ALTER TABLE lending_consent_text ADD COLUMN text_en text;
ALTER TABLE lending_consent_text ADD CONSTRAINT lending_consent_text_english_says_something
  CHECK (text_en <> '');
ALTER TABLE lending_consent_text ADD CONSTRAINT lending_consent_text_names_who_published
  CHECK ((lender IS NULL) = (published_by IS NULL));
ALTER TABLE lending_consent_text DROP CONSTRAINT lending_consent_text_version_stands_once;
ALTER TABLE lending_consent_text ADD CONSTRAINT lending_consent_text_version_stands_once
  UNIQUE NULLS NOT DISTINCT (lender, version);
INSERT INTO lending_consent_text (id, lender, version, from_on, text, text_en, published_by) VALUES
  ('33000000-0000-4000-8000-000000000001', NULL, 'P1', '2020-01-01',
   '本企业同意：为审查本次贷款申请，向{lender}提供本申请冻结的企业信息、知识产权信息、估值信息及所列文件；'
   '{lender}仅可为本次申请之目的查阅上述资料。'
   '撤回申请时授权立即终止；被拒绝时，授权于拒绝之日起 90 日后终止。'
   '征信查询授权由{lender}另以其自有文本取得，本平台不代为授权。',
   'The enterprise agrees that, for the review of this loan application, {lender} is given what '
   'this application froze of the enterprise, of its intellectual property and of its valuation, '
   'and the documents listed; {lender} may consult them for this application only. '
   'The consent ends at once when the application is withdrawn, and 90 days after a refusal. '
   '{lender} obtains consent to a credit report separately, in a text of its own; the platform '
   'gives none on anybody''s behalf.',
   NULL);
CREATE TRIGGER lending_consent_text_only_ever_grows BEFORE UPDATE OR DELETE ON lending_consent_text
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

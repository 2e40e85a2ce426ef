"""All cases of a person given to colleagues in one act; given back by another one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T03:00:00:000128"
VERSION = "1.38.0"
DESCRIPTION = "lending: hand-over of a person's cases"

SQL = """
ALTER TABLE lending_application
  ADD CONSTRAINT lending_application_lender_is_referable UNIQUE (id, lender);
CREATE INDEX lending_application_of_assignee ON lending_application (assignee, state)
  WHERE assignee IS NOT NULL;

CREATE TABLE lending_hand_over (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  lender uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  reason varchar(500) NOT NULL,
  undoes uuid,
  done_by uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  done_by_name varchar(120) NOT NULL,
  CONSTRAINT lending_hand_over_is_one_lenders UNIQUE (id, lender),
  CONSTRAINT lending_hand_over_is_undone_once UNIQUE (undoes),
  CONSTRAINT lending_hand_over_undoes_its_lenders FOREIGN KEY (undoes, lender)
    REFERENCES lending_hand_over (id, lender) ON DELETE RESTRICT,
  CONSTRAINT lending_hand_over_undoes_another CHECK (undoes <> id),
  CONSTRAINT lending_hand_over_says_why CHECK (reason ~ '[^[:space:]]')
);
CREATE INDEX lending_hand_over_of_lender
  ON lending_hand_over (lender, created_at DESC, id DESC);

CREATE TABLE lending_handed_case (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  hand_over uuid NOT NULL,
  lender uuid NOT NULL,
  application uuid NOT NULL,
  position smallint NOT NULL,
  giver uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  receiver uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  CONSTRAINT lending_handed_case_is_of_its_hand_over FOREIGN KEY (hand_over, lender)
    REFERENCES lending_hand_over (id, lender) ON DELETE RESTRICT,
  CONSTRAINT lending_handed_case_is_of_the_same_lender FOREIGN KEY (application, lender)
    REFERENCES lending_application (id, lender) ON DELETE RESTRICT,
  CONSTRAINT lending_handed_case_is_handed_once UNIQUE (hand_over, application),
  CONSTRAINT lending_handed_case_has_its_place UNIQUE (hand_over, position),
  CONSTRAINT lending_handed_case_changes_hands CHECK (giver <> receiver)
);
""" + "".join(
    f"""
CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
    for table in ("lending_hand_over", "lending_handed_case")
)


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

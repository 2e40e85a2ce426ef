"""What a firm and its bank write to each other on an application, and how far each has read."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-30T09:00:00:000191"
VERSION = "1.38.0"
DESCRIPTION = "lending: messages between firm and bank on an application"

SQL = """
CREATE TABLE lending_message (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL REFERENCES lending_application (id) ON DELETE RESTRICT,
  n integer NOT NULL,
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  author uuid NOT NULL,
  author_name varchar(120) NOT NULL,
  text varchar(4000) NOT NULL,
  document_ids uuid[] NOT NULL,
  CONSTRAINT lending_message_says_something CHECK (text ~ '[^[:space:]]'),
  CONSTRAINT lending_message_is_numbered_from_one CHECK (n > 0),
  CONSTRAINT lending_message_number_is_unique_on_the_case UNIQUE (application, n),
  CONSTRAINT lending_message_has_few_papers CHECK (cardinality(document_ids) <= 20)
);
CREATE TRIGGER lending_message_stays BEFORE UPDATE OR DELETE ON lending_message
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER lending_message_is_never_emptied BEFORE TRUNCATE ON lending_message
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();

-- Only the firm and the bank of the application write on it, and the bank only what it received.
CREATE FUNCTION lending_check_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM lending_application WHERE id = NEW.application
    AND submitted_at IS NOT NULL AND NEW.organisation IN (applicant, lender);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a message is of the firm or the bank of a submitted application'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'lending_message_is_of_a_party';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lending_message_is_of_a_party BEFORE INSERT ON lending_message
  FOR EACH ROW EXECUTE FUNCTION lending_check_message();

CREATE TABLE lending_message_mark (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  application uuid NOT NULL,
  member uuid NOT NULL REFERENCES identity_member (id) ON DELETE RESTRICT,
  read_n integer NOT NULL,
  CONSTRAINT lending_message_mark_is_one_per_member UNIQUE (application, member),
  CONSTRAINT lending_message_mark_is_at_a_message FOREIGN KEY (application, read_n)
    REFERENCES lending_message (application, n) ON DELETE RESTRICT
);
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

"""Tasks for annual fees: one for each fee that comes near, whose step rises as time goes on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T19:40:00:000119"
VERSION = "1.38.0"
DESCRIPTION = "portfolio: tasks for annual fees"

SQL = """
CREATE TABLE portfolio_fee_task (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  asset uuid NOT NULL REFERENCES portfolio_asset (id) ON DELETE RESTRICT,
  fee_year smallint NOT NULL,
  due_on date NOT NULL,
  step smallint NOT NULL,
  raised_on date NOT NULL,
  state varchar(8) NOT NULL DEFAULT 'open',
  because varchar(8),
  paid_on date,
  note varchar(500),
  ended_by uuid,
  ended_by_name varchar(120),
  ended_at timestamptz,
  CONSTRAINT portfolio_fee_task_is_one UNIQUE (asset, fee_year),
  CONSTRAINT portfolio_fee_task_year_is_one CHECK (fee_year BETWEEN 1 AND 25),
  CONSTRAINT portfolio_fee_task_step_is_known CHECK (step IN (-90, -30, 0, 30)),
  CONSTRAINT portfolio_fee_task_state_is_known CHECK (state IN ('open', 'done', 'over')),
  CONSTRAINT portfolio_fee_task_end_is_whole
    CHECK ((state = 'open') = (ended_at IS NULL)),
  CONSTRAINT portfolio_fee_task_done_says_who
    CHECK ((state = 'done') = (paid_on IS NOT NULL) AND (state = 'done') = (ended_by IS NOT NULL)),
  CONSTRAINT portfolio_fee_task_over_says_why
    CHECK ((state = 'over') = (because IS NOT NULL)
           AND (because IS NULL OR because IN ('paid', 'past', 'removed')))
);
CREATE INDEX portfolio_fee_task_open ON portfolio_fee_task (asset) WHERE state = 'open';
CREATE TRIGGER portfolio_fee_task_ended_stays BEFORE UPDATE OR DELETE ON portfolio_fee_task
  FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION kernel_refuse_change();
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

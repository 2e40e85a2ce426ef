"""Checkout pages, messages of Stripe's, what came by it, and what a person has to look at."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T10:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "checkout"

SQL = """
CREATE TABLE payments_card_acceptance (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  organisation uuid NOT NULL REFERENCES identity_organisation (id) ON DELETE RESTRICT,
  accepted boolean NOT NULL,
  decided_by uuid NOT NULL
);
CREATE INDEX payments_card_acceptance_newest
  ON payments_card_acceptance (organisation, created_at DESC, id DESC);

CREATE TABLE payments_checkout (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  charge uuid NOT NULL REFERENCES payments_charge (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  methods varchar(20)[] NOT NULL,
  params jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  state varchar(20) NOT NULL,
  session_id varchar(255),
  url varchar(2000),
  asked_by uuid NOT NULL,
  CONSTRAINT payments_checkout_is_above_zero CHECK (amount_fen > 0),
  CONSTRAINT payments_checkout_offers_something CHECK (cardinality(methods) > 0),
  CONSTRAINT payments_checkout_session_is_unique UNIQUE (session_id),
  CONSTRAINT payments_checkout_state_is_known
    CHECK (state IN ('asked', 'open', 'complete', 'expired', 'refused')),
  CONSTRAINT payments_checkout_open_has_its_page
    CHECK (state <> 'open' OR (session_id IS NOT NULL AND url IS NOT NULL))
);
-- Two pages for one debt would take it twice.
CREATE UNIQUE INDEX payments_checkout_one_at_a_time ON payments_checkout (charge)
  WHERE state IN ('asked', 'open');
CREATE INDEX payments_checkout_of_charge ON payments_checkout (charge, created_at);

CREATE FUNCTION payments_checkout_keeps_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'session_id', 'url']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'session_id', 'url']
    OR OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id
    OR OLD.state NOT IN ('asked', 'open') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'what was asked of the gateway stays, and what has ended'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_checkout_keeps_terms';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_checkout_keeps_terms BEFORE UPDATE ON payments_checkout
  FOR EACH ROW EXECUTE FUNCTION payments_checkout_keeps_terms();

CREATE TABLE payments_webhook_receipt (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  event_id varchar(255) NOT NULL,
  kind varchar(100) NOT NULL,
  object_id varchar(255),
  body bytea NOT NULL,
  done_at timestamptz,
  outcome varchar(20),
  CONSTRAINT payments_webhook_receipt_comes_once UNIQUE (event_id),
  CONSTRAINT payments_webhook_receipt_outcome_is_known
    CHECK (outcome IN ('done', 'again', 'ignored')),
  CONSTRAINT payments_webhook_receipt_done_has_outcome
    CHECK ((done_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX payments_webhook_receipt_that_waits ON payments_webhook_receipt (created_at)
  WHERE done_at IS NULL;

CREATE FUNCTION payments_webhook_receipt_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.created_at, NEW.event_id, NEW.kind, NEW.object_id, NEW.body)
      IS DISTINCT FROM (OLD.id, OLD.created_at, OLD.event_id, OLD.kind, OLD.object_id, OLD.body)
    OR OLD.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'a message stays as it came, and its outcome as it was'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_webhook_receipt_keeps';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_webhook_receipt_keeps BEFORE UPDATE ON payments_webhook_receipt
  FOR EACH ROW EXECUTE FUNCTION payments_webhook_receipt_keeps();

CREATE TABLE payments_gateway_payment (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  intent_id varchar(255) NOT NULL,
  stripe_charge varchar(255),
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  checkout uuid REFERENCES payments_checkout (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  currency varchar(3) NOT NULL,
  transaction uuid REFERENCES payments_transaction (id) ON DELETE RESTRICT,
  CONSTRAINT payments_gateway_payment_counts_once UNIQUE (intent_id),
  CONSTRAINT payments_gateway_payment_charge_counts_once UNIQUE (stripe_charge),
  CONSTRAINT payments_gateway_payment_transaction_counts_once UNIQUE (transaction),
  CONSTRAINT payments_gateway_payment_is_above_zero CHECK (amount_fen > 0),
  -- Yuan stand in the ledger; of other currencies there is a task.
  CONSTRAINT payments_gateway_payment_yuan_are_posted
    CHECK ((currency = 'CNY') = (transaction IS NOT NULL)),
  CONSTRAINT payments_gateway_payment_only_yuan_pay_a_charge
    CHECK (charge IS NULL OR currency = 'CNY')
);
CREATE INDEX payments_gateway_payment_of_charge ON payments_gateway_payment (charge)
  WHERE charge IS NOT NULL;
CREATE INDEX payments_gateway_payment_of_checkout ON payments_gateway_payment (checkout)
  WHERE checkout IS NOT NULL;

CREATE TABLE payments_task (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  kind varchar(30) NOT NULL,
  external_id varchar(255) NOT NULL,
  charge uuid REFERENCES payments_charge (id) ON DELETE RESTRICT,
  amount_fen bigint NOT NULL,
  facts jsonb NOT NULL,
  settled_at timestamptz,
  settled_by uuid,
  settled_by_name varchar(120),
  resolution varchar(500),
  CONSTRAINT payments_task_stands_once UNIQUE (kind, external_id),
  CONSTRAINT payments_task_settled_says_how CHECK (
    (settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (resolution IS NULL)
    AND (settled_at IS NULL) = (settled_by_name IS NULL))
);
CREATE INDEX payments_task_in_order ON payments_task (created_at DESC, id DESC);
CREATE INDEX payments_task_open ON payments_task (created_at DESC, id DESC)
  WHERE settled_at IS NULL;

CREATE FUNCTION payments_task_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.created_at, NEW.kind, NEW.external_id, NEW.charge, NEW.amount_fen, NEW.facts)
      IS DISTINCT FROM
      (OLD.id, OLD.created_at, OLD.kind, OLD.external_id, OLD.charge, OLD.amount_fen, OLD.facts)
    OR OLD.settled_at IS NOT NULL THEN
    RAISE EXCEPTION 'a task is settled once and not rewritten'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_task_keeps';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_task_keeps BEFORE UPDATE ON payments_task
  FOR EACH ROW EXECUTE FUNCTION payments_task_keeps();

CREATE TRIGGER payments_card_acceptance_is_never_changed
  BEFORE UPDATE OR DELETE ON payments_card_acceptance
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER payments_gateway_payment_is_never_changed
  BEFORE UPDATE OR DELETE ON payments_gateway_payment
  FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['checkout', 'webhook_receipt', 'task'] LOOP
    EXECUTE format('CREATE TRIGGER payments_%1$s_stays BEFORE DELETE ON payments_%1$s '
      'FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()', name);
  END LOOP;
  FOREACH name IN ARRAY
    ARRAY['card_acceptance', 'checkout', 'webhook_receipt', 'gateway_payment', 'task'] LOOP
    EXECUTE format('CREATE TRIGGER payments_%1$s_is_never_emptied BEFORE TRUNCATE '
      'ON payments_%1$s FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change()', name);
  END LOOP;
END $$;
"""


async def forwards() -> MigrationManager:
    from backend.kernel.db import run_script

    manager = MigrationManager(migration_id=ID, app_name="zhirong", description=DESCRIPTION)

    async def run() -> None:
        await run_script(SQL)

    manager.add_raw(run)
    return manager

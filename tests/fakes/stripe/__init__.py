"""A strict stand-in for Stripe, a program of its own: `python -m tests.fakes.stripe`.

It keeps what a payment needs of the real one: idempotency keys whose body is checked, declines,
3-D Secure, refunds that never exceed the charge, disputes, a Checkout page to click, a balance
with fees and payouts, and signed webhooks. What it does not know it refuses, as Stripe does.
Beneath `/_control` a test disturbs it: refused or cut requests, deliveries held, shuffled,
repeated, forged.
"""

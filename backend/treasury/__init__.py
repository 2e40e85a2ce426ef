"""Money at the bank: statements, what they match, what waits, refunds and payouts."""

"""Money in and out: one double-entry ledger, what is owed, and the one door for what arrives."""

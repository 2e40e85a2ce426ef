"""Money: the ledger, charges, what arrives and goes back."""

"""Money at the bank."""

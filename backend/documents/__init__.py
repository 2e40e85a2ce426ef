"""The vault: files that organisations deposit, and who else may read which of them, for what."""

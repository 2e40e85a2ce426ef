"""Files: depositing, reading, granting, withdrawing."""

"""The file of a lending decision, indexed with every hash."""

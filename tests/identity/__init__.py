"""Organisations, members, sessions."""

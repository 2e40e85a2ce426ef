"""Proposals, the desk and quotes."""

"""Proposals of firms, what insurers make of them at their desks, and their quotes."""

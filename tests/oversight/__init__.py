"""Figures from above and the audit trail."""

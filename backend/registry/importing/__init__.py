"""Registrations made elsewhere as rows of a workbook. Pure."""

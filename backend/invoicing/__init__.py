"""Invoices: what is stated to the tax authority's platform for charges that were paid."""

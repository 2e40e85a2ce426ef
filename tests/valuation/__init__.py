"""Tests of backend.valuation."""

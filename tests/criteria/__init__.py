"""Tests of backend.criteria."""

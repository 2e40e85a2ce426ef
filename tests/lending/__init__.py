"""Tests of backend.lending."""

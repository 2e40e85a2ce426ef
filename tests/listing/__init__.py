"""Tests of backend.listing."""

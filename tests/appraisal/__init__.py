"""Ordered appraisals."""

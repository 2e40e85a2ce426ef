"""Insurers: their products, rating plans and what a plan makes of a risk."""

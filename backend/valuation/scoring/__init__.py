"""How good a right is, as a score: a tree of indicators, weights by scene, signals. Pure.

A score is not a price (GB/T 42748-2023); it stands beside the value, with its coverage.
"""

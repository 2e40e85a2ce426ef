"""Measurements (`make bench`): ratios in one run, told as a table; no test depends on them."""

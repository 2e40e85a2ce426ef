"""The log page of the signatures under a paper."""

"""A lender's decision with its reason."""

"""Products, rating plans and what they make of a risk."""

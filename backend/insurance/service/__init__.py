"""What an insurer does with its products and rating plans, and what a plan makes of a risk."""

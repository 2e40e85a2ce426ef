"""How much rights are worth: ranges that a firm states, with method, base date and valuer."""

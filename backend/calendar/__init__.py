"""Which days count: the country's holidays and make-up days by year, and a bank's closed days."""

"""After the drawdown: what an event does to the value behind a loan, and who has to look at it."""

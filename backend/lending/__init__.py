"""Banks: products, applications, decisions, drawdown."""

"""The vocabulary of requirements and its evaluation with reasons (pure)."""

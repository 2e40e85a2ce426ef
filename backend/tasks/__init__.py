"""What waits for a person, gathered from wherever it waits."""

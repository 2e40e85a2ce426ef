"""What a second person found when comparing a registration with its source."""

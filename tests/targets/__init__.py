"""What a district states, and its cultivation library."""

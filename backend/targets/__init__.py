"""What a district states towards targets that no register counts, and its cultivation library."""

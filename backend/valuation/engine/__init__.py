"""What rights are worth, worked out: sourced inputs in, ranges with their working out. Pure."""

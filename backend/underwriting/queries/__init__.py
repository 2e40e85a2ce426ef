"""Every statement of the desk, by what it is about."""

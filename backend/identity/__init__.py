"""Who: organisations, their members and roles, sessions, one-time links."""

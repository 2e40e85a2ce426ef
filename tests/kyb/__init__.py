"""Sign-up and verification."""

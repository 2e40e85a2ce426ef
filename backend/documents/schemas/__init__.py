"""What the API says about the vault."""

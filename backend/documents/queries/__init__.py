"""Every statement that the vault sends."""

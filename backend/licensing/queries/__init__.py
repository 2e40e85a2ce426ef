"""Every statement that licensing sends."""

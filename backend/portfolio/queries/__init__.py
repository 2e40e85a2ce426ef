"""Every statement that the portfolio sends."""

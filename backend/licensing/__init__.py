"""Rights offered for licensing, the market where they are found, and what comes of it."""

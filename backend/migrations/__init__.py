"""One migration history for the whole database, written by hand as SQL."""

"""The papers: rendered, checked, sealed, verified."""

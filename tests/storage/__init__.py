"""The object store and what it takes bytes for."""

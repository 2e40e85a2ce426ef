"""The object store: bytes under keys made from their content, never changed once kept."""

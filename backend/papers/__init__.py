"""Papers that the platform issues: ordered, rendered, sealed, signed by people, verified by all."""

"""All that an organisation owns, as one archive that it takes away."""

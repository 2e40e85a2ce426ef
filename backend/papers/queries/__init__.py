"""Every statement about papers, signatures and mandates."""

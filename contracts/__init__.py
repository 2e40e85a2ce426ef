"""The papers the marketplace issues, and the contract of its API (`openapi.json`)."""

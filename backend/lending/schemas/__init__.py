"""What the API takes and gives about products and applications."""

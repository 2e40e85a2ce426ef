"""Tables of lending: products and applications."""

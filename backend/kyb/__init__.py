"""Know your business: how an organisation that signed up comes to be verified by the operator."""

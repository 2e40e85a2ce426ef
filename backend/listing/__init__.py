"""On offer: financing requests, their life, and what they disclose to whom."""

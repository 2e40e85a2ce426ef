"""A lender's offer, in Chinese and English."""

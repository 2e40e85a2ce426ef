"""What a buyer and the insurers do from quotes to a policy in force."""

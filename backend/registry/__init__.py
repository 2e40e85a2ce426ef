"""Encumbrances: the register of pledges, what CNIPA would refuse, and what counts to a target."""

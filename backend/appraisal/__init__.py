"""Appraisals ordered here: requests, quotes, structured reports and what a lender makes of them."""

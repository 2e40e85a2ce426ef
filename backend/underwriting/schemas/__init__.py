"""What the API takes and gives of proposals, submissions, quotes and authorities."""

"""The view from above: targets and what counts towards them, and who did what when."""

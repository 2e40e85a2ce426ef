"""Programs that stand in for servers of others, strict where those are."""

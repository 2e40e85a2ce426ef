"""Long stories across modules, through HTTP and the browser only."""

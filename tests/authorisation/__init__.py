"""Every route for every role, of the own organisation and of another: no cell untested."""

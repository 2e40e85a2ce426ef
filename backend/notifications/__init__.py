"""Telling people: what happened in matters of their organisation, each in his own inbox."""

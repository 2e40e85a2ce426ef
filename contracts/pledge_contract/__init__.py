"""The pledge contract between pledgors and pledgees."""

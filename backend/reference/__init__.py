"""Reference data: tables in dated versions, proposed by one person and published by another."""

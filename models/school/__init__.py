"""Whose data these are: the school, its staff, the notices it works under, its settings."""

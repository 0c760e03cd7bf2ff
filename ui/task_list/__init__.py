"""The page of the yearly list."""

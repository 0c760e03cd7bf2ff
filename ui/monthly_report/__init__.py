"""The page of the monthly reports."""

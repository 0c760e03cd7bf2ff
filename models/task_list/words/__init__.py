"""Months and figures as people write them into column 3, and as they are printed there."""

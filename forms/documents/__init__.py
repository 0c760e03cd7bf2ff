"""One file for each kind of paper: its declaration and how it is filled."""

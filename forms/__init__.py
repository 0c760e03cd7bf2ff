"""What a form looks like, and how it leaves the program."""

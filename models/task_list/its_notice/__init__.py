"""The notice that a list answers: beginning to work under it, and its changes in mid-year."""

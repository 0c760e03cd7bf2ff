"""The window and the command line. Nothing is imported here: each of the two starts alone."""

"""From the start of the program to its window, and its unexpected end."""

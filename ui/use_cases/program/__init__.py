"""Steps of the program itself: demo, self-test, command-line arguments."""

"""Steps that need models and forms; shared by the window and the command line, without Qt."""

"""The main window: rail, pages, status line."""

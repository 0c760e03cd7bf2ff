"""Backups, recovery, history, and the session on screen."""

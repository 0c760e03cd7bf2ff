"""A notice that was begun: shown again, changed, and what another document says to it."""

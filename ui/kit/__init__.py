"""Widgets and helpers that know no document."""

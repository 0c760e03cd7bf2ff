"""Bytes: PDF and xlsx of any filled form."""

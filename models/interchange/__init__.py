"""The JSON document that carries the contents of every kind of document."""

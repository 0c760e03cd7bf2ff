"""The first page: what is to be done next, and until when."""

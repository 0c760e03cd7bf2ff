"""The one data file on the disk: its schema, its edits, its digest, and the one writer of files."""

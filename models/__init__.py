"""Facts, store and rules; plain Python without Qt."""

"""The same program without a window: commands over the same steps."""

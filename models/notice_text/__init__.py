"""The running text of a notice read by rules: what it says, each with its place in the text."""

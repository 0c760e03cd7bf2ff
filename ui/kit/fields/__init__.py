"""Where the clerk types: fields that save themselves, and the clipboard that goes into them."""

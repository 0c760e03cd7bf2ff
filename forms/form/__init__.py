"""A form as data: its declaration, its filled contents, its check code."""

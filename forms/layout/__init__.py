"""Lines and pages: fonts, line breaking, pagination, characters that no font has."""

"""A file becomes sheets, or is refused: kinds of file, zips, limits."""

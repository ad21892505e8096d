"""A sheet becomes rows: titles, header, kinds of row, text of cells."""

"""A table of figures, and everything that is made of one: a chart, CSV, a workbook, a page of the board's paper.

    table = Table("kinds", "In force, by kind", ("Kind", "In force"), (("Calls at set times", 4),), drawn=(1,))

Plain values in, bytes out; the words are those of whoever gives the table.
"""

from letters.tables.table import Cell, Paper, Section, Table

__all__ = ["Cell", "Paper", "Section", "Table"]

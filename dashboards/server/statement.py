"""Words that no statement of a page may hold. Read by Superset's process and, by its path, by the import of our queries."""

import re

# Texts (plain, E'with \\' escapes', between $tags$), names in quotation marks and comments, whichever begins first: what
# stands in a name begins no comment.
QUIET = re.compile(
    r"""\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/""", re.DOTALL
)
CATALOGUE = re.compile(
    r"(?i)\b(summarize|describe|show|pragma|attach|detach|call|copy|install|load|export|import|read_\w+|glob"
    r"|query|query_table|duckdb_\w+|information_schema|sqlite_master|pg_catalog)\b(?!\")"
)


def _blank(found: re.Match) -> str:
    """Nothing of what it says, but its lines and its borders; a name stays."""
    if found[0].startswith('"'):
        return found[0]
    return ("''" if found[0].startswith("'") else " ") + "\n" * found[0].count("\n")


def forbidden(sql: str) -> tuple[str, int] | None:
    """The first word that reads the catalogue, files or a table as a whole, and its line from 1; None when there is none."""
    bare = QUIET.sub(_blank, sql)
    found = CATALOGUE.search(bare)
    return (found[0], bare.count("\n", 0, found.start()) + 1) if found else None

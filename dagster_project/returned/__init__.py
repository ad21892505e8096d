"""退回修改: the file as it was handed in, marked where it must be mended, in its body's outbox.

For every submission with findings on its rows: wrong cells coloured and commented, two columns at the right of each table
(问题与改法, 行状态) with a filter, drop-down lists where the value is a code, a first sheet that says how much and how to
hand it back, the submission's id in a hidden sheet. Nothing is locked. Handed back under any name it takes the place of
that submission (intake/handed_back.py). A file that could not be read, or that only has a question to be answered, has no
workbook: its receipt says why.

    findings.py    what is to be said, from the warehouse
    tables.py      where the tables stand in the original
    marks.py       what goes into which cell
    explain.py     the first sheet
    tame.py        whether openpyxl can take a file in whole
    kept.py        xlsx: the original through openpyxl; formulas.py gives formulas their values back
    converted.py   anything else, by xlsxwriter, the same rows at the same row numbers
    write.py       into the outbox, only what changed; one zip a body beside it
"""

from dagster_project.returned.write import write_returned

__all__ = ["write_returned"]

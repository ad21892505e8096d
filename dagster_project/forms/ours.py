"""What we add to a workbook that we give back, and by which it is known again: read by intake, written by `returned`."""

import re

EXPLANATION = "退回说明"  # the first sheet
MARK = "_退回编号"  # the hidden sheet: KEY in A1, the submission's id in B1
KEY = "zhicheng-returned"
ISSUE, STATUS = "问题与改法", "行状态"  # the two columns at the right of each table
COLUMNS = frozenset((ISSUE, STATUS))
COMMENT = "【退回修改】"  # how each of our comments begins

_ID = re.compile(r"S[0-9a-f]{10}")


def submission_of(rows: list[list]) -> str | None:
    """The submission id that the hidden sheet names; None when it names none."""
    cells = [str(cell).strip() for row in rows[:1] for cell in row]
    if KEY not in cells[:1]:
        return None
    return next((cell for cell in cells[1:] if _ID.fullmatch(cell)), None)

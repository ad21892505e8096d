"""回执.xlsx for the office and 回执.json for the page, written when what they say has changed."""

from dagster_project.home import Home
from dagster_project.outbox import outbox_of, write_json, write_whole
from dagster_project.publish.build import read_context
from dagster_project.receipts.content import receipts, unchanged

WORKBOOK, DATA = "回执.xlsx", "回执.json"


def write_receipts(home: Home, is_blocked: bool) -> int:
    """A receipt for every body and year of the published file; returns how many were written anew.

    The data is written last: a run killed in between writes both again.
    """
    context, written = read_context(home), 0
    for (year, body), receipt in receipts(home, is_blocked).items():
        folder = outbox_of(home, year, body)
        if unchanged(receipt, folder / DATA) and (folder / WORKBOOK).exists():
            continue
        from dagster_project.receipts.workbook import workbook

        at = f"{context.as_of:%Y-%m-%d %H:%M:%S}"
        write_whole(folder / WORKBOOK, workbook(receipt, at))
        write_json(folder / DATA, {**receipt, "written_at": at, "run_id": context.run_id})
        written += 1
    return written

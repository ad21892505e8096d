"""What the page asks for. The page writes files only; the next run answers.

A request, inbox/<year>/<body>/.requests/<uuid>.json (written under another name and renamed when whole):

    kind        hand_in | check | confirm | withdraw
    place       hand_in: where the file was put, below inbox/<year>/<body>/, with /
                check: the name of the file, which lies at .requests/<uuid>/<place> and never becomes a submission
    submission  confirm, withdraw: the submission's id
    answer      confirm: yes | no
    reason      withdraw: why; else optional
    user, time  who asked, and when (ISO 8601)

The file of a check must be whole before its request is written; it is deleted once the request is answered.

An answer, outbox/<year>/<body>/.answers/<uuid>.json, <body> by its full name:

    request, kind, user, time   as asked (time null where the request could not be read)
    result      已办理 | 未办理
    message     one Chinese sentence: what came of it, or what was expected and what to do
    submissions [{submission_id, place, form, status, question, notes, rows}] that it is about; those of a check have
                no submission_id
    findings    of a check: [{sheet, row, column_name, severity, message, clause}], never a cell's own value
    answered_at, run_id

Each request is answered once: the ledger's `answered` event says so, and a decision carries the request's id, so that
a run killed between the two does not decide again. A request reaches only submissions of its own folder's year and
body. Every answered request is one line of audit/requests.jsonl.
"""

from dagster_project.requests.serve import serve

__all__ = ["serve"]

"""files confirm | withdraw | supersede: what people decide about submissions, written to the ledger under the run lock."""

import getpass
import sys

from dagster_project.cli.setup import opened
from dagster_project.home import Home
from dagster_project.lock import run_lock

NEXT = "已记入台账，下次运行生效：zhicheng run"


def confirm(args, home: Home) -> int:
    """Answer the question of a file at 待确认."""
    return _decide(home, "confirm", args.submission, args.answer)


def withdraw(args, home: Home) -> int:
    """Take a file back, for a reason."""
    return _decide(home, "withdraw", args.submission, args.reason)


def supersede(args, home: Home) -> int:
    """Say that one file takes another's place."""
    return _decide(home, "supersede", args.submission, args.old)


def _decide(home: Home, decision: str, *words: str) -> int:
    from dagster_project.intake import decisions

    opened(home)
    with run_lock(home, say=lambda text: print(text, file=sys.stderr, flush=True)):
        getattr(decisions, decision)(home, *words, user=getpass.getuser())
    print(NEXT)
    return 0

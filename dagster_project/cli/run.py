"""run: lock, look up the token, and only when something is new the Dagster job."""

import sys
from pathlib import Path

from dagster_project import token
from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake.inbox import files, left_out
from dagster_project.lock import run_lock


def run(args, home: Home) -> int:
    """Take in, build, judge and publish; returns 0, or 3 when a gate blocked the figures."""
    opened(home)
    inbox = Path(args.inbox).expanduser().absolute() if args.inbox else home.inbox
    if not inbox.is_dir():
        raise UserError(f"没有收件文件夹 {inbox}。请检查 --inbox，或先运行 init。")
    with run_lock(home, args.wait, lambda text: print(text, file=sys.stderr, flush=True)):
        code = token.finished_exit_code(home, token.listing(inbox))
        if args.dry_run:
            return dry_run(inbox, code)
        if code is None:
            from dagster_project.cli.pipeline import execute

            code = execute(home, inbox)
            print(summary(home))
        else:
            print("没有新内容：报送文件、规则与程序都与上次运行时相同，没有重算。")
            if code:
                print(summary(home))
    for said in left_out(inbox):
        print(f"{said}，然后再运行。", file=sys.stderr)
    return code


def dry_run(inbox: Path, code: int | None) -> int:
    """Say whether a run would do anything; changes nothing."""
    found = sum(1 for _ in files(inbox))
    print(f"收件文件夹 {inbox} 里有 {found} 份文件。")
    print("有新内容，运行会重新收件与计算。" if code is None else "没有新内容，运行不会重算。")
    return 0


def summary(home: Home) -> str:
    """What was loaded, judged, waiting and published, from the published file."""
    from dagster_project.cli.status import read_status, status_text

    return status_text(read_status(home), home)

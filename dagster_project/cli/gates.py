"""gates list | waive: whether the tables can be believed, and letting one that blocks pass until a day."""

import getpass
import sys

from dagster_project.cli.published import published_file, records, rows
from dagster_project.cli.setup import opened
from dagster_project.cli.show import print_rows
from dagster_project.home import Home
from dagster_project.lock import run_lock

COLUMNS = "review_year, bureau_name, suite, check_id, kind, result, observed, threshold, since, waived_until, run_id, as_of, policy_version"


def gates_list(args, home: Home) -> int:
    """Print the gates of the last run: those that failed or are marked first."""
    query = f"select {COLUMNS} from mart_gate order by result in ('通过', '不适用'), suite, check_id, review_year, bureau_code"
    with published_file(home) as connection:
        names, found = rows(connection, query)
    print_rows(args.format, "mart_gate", names, found, home)
    return 0


def gates_waive(args, home: Home) -> int:
    """Let a blocking gate pass until a day."""
    from dagster_project.quality import waivers
    from dagster_project.quality.gates import Gate

    opened(home)
    with published_file(home) as connection:
        found = records(connection, "select suite, check_id, kind, result, observed, threshold from mart_gate where bureau_code is null")
    known = [Gate(**row, table="") for row in found]
    with run_lock(home, say=lambda text: print(text, file=sys.stderr, flush=True)):
        day = waivers.waive(home, known, args.check, args.reason, args.until, getpass.getuser())
    print(f"已豁免 {args.check} 至 {day}（含当日），到期自动恢复阻断。下次运行生效：zhicheng run")
    return 0

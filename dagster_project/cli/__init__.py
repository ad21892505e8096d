"""The command `zhicheng`. Importing this must stay light: Dagster, dbt and pandas load only where a verb needs them."""

import os
import sys

from dagster_project.cli.parser import build_parser
from dagster_project.errors import UserError
from dagster_project.home import Home

HOMELESS = {"doctor", "sample"}
HOMELESS_ACTIONS = {("dashboards", "check")}


def main(argv: list[str] | None = None) -> int:
    """Run one verb; returns its exit code (contracts: the command). No traceback ever reaches the terminal."""
    args = build_parser().parse_args(argv)
    home = None
    try:
        home = find_home(args)
        code = args.handler(args, home) or 0
        sys.stdout.flush()
        return code
    except UserError as error:
        print(f"错误：{error.message}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断。再次运行会从头续上，已发布的数据不受影响。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last wall before the person at the keyboard
        from dagster_project.crash import report_crash

        print(report_crash(home, error), file=sys.stderr)
        return 1


def find_home(args) -> Home | None:
    """The home of --home or ZHICHENG_HOME. UserError (exit 2) when a verb needs one and none is named."""
    path = getattr(args, "home", None) or os.environ.get("ZHICHENG_HOME")
    if path:
        return Home(path)
    if args.verb in HOMELESS or (args.verb, getattr(args, "action", None)) in HOMELESS_ACTIONS:
        return None
    raise UserError("没有指定数据目录。请加 --home 目录，或设置环境变量 ZHICHENG_HOME。", exit_code=2)

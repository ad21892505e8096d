"""report annual."""

from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def annual(args, home: Home) -> int:
    """Write the year's workbook from the published file."""
    opened(home)
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    from dagster_project.reports import write_annual

    out = Path(args.out).expanduser().absolute() if args.out else home.reports
    out.mkdir(parents=True, exist_ok=True)
    print(f"已生成：{write_annual(home.mart.resolve(), args.year, args.bureau, out)}")
    return 0

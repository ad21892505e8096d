"""report annual, report brief."""

from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def annual(args, home: Home) -> int:
    """Write the year's workbook, CSV, Word and PDF from the published file."""
    return _written("write_annual_files", args, home)


def brief(args, home: Home) -> int:
    """Write the one-page brief from the published file; by default of the newest year with figures."""
    return _written("write_brief", args, home)


def _written(function: str, args, home: Home) -> int:
    opened(home)
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    from dagster_project import reports
    from dagster_project.reports.content import newest_year

    mart = home.mart.resolve()
    year = args.year or newest_year(mart)
    out = Path(args.out).expanduser().absolute() if args.out else None
    edition = {"internal": "内部", "public": "公开"}[args.edition]
    for path in getattr(reports, function)(mart, year, args.bureau, out, None, edition, home.seeds("policy").parent):
        print(f"已生成：{path}")
    return 0

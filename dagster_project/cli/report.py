"""report annual, report brief, report application."""

from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def annual(args, home: Home) -> int:
    """Write the year's workbook, CSV, Word and PDF from the published file, or from a release."""
    return _written("write_annual_files", args, home)


def brief(args, home: Home) -> int:
    """Write the one-page brief from the published file; by default of the newest year with figures."""
    return _written("write_brief", args, home)


def application(args, home: Home) -> int:
    """Write a body's set for application time: the report and the three tables of totals."""
    return _written("write_application", args, home)


def _written(function: str, args, home: Home) -> int:
    opened(home)
    from dagster_project import reports

    mart, year, out, seeds, standing = _released(args, home) if args.source else _published(args, home)
    edition = {"internal": "内部", "public": "公开"}[args.edition]
    for path in getattr(reports, function)(mart, year, args.bureau, out, None, edition, seeds, standing):
        print(f"已生成：{path}")
    return 0


def _published(args, home: Home) -> tuple:
    """From the published file: (mart, year, folder or None, seeds, standing)."""
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    from dagster_project.reports.content import newest_year
    from dagster_project.reports.model import CURRENT

    mart = home.mart.resolve()
    out = Path(args.out).expanduser().absolute() if args.out else None
    return mart, args.year or newest_year(mart), out, home.seeds("policy").parent, CURRENT


def _released(args, home: Home) -> tuple:
    """From a release, proved first: figures, rounding and words are those it was made with."""
    from dagster_project.releases import find, verify
    from dagster_project.reports.content import scope_code
    from dagster_project.reports.files import scope_folder

    one = verify(find(home, args.source, args.year), home)
    folder = scope_folder(home.reports, one.year, scope_code(one.mart, args.bureau)) / f"第{one.number}版"
    return one.mart, one.year, Path(args.out).expanduser().absolute() if args.out else folder, one.folder, one.standing

"""release, release list, release diff: the figures of a year kept for good, and what changed between two of them."""

import getpass
import sys
from dataclasses import asdict, astuple
from datetime import datetime

from dagster_project.cli.render import to_csv, to_json, to_table
from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.lock import run_lock

COLUMNS = ("年度", "版", "类别", "发布时间", "数据截至", "运行批次", "政策版本", "说明", "核对")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def make(args, home: Home) -> int:
    """Release the published figures of a year."""
    if args.year is None:
        raise UserError("缺少参数：--year。例：zhicheng release --year 2023 --note 说明；查看已有的：zhicheng release list", exit_code=2)
    opened(home)
    from dagster_project import token
    from dagster_project.releases.make import make_release

    with run_lock(home, say=_say):
        is_new = token.finished_exit_code(home, token.listing(home.inbox)) is None
        one = make_release(home, args.year, args.note.strip(), args.kind, getpass.getuser(), _say)
    print(f"已发布 {one.year} 年度{one.words}：{one.folder}")
    print(f"数据截至 {datetime.fromisoformat(one.as_of):%Y-%m-%d %H:%M}，运行批次 {one.run_id}，政策版本 {one.policy_version}；文件只读，已记入台账。")
    if one.previous:
        number, kind, cells = one.previous
        counted = "表的格式不同，没有逐处比较" if cells is None else f"全区各表有 {cells} 处不同"
        print(f"与第 {number} 版（{kind}）相比，{counted}：zhicheng release diff {one.year} {number} {one.number}")
    if is_new:
        print("注意：有新的报送文件、规则或程序还没有运行，不在这一版里。")
    print("“已定稿”由下一次运行写进各表：zhicheng run")
    return 0


def listed(args, home: Home) -> int:
    """Print the releases, each proved against its manifest."""
    from dagster_project.releases import releases

    found = releases(opened(home), args.year)
    rows = [
        (o.year, o.number, o.kind, o.at.replace("T", " "), o.as_of.replace("T", " "), o.run_id, o.policy_version, o.note, _proved(o, home))
        for o in found
    ]
    if args.format == "json":
        names = ("year", "number", "kind", "at", "as_of", "run_id", "policy_version", "note", "proved")
        print(to_json([dict(zip(names, row, strict=True)) for row in rows]))
    elif args.format == "csv":
        print(to_csv(list(COLUMNS), rows))
    else:
        print(to_table(list(COLUMNS), rows) if rows else "还没有定稿。发布：zhicheng release --year 年度 --note 说明")
    return 0


def _proved(one, home: Home) -> str:
    from dagster_project.releases import verify

    try:
        verify(one, home)
    except UserError:
        return "被改动"
    return "完整"


def diff(args, home: Home) -> int:
    """Print what differs between two releases of a year, or between one and what is published now."""
    from dagster_project.policy.diff import published_rows, row_changes, rows_of_folder
    from dagster_project.releases import find, verify
    from dagster_project.releases.differ import HEADER, all_differences, differences

    old = verify(find(opened(home), args.old, args.year), home)
    if args.new:
        new = verify(find(home, args.new, args.year), home)
        mart, rows, named = new.mart, rows_of_folder(new.folder), f"{new.name}（{new.kind}）"
    else:
        mart, (run_id, rows) = home.mart.resolve(), published_rows(home)
        named = f"现在发布的（运行批次 {run_id}）"
    found = differences(old.mart, mart, args.year, args.bureau) if args.bureau else all_differences(old.mart, mart, args.year)
    if args.format == "json":
        print(to_json([asdict(one) for one in found]))
    elif args.format == "csv":
        print(to_csv(list(HEADER), [astuple(one) for one in found]))
    else:
        print(f"{named} 与 {old.name}（{old.kind}）相比：")
        print(_told(found, len(row_changes(rows_of_folder(old.folder), rows)), args.bureau))
    return 0


def _told(found: list, policy_rows: int, bureau: str | None) -> str:
    """Counts by table and body, then the cells of the region's tables (or of the one body's)."""
    from dagster_project.releases.differ import HEADER, REGION, tally

    by_table, by_body = tally(found)
    shown = [one for one in found if bureau or one.scope == REGION]
    lines = [f"规则、代码行改动 {policy_rows} 行。", f"各表不同 {len(shown)} 处" + ("。" if not shown else "：")]
    if by_table:
        lines.append("　按表：" + "，".join(f"{sheet} {count}" for sheet, count in by_table.items()))
    if by_body and not bureau:
        lines.append("　按单位（各自的报告）：" + "，".join(f"{body} {count}" for body, count in by_body.items()))
    if shown:
        lines.append(to_table(list(HEADER), [astuple(one) for one in shown]))
    return "\n".join(lines)

"""policy check, policy list, policy diff: the catalogue of rules, before anything is computed with it."""

import sys
from collections import Counter
from pathlib import Path

from dagster_project.cli.render import to_csv, to_json, to_table
from dagster_project.home import Home
from dagster_project.lock import run_lock
from dagster_project.policy import ERROR, Policy, check, listing, read_policy
from dagster_project.policy.catalogue import HEADINGS, SHORT
from dagster_project.policy.check import FATES


def policy_check(args, home: Home) -> int:
    """Print what is wrong or was read otherwise; 1 when something must be mended."""
    policy = read_policy(home)
    found = check(policy)
    for one in found:
        print(f"[{one.level}] {one.where}：{one.message}")
    print(own_rows(policy))
    errors = sum(one.level == ERROR for one in found)
    print(f"规则 {len(policy.tables['policy_limit'])} 条：错误 {errors} 处，提示 {len(found) - errors} 处。")
    return 1 if errors else 0


def own_rows(policy: Policy) -> str:
    """How many rows are the region's own."""
    return f"本地行 {policy.own} 条，替代 {policy.replacing} 条。"


def policy_list(args, home: Home) -> int:
    """Print the rules with their fate."""
    policy = read_policy(home)
    rows = listing(policy, args.year, args.fate)
    if args.format == "json":
        print(to_json(rows))
        return 0
    if args.format == "csv":
        print(to_csv(list(HEADINGS), [tuple(row.values()) for row in rows]))
        return 0
    print(to_table([HEADINGS[c] for c in SHORT], [tuple(row[c] for c in SHORT) for row in rows]))
    count = Counter(row["fate"] for row in rows)
    print("\n" + own_rows(policy))
    print("，".join([f"共 {len(rows)} 条", *(f"{fate} {count[fate]}" for fate in FATES if count[fate])]) + "。")
    return 0


def policy_diff(args, home: Home) -> int:
    """Print which rows changed, and which scopes would change state if they were in force; changes nothing."""
    from dagster_project.policy import diff

    wait = run_lock(home, 600, lambda text: print(text, file=sys.stderr, flush=True))
    with wait, diff.scratch(home) as other:
        run_id, published = diff.published_rows(home)
        new = diff.rows_laid_out(other)
        old = diff.rows_of_folder(Path(args.folder).expanduser()) if args.folder else published
        print(changes_text(diff.row_changes(old, new), args.folder or f"上次发布（运行批次 {run_id}）"))
        if args.rows or not diff.row_changes(published, new):
            return 0
        states = diff.state_changes(home, other)
    if not states:
        print("\n按现在的规则试算，与已发布的相比：没有范围改变状态。")
        return 0
    print(f"\n按现在的规则试算，与已发布的相比：{len(states)} 处改变状态。")
    print(to_table(["年度", "规则", "范围", "层级", "已发布", "试算"], states))
    return 0


def changes_text(changes: list, than: str) -> str:
    """The changed rows, a line each."""
    count = Counter(change.kind for change in changes)
    lines = [f"与 {than} 相比：新增 {count['新增']} 行，改动 {count['改动']} 行，去掉 {count['去掉']} 行。"]
    for change in changes:
        cells = "，".join(f"{c} {before or '空'} → {after or '空'}" for c, (before, after) in change.cells.items())
        lines.append(f"[{change.kind}] {change.seed} {' '.join(change.key)}{'：' + cells if cells else ''}")
    return "\n".join(lines)

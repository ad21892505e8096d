"""policy check, policy list: the catalogue of rules, before anything is computed with it."""

from collections import Counter

from dagster_project.cli.render import to_csv, to_json, to_table
from dagster_project.home import Home
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

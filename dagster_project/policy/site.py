"""The region's own rows, <home>/site/<seed>.csv: merged with the seeds by key, checked, and laid out for a run to read."""

import csv
import shutil
from itertools import combinations
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.policy.rows import ERROR, KEYS, NOTE, Finding, Policy, Row, read_policy, read_rows
from dagster_project.policy.seeds import MAY_MEET, REFERS, ROOT, Seed, all_seeds

SHOWN = 10  # errors named in the sentence that stops a run


def prepare(home: Home, seeds: Path = ROOT) -> None:
    """Lay out the effective rows of every group of seeds that the home has rows of, below raw/seeds/.

    Called first thing in a run. UserError, naming file, row and column, when a row of site/ must be mended: nothing
    has been read or built by then, and the published figures stand.
    """
    from dagster_project.policy.check import check

    folder = home.raw / "seeds"
    if not any(home.site.glob("*.csv")):
        shutil.rmtree(folder, ignore_errors=True)
        return
    policy = read_policy(home, seeds / "policy")
    wrong = [one for one in check(policy) if one.level == ERROR]
    if wrong:
        lines = [f"{one.where}：{one.message}" for one in wrong[:SHOWN]]
        more = f"\n……共 {len(wrong)} 处" if len(wrong) > SHOWN else ""
        raise UserError("本地行（site/）有错，没有计算，已发布的数字不变：\n" + "\n".join(lines) + more)
    _lay_out(policy, home, seeds, folder)


def add_site_rows(policy: Policy, home: Home, root: Path) -> None:
    """Put the home's rows into the policy's tables, those of other seeds included, and say what was found."""
    known = all_seeds(root)
    for path in sorted(home.site.glob("*.csv")):
        name, seed = f"site/{path.name}", known.get(path.stem)
        if seed is None or not seed.key:
            names = "、".join(sorted(n for n, s in known.items() if s.key))
            policy.findings.append(Finding(ERROR, name, f"没有这样一张表；文件名应为其中之一（加 .csv）：{names}"))
            continue
        if path.stem not in policy.tables:
            policy.tables[path.stem] = read_rows(seed.path, seed.path.name, seed.key, [], _dates(seed))
        own = read_rows(path, name, seed.key, policy.findings, _dates(seed))
        if own:
            _columns(own, seed, name, policy.findings)
            _merge(policy, seed, own)
    for path in sorted(home.site.glob("*.csv")):
        if path.stem in policy.tables:
            policy.findings += _check(policy, known[path.stem], known)


def _dates(seed: Seed) -> tuple[str, ...]:
    return tuple(column for column, kind in seed.types.items() if kind == "date")


def _columns(own: list[Row], seed: Seed, name: str, findings: list[Finding]) -> None:
    """A column that the seed does not have is an error; one that is not given is empty, and named."""
    for column in own[0]:
        if column not in seed.columns:
            findings.append(Finding(ERROR, name, f"没有列“{column}”；可用：{'、'.join(seed.columns)}"))
    absent = [column for column in seed.columns if column not in own[0]]
    if absent:
        findings.append(Finding(NOTE, name, f"没有列 {'、'.join(absent)}：代替的行沿用原值，新增的行按空读"))


def _merge(policy: Policy, seed: Seed, own: list[Row]) -> None:
    """Site rows in place of those of the same key, the others after them."""
    merged = {tuple(row[k] for k in seed.key): row for row in policy.tables[seed.name]}
    for row in own:
        number = tuple(row[k] for k in seed.key)
        before = merged.get(number)
        text = f"代替 {before.where}" if before else "新增一行"
        policy.findings.append(Finding(NOTE, row.where, text))
        for column in seed.columns:
            row.setdefault(column, before[column] if before else "")
        merged[number] = row
        policy.own += 1
        policy.replacing += before is not None
    policy.tables[seed.name] = list(merged.values())


def _check(policy: Policy, seed: Seed, known: dict[str, Seed]) -> list[Finding]:
    """What is wrong with the site's rows of one seed; the policy's own tables have further checks of their own."""
    found = []
    rows = policy.tables[seed.name]
    shipped = [row for row in rows if not row.where.startswith("site/")]
    always = [c for c in ("document_id", "clause", "place", "reading", "reading_kind", "source")
              if c in seed.columns and all(row[c] for row in shipped)]  # fmt: skip
    for row in rows:
        if not row.where.startswith("site/"):
            continue
        if seed.name not in KEYS:
            missing = [column for column in always if not row[column]]
            if missing:
                found.append(Finding(ERROR, row.where, f"没有依据：{'、'.join(missing)} 为空"))
            found += _references(policy, seed, row, shipped, known)
        for column, kind in seed.types.items():
            if kind == "integer" and row[column] and not (row[column].isascii() and row[column].isdigit()):
                found.append(Finding(ERROR, row.where, f"{column} “{row[column]}”应为整数"))
    return found + _overlaps(seed, rows)


def _references(policy: Policy, seed: Seed, row: Row, shipped: list[Row], known: dict[str, Seed]) -> list[Finding]:
    """Codes that no table has. What the seed's own rows use (* for all bodies) may be used."""
    found = []
    for column, (other, called) in REFERS.items():
        if not row.get(column) or other == seed.name or column not in seed.columns:
            continue
        if other not in policy.tables:
            policy.tables[other] = read_rows(known[other].path, known[other].path.name, known[other].key, [])
        allowed = {r[column] for r in policy.tables[other]} | {r[column] for r in shipped}
        if row[column] not in allowed:
            zero = row[column].zfill(2)
            hint = f"；是否应为 {zero}，前面的 0 被表格软件去掉了" if zero in allowed else ""
            found.append(Finding(ERROR, row.where, f"{column}：没有{called}“{row[column]}”{hint}"))
    return found


def _overlaps(seed: Seed, rows: list[Row]) -> list[Finding]:
    """Two rows of one code in force in the same year, one of them the region's own."""
    if "valid_from" not in seed.key or seed.name in MAY_MEET:
        return []
    same: dict[tuple, list[Row]] = {}
    for row in rows:
        same.setdefault(tuple(row[k] for k in seed.key if k != "valid_from"), []).append(row)
    found = []
    for a, b in (pair for alike in same.values() for pair in combinations(alike, 2)):
        first = max(a["valid_from"], b["valid_from"])
        last = min(a["valid_to"] or "9999", b["valid_to"] or "9999")
        if first[:4] <= last[:4] and "site/" in a.where + b.where:
            one, other = (b, a) if b.where.startswith("site/") else (a, b)
            found.append(Finding(ERROR, one.where, f"{first[:4]} 年与 {other.where} 同时生效：请给早的一行补失效日 valid_to"))
    return found


def _lay_out(policy: Policy, home: Home, root: Path, folder: Path) -> None:
    """Write the groups beside the old ones, then put them in place; a run that is killed between starts here again."""
    known = all_seeds(root)
    groups = {known[path.stem].group for path in home.site.glob("*.csv")}
    fresh = folder.with_name("seeds.tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    for seed in known.values():
        if seed.group not in groups:
            continue
        (fresh / seed.group).mkdir(parents=True, exist_ok=True)
        target = fresh / seed.group / seed.path.name
        if not (home.site / seed.path.name).exists():
            shutil.copyfile(seed.path, target)
            continue
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, seed.columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(policy.tables[seed.name])
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)

"""status: what was handed in, what became of it, which gates held, what is published."""

from dagster_project.cli.published import published_file, records, tables
from dagster_project.cli.render import plain, to_json
from dagster_project.home import Home
from dagster_project.intake.inbox import left_out
from dagster_project.quality.gates import BLOCK, FAILED, RESULTS
from dagster_project.watch import sensor_state, sensor_text

COUNTS = ("rows_in", "accepted", "accepted_with_notice", "set_aside")


def status(args, home: Home) -> int:
    """Print the state of a home from its published copy."""
    found = read_status(home)
    if args.format == "json":
        print(to_json(found))
    else:
        print("\n".join([status_text(found, home), *(f"{said}。" for said in found["left_out"])]))
    return 0


def read_status(home: Home) -> dict:
    """{rows_in, accepted, accepted_with_notice, set_aside, published, figures, gates, submissions, sensor, left_out,
    demo}.

    published: this run's status and findings; figures: the run that the numbers come from, an older one where a
    gate blocks, null where none was ever published.
    """
    with published_file(home) as connection:
        sums = ", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in COUNTS)
        counted = records(connection, f"select {sums} from mart_submission")[0]
        submissions = records(connection, "select * from mart_submission order by all")
        gates = records(connection, "select * from mart_gate order by suite, check_id")
        figures = _figures(connection)
    run = {name: plain(gates[0][name]) if gates else None for name in ("run_id", "as_of", "policy_version")}
    published = run | {"path": str(home.mart.resolve())}
    return counted | {
        "published": published,
        "figures": figures,
        "gates": [{key: plain(value) for key, value in row.items()} for row in gates],
        "submissions": [{key: plain(value) for key, value in row.items()} for row in submissions],
        "sensor": sensor_state(home),
        "left_out": left_out(home.inbox),
        "demo": home.is_demo,
    }


def _figures(connection) -> dict | None:
    """The run of the figure marts, from the first that holds a row."""
    status_marts = {"mart_submission", "mart_finding", "mart_finding_row", "mart_gate"}
    for table in tables(connection):
        if table not in status_marts:
            found = records(connection, f'select run_id, as_of, policy_version from "{table}" limit 1')
            if found:
                return {key: plain(value) for key, value in found[0].items()}
    return None


def status_text(found: dict, home: Home) -> str:
    """The same for people."""
    by_status: dict[str, int] = {}
    for row in found["submissions"]:
        by_status[row["status"]] = by_status.get(row["status"], 0) + 1
    results: dict[str, int] = {}
    for gate in (gate for gate in found["gates"] if not gate["bureau_code"]):
        results[gate["result"]] = results.get(gate["result"], 0) + 1
    lines = ["演示数据：全部为虚构人员。"] if found["demo"] else []
    counts = zip(("报送", "接收", "接收（有提示）", "暂存待改"), COUNTS, strict=True)
    lines += [
        "报送：" + "，".join(f"{name} {count} 份" for name, count in sorted(by_status.items())),
        "行数：" + "，".join(f"{word} {found[name]}" for word, name in counts),
        "关口：" + "，".join(f"{name} {results[name]} 项" for name in RESULTS if name in results),
    ]
    lines += [
        f"  不通过：{gate['suite']} / {gate['check_id']}：{gate['observed']}（应为 {gate['threshold']}）{_waived(gate)}"
        for gate in found["gates"]
        if gate["result"] == FAILED
    ]
    return "\n".join([*lines, *_published_lines(found), sensor_text(home)])


def _waived(gate: dict) -> str:
    return f"，已豁免至 {gate['waived_until']}" if gate["waived_until"] else ""


def _published_lines(found: dict) -> list[str]:
    published, figures = found["published"], found["figures"]
    lines = [f"已发布：{published['path']}（运行批次 {published['run_id']}，数据截至 {published['as_of']}）"]
    if any(g["kind"] == BLOCK and g["result"] == FAILED and not g["waived_until"] for g in found["gates"]):
        if figures:
            lines.append(f"关口阻断：数字沿用 {figures['run_id']}（截至 {figures['as_of']}）；报送情况与问题是本次的。")
        else:
            lines.append("关口阻断：还没有可用的数字；报送情况与问题是本次的。")
    return lines

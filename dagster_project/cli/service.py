"""start, stop, dagster, dashboards: the services that show what was published."""

import os
import sys
from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def start(args, home: Home) -> int:
    """Start Superset, Dagster's pages and the daemon whose sensor takes in what is dropped, all on 127.0.0.1."""
    opened(home)
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    from dagster_project import background, dashboards
    from dagster_project.forms.offered import offer_templates

    offer_templates(home)
    records = background.start(home, port=args.dagster_port)
    address = dashboards.start(home, port=args.port)
    print(f"看板：{address}/{' （演示数据）' if home.is_demo else ''}")
    print(f"我的报送：{address}/submissions/ （登录后也在看板上方的菜单里）")
    print(f"运行记录：{records}/    自动收件：已启动，放进收件文件夹的文件一分钟内开始收取")
    print(f"登录名与初始密码：{home.secrets / 'logins.txt'}（只有本机管理员可读）")
    print(f"停止：zhicheng --home {home.path} stop")
    return 0


def stop(args, home: Home) -> int:
    """Stop what start started."""
    from dagster_project import background, dashboards

    background.stop(opened(home))
    dashboards.stop(home)
    print("看板、运行记录页面与自动收件已停止。")
    return 0


def dashboards_import(args, home: Home) -> int:
    """Import the dashboards, roles and row filters again."""
    from dagster_project import dashboards

    dashboards.import_dashboards(opened(home))
    dashboards.provision(home)
    print("看板、角色与行过滤已导入。")
    return 0


def dashboards_export(args, home: Home) -> int:
    """Write what was changed in the browser back into the dashboard files."""
    from dagster_project.dashboards.export import export_dashboards

    written = export_dashboards(opened(home))
    for path in written:
        print(f"已写回 {path}")
    print(f"写回 {len(written)} 个文件。" if written else "看板与文件一致，没有写回。")
    return 0


def dashboards_check(args, home: Home | None) -> int:
    """Hold every chart against the marts' contracts, and dbt's list of dashboards against the files."""
    from dagster_project.dashboards import exposures, lineage

    files = lineage.read_files()
    found, text = lineage.problems(files), exposures.text(files)
    if args.write:
        exposures.FILE.write_text(text, "utf-8")
    if not exposures.FILE.exists() or exposures.FILE.read_text("utf-8") != text:
        found.append(f"{exposures.FILE.name} 与看板文件不一致，请运行 zhicheng dashboards check --write")
    for sentence in found:
        print(f"✗ {sentence}")
    read = {column for link in lineage.links(files) for column in link.columns}
    counts = f"看板 {len(files.dashboards)} 个，图 {len(files.charts)} 张，数据集 {len(files.datasets)} 个"
    print(f"{counts}，用到集市的列 {len(read)} 个；问题 {len(found)} 个")
    return 1 if found else 0


def dagster(args, home: Home) -> int:
    """Replace this process by Dagster's pages and daemon over this home, on 127.0.0.1 only, until Ctrl-C."""
    from dagster_project import background
    from dagster_project.instance import prepare_instance

    prepare_instance(opened(home))
    if background.running(home, background.DAEMON):
        print(f"运行记录与自动收件已在后台运行：{background.address(home)}/ （停止：zhicheng --home {home.path} stop）")
        return 0
    print(f"运行记录：http://127.0.0.1:{args.port}/ ；自动收件已开（Ctrl-C 结束）", flush=True)
    program = Path(sys.executable).with_name("dagster")
    where = ["-h", "127.0.0.1", "-p", str(args.port), "-w", str(home.dagster / "workspace.yaml")]
    quiet = ["--log-level", "warning", "--code-server-log-level", "warning"]
    os.chdir(home.path)
    os.execve(program, [str(program), "dev", *where, *quiet], background.environment(home))

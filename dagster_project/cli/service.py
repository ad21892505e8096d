"""start, stop, dagster, dashboards: the services that show what was published."""

import os
import sys
from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def start(args, home: Home) -> int:
    """Start Superset in the background on 127.0.0.1 and import what it shows."""
    opened(home)
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    from dagster_project import dashboards

    address = dashboards.start(home, port=args.port)
    print(f"看板：{address}/{' （演示数据）' if home.is_demo else ''}")
    print(f"登录名与初始密码：{home.secrets / 'logins.txt'}（只有本机管理员可读）")
    print(f"停止：zhicheng --home {home.path} stop")
    return 0


def stop(args, home: Home) -> int:
    """Stop what start started."""
    from dagster_project import dashboards

    dashboards.stop(opened(home))
    print("看板已停止。")
    return 0


def dashboards_import(args, home: Home) -> int:
    """Import the dashboards, roles and row filters again."""
    from dagster_project import dashboards

    dashboards.import_dashboards(opened(home))
    dashboards.provision(home)
    print("看板、角色与行过滤已导入。")
    return 0


def dagster(args, home: Home) -> int:
    """Replace this process by Dagster's webserver over the runs of this home, on 127.0.0.1 only."""
    from dagster_project.instance import prepare_instance

    prepare_instance(opened(home))
    print(f"运行记录：http://127.0.0.1:{args.port}/ （Ctrl-C 结束）", flush=True)
    program = Path(sys.executable).with_name("dagster-webserver")
    where = ["-h", "127.0.0.1", "-p", str(args.port), "-w", str(home.dagster / "workspace.yaml")]
    quiet = ["--dagster-log-level", "warning", "--code-server-log-level", "warning"]
    os.execv(program, [str(program), *where, *quiet])

"""backup, restore, rebuild, publish --back: what is kept, and what is reckoned again from it."""

import getpass
import shutil
import sys
from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.home import Home
from dagster_project.lock import run_lock


def _locked(home: Home, wait: float = 60):
    return run_lock(home, wait, lambda text: print(text, file=sys.stderr, flush=True))


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def backup(args, home: Home) -> int:
    """Write everything kept, but inbox and outbox, to one file."""
    from dagster_project import backup as keep

    with _locked(opened(home)):
        manifest = keep.backup(home, _path(args.file))
    size = sum(one["size"] for one in manifest["files"].values()) / 2**20
    print(f"已备份 {len(manifest['files'])} 个文件（{size:.1f} MB）：{_path(args.file)}")
    print("备份里有姓名和证件号码，只有本账户可读；请加密保存，限定专人。")
    return 0


def restore(args, home: Home) -> int:
    """Unpack a backup into a new home."""
    from dagster_project import backup as keep

    manifest = keep.restore(home, _path(args.file))
    print(f"已恢复 {len(manifest['files'])} 个文件（备份于 {manifest['made_at']}）：{home.path}")
    print(f"重算并发布：zhicheng --home {home.path} run")
    return 0


def rebuild(args, home: Home) -> int:
    """Read everything again from archive and ledger, then run. What was published stands until the new file is whole."""
    from dagster_project import token
    from dagster_project.cli.pipeline import execute
    from dagster_project.cli.run import summary

    with _locked(opened(home), args.wait):
        token.forget(home)
        home.warehouse.unlink(missing_ok=True)
        for folder in (home.raw, home.dagster / "dbt"):
            shutil.rmtree(folder, ignore_errors=True)
        opened(home)
        code = execute(home, home.inbox)
    print("已从归档与台账全部重新读取、计算。")
    print(summary(home))
    return code


def publish(args, home: Home) -> int:
    """Move readers back to the file published before the present one."""
    from dagster_project.publish.back import go_back

    with _locked(opened(home)):
        said = go_back(home, getpass.getuser())
    print(f"看板与命令现在读：{said.path}（运行批次 {said.run_id}，数据截至 {said.as_of}）")
    print("已记入台账。自动收件在有新内容以前不会改动它；要再发布新的结果：zhicheng run")
    return 0

"""init, sample: what comes before the first run."""

from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import Home


def init(args, home: Home) -> int:
    """Make the folders of a home. Safe to call again."""
    home.create()
    print(f"数据目录已就绪：{home.path}")
    print(f"报送文件放在 {home.inbox}/年度/报送单位/ 下，然后运行 zhicheng --home {home.path} run")
    return 0


def opened(home: Home) -> Home:
    """The home with all its folders, or a UserError that says how to make one."""
    if not home.inbox.is_dir():
        raise UserError(f"{home.path} 还不是数据目录。请先运行 zhicheng --home {home.path} init")
    return home.create()


def refuse_real_home(folder: Path) -> None:
    """Fictitious files never enter a home that holds submissions of its own."""
    home = Home(folder.parent)
    if folder.name == "inbox" and home.ledger.is_dir() and any(home.ledger.iterdir()) and not home.is_demo:
        raise UserError(f"{home.path} 已有真实报送，演示数据不能写进去。请换一个数据目录。")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / ".sample.json").is_file():
        raise UserError(f"{folder} 里已有别的文件，演示数据只写到空文件夹。请换一个位置。")


def sample(args, home: Home | None) -> int:
    """Write fictitious workbooks to a folder."""
    folder = Path(args.folder).expanduser().absolute()
    refuse_real_home(folder)
    from dagster_project.sample import write_sample

    years = tuple(sorted(set(args.year or (2023, 2024))))
    write_sample(folder, years=years, rows=args.rows, workbooks=args.workbooks, seed=args.seed)
    files = sum(1 for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    print(f"已写出 {files} 份虚构的报送文件（{'、'.join(map(str, years))} 年，种子 {args.seed}）：{folder}")
    return 0

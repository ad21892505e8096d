"""Write docs/data-dictionary.md from the marts' contracts: every published column, its label, type and meaning.

Use: .venv/bin/python docs/dictionary.py
"""

from pathlib import Path

from dagster_project.home import DBT_DIR
from dagster_project.labels import mart_columns

TARGET = Path(__file__).with_name("data-dictionary.md")
HEAD = """# 数据字典

已发布的统计结果（`published/mart.duckdb`）中的每一列。本页由 `docs/dictionary.py` 从 `dbt/models/marts/` 的约定和
`dbt/models/docs/` 的说明生成，请改源文件后重新生成，不要直接改本页。
`zhicheng --home DIR show 表名` 显示一张表，`--format json` 或 `--format csv` 供程序使用。
比率为未四舍五入的小数；时间为北京时间；空值表示没有数据，不等于零。
"""


def dictionary() -> str:
    """The whole page."""
    parts = [HEAD]
    for mart, columns in mart_columns(DBT_DIR).items():
        parts.append(f"\n## {mart}\n\n| 列 | 标签 | 类型 | 说明 |\n|---|---|---|---|")
        parts += [
            f"| {n} | {c.label} | {c.data_type} | {c.text.replace('|', '/')} |" for n, c in columns.items()
        ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(dictionary(), "utf-8")

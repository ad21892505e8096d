"""What the columns of the marts are called in Chinese: dbt's doc blocks, read once and used by all who show them.

A doc block reads "标签：说明"; the part before the first full-width colon is the label.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR

BLOCK = re.compile(r"{%-?\s*docs\s+(\w+)\s*-?%}(.*?){%-?\s*enddocs\s*-?%}", re.DOTALL)
REFERENCE = re.compile(r"doc\(\s*['\"](\w+)['\"]\s*\)")


@dataclass(frozen=True)
class Meaning:
    """One column: its Chinese label, the sentence that defines it, its SQL type."""

    label: str
    text: str
    data_type: str = ""


def doc_blocks(folder: Path = DBT_DIR / "models" / "docs") -> dict[str, Meaning]:
    """{block name: Meaning} of the dbt docs files of a folder; inner line breaks are joined."""
    found = {}
    for name, body in BLOCK.findall("\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))):
        label, _, text = re.sub(r"\s*\n\s*", "", body).strip().partition("：")
        found[name] = Meaning(label.strip(), text.strip())
    return found


@cache
def mart_columns(dbt_dir: Path = DBT_DIR) -> dict[str, dict[str, Meaning]]:
    """{mart: {column: Meaning}} in the order of the marts' YAML contracts."""
    import yaml

    blocks = doc_blocks(dbt_dir / "models" / "docs")
    marts = {}
    for path in sorted((dbt_dir / "models" / "marts").rglob("_*.yml")):
        parsed = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        tables = list(parsed.get("models") or [])
        for source in parsed.get("sources") or []:
            tables += source["tables"]
        for table in tables:
            marts[table["name"]] = {c["name"]: _meaning(c, blocks) for c in table.get("columns") or []}
    return marts


def _meaning(column: dict, blocks: dict[str, Meaning]) -> Meaning:
    """The doc block a column refers to, or its description as written, with its type."""
    description = column.get("description") or ""
    reference = REFERENCE.search(description)
    block = blocks.get(reference.group(1)) if reference else None
    if block is None:
        label, _, text = description.partition("：")
        block = Meaning(label or column["name"], text)
    return Meaning(block.label, block.text, column.get("data_type") or "")


def label(mart: str, column: str) -> str:
    """The Chinese label of a mart's column. UserError when the contract does not describe it."""
    try:
        return mart_columns()[mart][column].label
    except KeyError:
        raise UserError(
            f"数据字典中没有 {mart}.{column} 的说明。请在 dbt/models/marts/ 的 YAML 与 dbt/models/docs/ 中补上。"
        ) from None

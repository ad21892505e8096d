"""mart_compliance unites every model that judges a rule: nobody can add one and forget it."""

import json
import re

from dagster_project import dbt_runner
from dagster_project.home import DBT_DIR


def listed() -> list[str]:
    """The names in the macro that mart_compliance unites."""
    text = (DBT_DIR / "macros" / "rule_models.sql").read_text("utf-8")
    return re.findall(r"'(rule_\w+)'", text.split("macro rule_columns")[0])


def test_every_model_tagged_as_a_rule_is_in_the_list():
    nodes = json.loads((dbt_runner.manifest_folder() / "manifest.json").read_text("utf-8"))["nodes"].values()
    tagged = {n["name"] for n in nodes if n["resource_type"] == "model" and "rule" in n["tags"]}
    united = next(n["depends_on"]["nodes"] for n in nodes if n["name"] == "mart_compliance")
    assert sorted(tagged) == sorted(listed())
    assert {f"model.zhicheng.{name}" for name in tagged} <= set(united)

"""The dbt project: one asset a model, built by dbt in this process."""

import csv
import json
from functools import cache

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from dagster_project import dbt_runner
from dagster_project.defs.resources import HomeResource
from dagster_project.home import DBT_DIR

LAYERS = {
    "staging": "整理：原始行改名、定类型、规范写法。",
    "resolved": "认定：人、单位、旗县区、职称与系列、倾斜政策，以及依据什么认定。",
    "checks": "检查：一行一个问题。",
    "core": "事实：可计数的每一行；待改的行也在内，有标记。",
    "rules": "规则：一个判定指标一张表。",
    "marts": "结果：看板、命令与报表所读。",
}


class Translator(DagsterDbtTranslator):
    """Sources of dbt are the raw asset; the published mart_gate is none of its inputs."""

    def __init__(self):
        # Tests are run by our own check step, after every model is built.
        super().__init__(
            DagsterDbtTranslatorSettings(enable_asset_checks=False, enable_duplicate_source_asset_keys=True)
        )

    def get_group_name(self, dbt_resource_props) -> str:
        """The layer: seeds, staging, resolved, checks, core, rules or marts."""
        return "seeds" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]

    def get_asset_key(self, dbt_resource_props) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source" and dbt_resource_props["source_name"] == "raw":
            return dg.AssetKey("raw")
        return super().get_asset_key(dbt_resource_props)


    def get_description(self, dbt_resource_props) -> str:
        """What the model's own file says; of a check its label; else what its layer does."""
        written, name = dbt_resource_props.get("description"), dbt_resource_props["name"]
        return written or labels().get(name) or LAYERS.get(dbt_resource_props["fqn"][1], name)


@cache
def labels() -> dict[str, str]:
    """{check: 检查：what it finds}."""
    with (DBT_DIR / "seeds" / "policy" / "check.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["check_id"]: f"检查：{row['label']}" for row in csv.DictReader(file)}


TRANSLATOR = Translator()
# One parse for the whole process: what is run is what was declared, even if a file is edited meanwhile.
PARSED = dbt_runner.manifest_folder()


@cache
def manifest() -> dict:
    """manifest.json as read."""
    return json.loads((PARSED / "manifest.json").read_text("utf-8"))


def key_of(unique_id: str) -> dg.AssetKey:
    """The asset of a dbt node."""
    return TRANSLATOR.get_asset_key(manifest()["nodes"][unique_id])


# Seeds are built too, but recorded as one with the models that read them: each asset costs a run about 30 ms.
@dbt_assets(
    manifest=manifest(), exclude="resource_type:seed", dagster_dbt_translator=TRANSLATOR, name="dbt_build"
)
def warehouse(context: dg.AssetExecutionContext, home: HomeResource):
    """Seeds and models, all of them."""
    with home.guarded() as here:
        results = dbt_runner.build(here, dbt_runner.load_manifest(PARSED))
    # In the order of their completion: an asset must not be reported before what it is made from.
    for result in results:
        key = key_of(result.unique_id)
        if key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata={"seconds": round(result.seconds, 3)})


@dg.definitions
def warehouse_defs() -> dg.Definitions:
    return dg.Definitions(assets=[warehouse])

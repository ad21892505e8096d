"""The dbt project: one asset a model, built by dbt in this process."""

import json
from functools import cache

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from dagster_project import dbt_runner
from dagster_project.defs.resources import HomeResource

LAYERS = {
    "staging": "整理：原始行改名、定类型、规范写法。",
    "resolved": "认定：人、单位、旗县区、职称与系列、倾斜政策，以及依据什么认定。",
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
        """The layer: seeds, staging, resolved, core, rules or marts."""
        return "seeds" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]

    def get_asset_key(self, dbt_resource_props) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source" and dbt_resource_props["source_name"] == "raw":
            return dg.AssetKey("raw")
        return super().get_asset_key(dbt_resource_props)

    def get_description(self, dbt_resource_props) -> str:
        """What the model's own file says, else what its layer does."""
        name, layer = dbt_resource_props["name"], dbt_resource_props["fqn"][1]
        return dbt_resource_props.get("description") or LAYERS.get(layer, name)


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

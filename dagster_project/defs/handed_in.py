"""Each year × body taken in is a partition: what lies in it, and how it is read again from the archive."""

import json
import warnings
from collections import defaultdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from dagster_project import token
from dagster_project.defs.resources import HomeResource
from dagster_project.home import Home
from dagster_project.intake.bodies import load_folders
from dagster_project.policy_version import policy_version

warnings.filterwarnings("ignore", category=dg.BetaWarning)  # of backfill_policy; the lock pins the version it is said of

KEY = dg.AssetKey("handed_in")
YEARS = dg.DynamicPartitionsDefinition(name="review_year")
BODIES = dg.StaticPartitionsDefinition(sorted({folder.code or folder.name for folder in load_folders().values()}))
PARTITIONS = dg.MultiPartitionsDefinition({"body": BODIES, "year": YEARS})
SHOWN = {"submission_id": "string", "form": "string", "status": "string", "rows": "int", "received_at": "string"}


@dg.asset(
    key=KEY, partitions_def=PARTITIONS, backfill_policy=dg.BackfillPolicy.single_run(), group_name="intake", kinds={"xlsx"},
    description="报送：每个年度、每个报送单位收到的文件及其行数。在此回填即从归档重新读取该单位该年度的文件，随后自动重算。",
)  # fmt: skip
def handed_in(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """Read the chosen partitions again from the archive; the sensor then sees that nothing is finished and runs."""
    from dagster_project.intake import take_in
    from dagster_project.intake.again import forget_readings

    chosen = {(int(key.keys_by_dimension["year"]), key.keys_by_dimension["body"]) for key in _keys(context)}
    with home.guarded() as here:
        as_of = datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)
        run_id = f"{as_of:%Y%m%dT%H%M%S}-{context.run_id[:8]}"
        token.begin(here, run_id, here.inbox)
        forget_readings(here, chosen)
        take_in(here, run_id, as_of, policy_version(here), here.inbox)
        after = tables(here)
    for year, body in sorted(chosen):
        rows = after.get((year, body), [])
        context.add_asset_metadata(_metadata(rows), partition_key=_key(year, body))
    return dg.MaterializeResult()


def _keys(context: dg.AssetExecutionContext) -> list[dg.MultiPartitionKey]:
    return [PARTITIONS.get_partition_key_from_str(str(key)) for key in context.partition_keys]


def _key(year: int, body: str) -> dg.MultiPartitionKey:
    return dg.MultiPartitionKey({"body": body, "year": str(year)})


def record(context: dg.AssetExecutionContext, home: Home) -> None:
    """One materialisation for each year × body whose submissions are not as they were recorded last."""
    note, after = home.dagster / "handed_in.json", tables(home)
    digests = {f"{year}|{body}": sha256(repr(rows).encode()).hexdigest()[:16] for (year, body), rows in after.items()}
    try:
        known = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    changed = sorted(scope for scope in after if digests[f"{scope[0]}|{scope[1]}"] != known.get(f"{scope[0]}|{scope[1]}"))
    context.instance.add_dynamic_partitions(YEARS.name, sorted({str(year) for year, _ in changed}))
    for year, body in changed:
        event = dg.AssetMaterialization(KEY, partition=_key(year, body), metadata=_metadata(after[year, body]))
        context.log_event(event)
    if digests != known:  # written last: a killed run's are recorded by the next
        note.write_text(json.dumps(digests), "utf-8")


def tables(home: Home) -> dict[tuple[int, str], list[dict]]:
    """{(year, body): its submissions with counts}, as raw holds them now; no file names, they may name people."""
    import pyarrow.parquet as pq

    from dagster_project.intake.bodies import REGION_FOLDER
    from dagster_project.intake.counts import rows_read

    path = Path(home.raw / "submission.parquet")
    if not path.is_file():
        return {}
    found = defaultdict(list)
    rows = [row for row in pq.read_table(path).to_pylist() if row["review_year"]]
    counts = rows_read(home, {row["submission_id"] for row in rows})
    for row in rows:
        shown = {name: row.get(name) or "" for name in SHOWN}
        shown |= {"rows": counts.get(row["submission_id"], 0), "received_at": f"{row['received_at']:%Y-%m-%d %H:%M:%S}"}
        found[row["review_year"], row["bureau_code"] or REGION_FOLDER].append(shown)
    return dict(found)


def _metadata(rows: list[dict]) -> dict:
    columns = [dg.TableColumn(name, kind) for name, kind in SHOWN.items()]
    table = dg.MetadataValue.table([dg.TableRecord(row) for row in rows], dg.TableSchema(columns))
    return {"files": len(rows), "rows": sum(row["rows"] for row in rows), "submissions": table}


@dg.definitions
def handed_in_defs() -> dg.Definitions:
    return dg.Definitions(assets=[handed_in])

"""Reading again what is in the archive: the readings of some years and bodies are forgotten, the next intake makes them."""

import pyarrow.parquet as pq

from dagster_project.home import Home
from dagster_project.intake.bodies import REGION_FOLDER
from dagster_project.intake.person import load_key
from dagster_project.intake.places import DIVISIONS
from dagster_project.intake.readings import Store
from dagster_project.policy.site import prepare


def forget_readings(home: Home, scopes: set[tuple[int, str]]) -> int:
    """scopes: (year, body's code or 自治区). Returns how many submissions will be read again."""
    rows = pq.read_table(home.raw / "submission.parquet").to_pylist()
    wanted = {r["submission_id"] for r in rows if (r["review_year"], r["bureau_code"] or REGION_FOLDER) in scopes}
    prepare(home)
    divisions = home.seeds("codes") / DIVISIONS.name
    store = Store(home, home.seeds("forms"), load_key(home.secrets), divisions)
    found = wanted & store.readings.keys()
    store.save(store.readings.keys() - found)
    return len(found)

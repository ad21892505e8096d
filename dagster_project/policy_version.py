"""Which policy a number rests on: one short digest of every policy and code row, ours and the region's own."""

import hashlib

from dagster_project.home import DBT_DIR, Home


def policy_version(home: Home) -> str:
    """First 8 hex of the sha256 over dbt/seeds/{policy,codes}/*.csv and the home's site/*.csv."""
    digest = hashlib.sha256()
    paths = [*DBT_DIR.glob("seeds/policy/*.csv"), *DBT_DIR.glob("seeds/codes/*.csv")]
    for path in [*sorted(paths), *sorted(home.site.glob("*.csv"))]:
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]

"""daily: everything up to the figures. status: what is published when a gate blocked them."""

import dagster as dg

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
HANDED_IN = dg.AssetSelection.assets("handed_in")  # recorded by raw; run by itself to read a body again
STATUS = dg.AssetSelection.assets("published_status")
YEAR = dg.AssetSelection.assets("year_reports")  # in December, or when asked for

daily = dg.define_asset_job(
    "daily", selection=dg.AssetSelection.all() - STATUS - HANDED_IN - YEAR, config=QUIET, description="收件、计算、检查、发布"
)
status = dg.define_asset_job("status", selection=STATUS, config=QUIET, description="关口阻断后发布报送情况与问题")

"""Warehouse of professional-title review statistics. Kept empty: the command must start without importing Dagster."""

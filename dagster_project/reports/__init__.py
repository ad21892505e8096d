"""Reports of a year, made from one published mart file: content reads and counts, writers only lay out."""

from dagster_project.reports.annual import write_annual, write_annual_files, write_brief
from dagster_project.reports.application import write_application

__all__ = ["write_annual", "write_annual_files", "write_application", "write_brief"]

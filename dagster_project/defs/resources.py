"""The home of this run, and the one lock held while it lasts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from dagster_project.crash import report_crash
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.instance import PID_TAG
from dagster_project.lock import run_lock


class HomeResource(dg.ConfigurableResource):
    """The home's path; the run lock is held from the first step to the last."""

    path: str
    wait_seconds: float = 600

    @property
    def home(self) -> Home:
        return Home(self.path)

    @contextmanager
    def yield_for_execution(self, context) -> Iterator["HomeResource"]:
        if context.run:  # a run that is killed is known by its process
            context.instance.add_run_tags(context.run_id, {PID_TAG: str(os.getpid())})
        with run_lock(self.home, self.wait_seconds):
            yield self

    @contextmanager
    def guarded(self) -> Iterator[Home]:
        """Steps work inside this: what Dagster records of an error is the Chinese sentence, never what was in rows."""
        try:
            yield self.home
        except dg.Failure:
            raise
        except UserError as error:
            raise dg.Failure(error.message, allow_retries=False) from None
        except Exception as error:  # noqa: BLE001 - its message may name a person
            raise dg.Failure(report_crash(self.home, error), allow_retries=False) from None


@dg.definitions
def resources() -> dg.Definitions:
    return dg.Definitions(
        resources={"home": HomeResource(path=dg.EnvVar("ZHICHENG_HOME"))},
        executor=dg.in_process_executor,
    )

"""One warehouse for each random region of the session, kept open: building one takes most of the time."""

from contextlib import ExitStack
from copy import deepcopy

import pytest

from tests.reckoning.compare import built
from tests.reckoning.generate import generate


@pytest.fixture(scope="session")
def regions(tmp_path_factory):
    """seed → (region, read-only connection)."""
    with ExitStack() as open_ones:
        made = {}

        def region_of(seed: int):
            if seed not in made:
                region = generate(seed)
                made[seed] = region, open_ones.enter_context(built(region, tmp_path_factory.mktemp("region")))
            return made[seed]

        yield region_of


@pytest.fixture
def changed(regions, tmp_path_factory):
    """(seed, change) → (connection before, region after, connection after); `change` mends a copy of the region."""
    with ExitStack() as open_ones:

        def build(seed: int, change, order: int = 1):
            region, before = regions(seed)
            other = deepcopy(region)
            change(other)
            return before, other, open_ones.enter_context(built(other, tmp_path_factory.mktemp("changed"), order))

        yield build

"""What a large library imports for functions that nothing here calls: loaded when something of it is first asked for."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


class _Spared(ModuleType):
    """Stands for a module until one of its names is asked for."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


@contextmanager
def spared(*names: str) -> Iterator[None]:
    """Modules that cost nothing to whoever imports them whole in here, unless something of theirs is used."""
    stand_ins = {name: _Spared(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]

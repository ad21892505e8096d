"""The one way a dashboard file is written: keys sorted, short lists on one line, long texts as blocks, nothing local."""

import yaml

LONG = 100  # characters; a longer text is folded over several lines


class _Dumper(yaml.SafeDumper):
    """YAML as our files have it: no anchors, texts of several lines as they are read."""

    def ignore_aliases(self, data) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str):
    style = "|" if "\n" in text else ">" if len(text) > LONG else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump(item: dict) -> str:
    """The text of one file. The same content gives the same text, whatever order its keys came in."""
    return yaml.dump(item, Dumper=_Dumper, allow_unicode=True, sort_keys=True, default_flow_style=None, width=120)

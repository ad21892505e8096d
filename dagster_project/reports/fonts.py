"""The open Chinese fonts that are embedded: Noto Serif SC for text, Noto Sans SC for headings and charts."""

from importlib.util import find_spec
from pathlib import Path

from dagster_project.errors import UserError

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
PACKAGE = "pylopdf_fonts_zh_cn"


def font_folder() -> Path:
    """The folder of both fonts; found without importing the package. UserError when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UserError("没有找到内嵌的中文字体，PDF 和图表无法生成。请重新运行 make setup。")
    return Path(next(iter(spec.submodule_search_locations)))


def sans_file() -> Path:
    return font_folder() / "NotoSansSC-Regular.otf"

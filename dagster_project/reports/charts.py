"""Charts of a document as PNG, with the embedded font; imported only where a document has one."""

import io
from functools import cache

from dagster_project.reports.document import Chart
from dagster_project.reports.fonts import sans_file
from dagster_project.reports.numbers import Record

COLOURS = ("#1F5F8B", "#E0A030", "#7F7F7F")
WIDTH_INCHES, DPI = 6.1, 150


def png(chart: Chart, record: Record) -> bytes:
    """The chart, bars in groups with their figures on top. Bars without a figure are left out, not drawn as zero."""
    figure = _figure()
    axes = figure.add_subplot()
    width = 0.8 / len(chart.series)
    for index, (name, numbers) in enumerate(chart.series):
        shown = [record.put(n, f"图{chart.id}/{label}/{name}") for n, label in zip(numbers, chart.labels, strict=True)]
        at = [i + (index - (len(chart.series) - 1) / 2) * width for i in range(len(numbers))]
        drawn = [(x, n.value, s) for x, n, s in zip(at, numbers, shown, strict=True) if n.value is not None]
        bars = axes.bar([x for x, _, _ in drawn], [v for _, v, _ in drawn], width, label=name, color=COLOURS[index])
        axes.bar_label(bars, [s for _, _, s in drawn], fontproperties=_font(7), padding=1)
    _dress(axes, chart)
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=DPI, metadata={"Software": None})
    return target.getvalue()


def _figure():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, 2.7), layout="tight")
    FigureCanvasAgg(figure)
    return figure


@cache
def _font(size: int):
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(sans_file()), size=size)


def _dress(axes, chart: Chart) -> None:
    turned = len(chart.labels) > 8
    axes.set_xticks(range(len(chart.labels)), chart.labels, fontproperties=_font(8), rotation=45 if turned else 0,
                    ha="right" if turned else "center", rotation_mode="anchor")  # fmt: skip
    if chart.is_share:
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(7))
    axes.margins(y=0.15)
    axes.spines[["top", "right"]].set_visible(False)
    if len(chart.series) > 1:
        axes.legend(prop=_font(8), frameon=False, ncols=len(chart.series), loc="upper right")

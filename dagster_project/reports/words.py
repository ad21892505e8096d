"""Sentences from figures: comparisons with the year before, lists, and what is said where there is nothing to compare."""

from dataclasses import replace

from dagster_project.reports.numbers import Number

Parts = tuple[str | Number, ...]


def compared(now: Number, before: Number, unit: str) -> Parts:
    """比上年增加n人次，增长p%. Says so where the year before has no data, is zero, or either count is too small to tell."""
    if before.value is None and before.text == "无数据":
        return ("（上年无数据，不作比较）",)
    if now.value is None or before.value is None:
        return ("（数字过小或缺少，不与上年比较）",)
    if now.value == before.value:
        return ("，与上年持平",)
    is_more = now.value > before.value
    difference = replace(now, id=f"{now.id}/change", value=abs(now.value - before.value))
    words = ("，比上年增加" if is_more else "，比上年减少", difference, unit)
    if before.value == 0:
        return (*words, "（上年为0）")
    growth = replace(difference, id=f"{now.id}/growth", value=difference.value / before.value, kind="rate")
    return (*words, "，增长" if is_more else "，下降", growth)


def compared_rate(now: Number, before: Number) -> Parts:
    """比上年提高x个百分点."""
    if before.value is None and before.text == "无数据":
        return ("（上年无数据，不作比较）",)
    if now.value is None or before.value is None:
        return ("（不与上年比较）",)
    difference = replace(now, id=f"{now.id}/change", value=abs(now.value - before.value), kind="points")
    if difference.shown == "0.0":
        return ("，与上年持平",)
    return ("，比上年提高" if now.value > before.value else "，比上年下降", difference, "个百分点")


def listed(items: list[Parts], between: str = "、", at_most: int = 99, more: str = "等") -> Parts:
    """The items one after another; after at_most of them only `more`."""
    parts: list[str | Number] = []
    for index, item in enumerate(items[:at_most]):
        parts += [between] if index else []
        parts += item
    return (*parts, more) if len(items) > at_most else tuple(parts)


def is_some(number: Number) -> bool:
    """True when there is a figure and it is not zero; a count too small to tell is one."""
    return number.value != 0 if number.value is not None else number.text.startswith("少于")

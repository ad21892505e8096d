"""The kind of a row below a header: data, or one of the things that stand among and under data."""

import re
from collections.abc import Sequence

from dagster_project.forms import Form, header_key
from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.titles import unit_of_row

NOT_TAKEN_APART = {"title", "unit_row", "ellipsis", "remark", "contact", "header"}  # only their text is kept

_DOTS = re.compile(r"[.·。•…]{2,}|…")
_COUNT = r":?(\d+[人名个])?"
_TOTAL = re.compile(rf"(总?合计|总计|共计|累计|总数|人数|总人数|合计人数){_COUNT}|共\d+[人名个]")
_SUBTOTAL = re.compile(rf".{{0,20}}(小计|合计){_COUNT}")
_SUM_COLUMNS = ("seq", "affiliation", "unit_name", "quota_unit", "banner", "department", "series")
_NO_NAME = re.compile(rf"\d+[人名个]?|.*(小计|合计|总计|共计){_COUNT}|共\d+[人名个]")
_NO_PERSON = re.compile(r"\d|附[件表]|[:页]")
_NO_MORE = re.compile(r"\(?(以下|此处以下)?(空白|无正文|无内容)\)?")
_TO_FILL_IN = {"必填", "选填", "可选", "必选", "可不填", "必须填写"}
_REMARK = re.compile(r"(备注|附注|注|说明|填表说明|填报说明|填写说明|填写要求|填报要求|注意事项)(\d|:|$)")
_CONTACT = re.compile(
    r"(联系人|联系电话|联系方式|电话|手机|填表人|填报人|制表人?|经办人|审核人?|复核人?|负责人|分管领导|主要领导"
    r"|单位负责人|填表日期|填报日期|填报时间|填表时间|制表日期|日期)(\((签字|签章|盖章)\))?(:|$)"
    r"|.{0,8}(签字|签名|签章|公章)处?(:|$)|.{0,8}意见(\(.{0,6}\))?(:|$)"
)
_NUMBER_OF_COLUMN = re.compile(r"[甲乙丙丁戊己庚辛壬癸A-Za-z]|\(?\d{1,2}\)?")
_DAY_SIGNED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_NOTE_ITEM = re.compile(r"[(\d一二三四五六七八九十]+[.、)]|\*")


def is_footer(text: str) -> bool:
    """True when the first cell of a row says that it is a remark or tells whom to ask."""
    first = squeeze(text)
    return bool(_REMARK.match(first) or _CONTACT.match(first) or _DOTS.fullmatch(first) or _SUBTOTAL.fullmatch(first)
                or _TOTAL.fullmatch(first))  # fmt: skip


_NO_END = "计数:"


def is_name(text: str) -> bool:
    """False when this cannot be a person's name: a count, or the word of a sum."""
    return not text[0].isdigit() and text[-1] not in _NO_END


def are_names(texts: Sequence[str]) -> bool:
    """True when each of them may be a person's name. Letters alone, none of which ends a sum's word: surely."""
    if (joined := "".join(texts)).isalpha() and not any(end in joined for end in _NO_END):
        return True
    first, last = {text[0] for text in texts}, {text[-1] for text in texts}
    return last.isdisjoint(_NO_END) and not any(map(str.isdigit, first))


def _numbers_columns(texts: list[str]) -> bool:
    """True for the row that numbers the columns below a header: 1 2 3 …, 甲 乙 1 2 …, A B C …"""
    if not all(map(_NUMBER_OF_COLUMN.fullmatch, texts)) or len(set(texts)) < len(texts):
        return False
    counted = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
    return texts[0].strip("()") in "甲A1" and counted == list(range(1, len(counted) + 1))


def may_name_a_person(text: str | None) -> bool:
    """False for what stands at the right end of a title row: 附件2, 第2页, 单位:人."""
    return bool(text) and is_name(text) and not _NO_PERSON.search(text)


class RowKinds:
    """Tells the kind of each row under one header, in order; it remembers when the remarks have begun."""

    def __init__(self, form: Form, columns: dict[int, str], header: list[str | None]):
        self.form, self.columns = form, columns
        self.header = {i: header_key(text) for i, text in enumerate(header) if text}
        self.labels = {text for text in header if text}
        self.required = set(form.labels("required"))
        self.in_remarks = False

    def kind(self, row: list[str | None]) -> str:
        """row: cell texts. Returns the kind; 'blank' also for a row that holds nothing but its number."""
        filled = [(i, text) for i, text in enumerate(row) if text]
        if not filled:
            return "blank"
        first = squeeze(filled[0][1])
        values = {self.columns[i]: text for i, text in filled if i in self.columns}
        kind = self._by_words(filled, first, values) or self._by_shape(filled, values)
        if kind in ("data", "header"):
            self.in_remarks = False
        return kind

    def _by_words(self, filled: list, first: str, values: dict) -> str | None:
        if first == "示例" and values.get("seq"):
            return "example"
        if all(_DOTS.fullmatch(squeeze(text)) for _, text in filled):
            return "ellipsis"
        if len(filled) > 3 and _numbers_columns([text for _, text in filled]):
            return "header"
        if len(filled) > 1 and any(t in self.labels for _, t in filled[:4]) and self._repeats_header(filled):
            return "header"
        if kind := self._sum_row(filled, values):
            return kind
        if all(text == "无" for _, text in filled):
            return "remark"  # a table handed in to say that there is nobody
        if all(text in _TO_FILL_IN for _, text in filled) or (len(filled) == 1 and _NO_MORE.fullmatch(first)):
            return "remark"
        if _REMARK.match(first.strip("()")) and (self.columns.get(filled[0][0]) == "seq" or self._stands_apart(filled, first)):
            self.in_remarks = True
            return "remark"
        if _CONTACT.match(first) and self._stands_apart(filled, first):
            return "contact"
        if len(filled) > 3 and values.get("person_name"):
            return None
        return "unit_row" if unit_of_row([text for _, text in filled]) is not None else None

    def _repeats_header(self, filled: list) -> bool:
        return 2 * sum(self.header.get(i) == header_key(text) for i, text in filled) > len(self.header)

    def _sum_row(self, filled: list, values: dict) -> str | None:
        person = squeeze(values.get("person_name"))
        if person and not _NO_NAME.fullmatch(person) and not _TOTAL.fullmatch(squeeze(filled[0][1])):
            return None
        words = [squeeze(values[name]) for name in _SUM_COLUMNS if name in values] + [squeeze(filled[0][1])]
        if any(_TOTAL.fullmatch(word) for word in words):
            return "total"
        return "subtotal" if any(_SUBTOTAL.fullmatch(word) for word in words) else None

    def _stands_apart(self, filled: list, first: str) -> bool:
        """True when the words cannot be the value of a data row: a colon, or too few cells beside them."""
        return ":" in first[:12] or len(filled) <= max(2, len(self.columns) // 3)

    def _by_shape(self, filled: list, values: dict) -> str:
        if not values:
            return "remark"  # in other people's columns only
        if set(values) == {"seq"} and len(filled) == 1 and values["seq"].rstrip(".、").isdigit():
            return "blank"
        if len(filled) <= 2 and self.in_remarks and not self.required <= set(values):
            return "remark"
        only = self.columns.get(filled[0][0]) if len(filled) == 1 else "several"
        if only in ("seq", None) and len(self.columns) > 3:
            return "remark"
        if len(filled) == 1 and len(self.columns) > 3 and _DAY_SIGNED.fullmatch(squeeze(filled[0][1])):
            return "contact"  # below the signatures
        if len(filled) == 1 and _NOTE_ITEM.match(filled[0][1]) and len(filled[0][1]) > 12:
            return "remark"
        return "data"

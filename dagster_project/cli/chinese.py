"""argparse in Chinese: its help headings and its usage errors."""

import argparse

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示帮助",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "the following arguments are required: %s": "缺少参数：%s",
    "one of the arguments %s is required": "须给出其中一个参数：%s",
    "expected one argument": "须跟一个值",
    "expected at least one argument": "至少须跟一个值",
    "invalid %(type)s value: %(value)r": "值不对：%(value)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”；可用：%(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "not allowed with argument %s": "不能与 %s 同用",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是 %(matches)s",
    "ignored explicit argument %r": "多余的值：%r",
}

argparse._ = lambda text: WORDS.get(text, text)


class Parser(argparse.ArgumentParser):
    """A parser whose wrong usage is one Chinese sentence and exit code 2."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, allow_abbrev=False, **kwargs)

    def error(self, message: str):
        self.exit(2, f"错误：{message}\n用 {self.prog} --help 查看用法。\n")

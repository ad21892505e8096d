"""What a person is told when something cannot be done."""


class Refused(Exception):
    """message: Chinese; what was expected and what to do. status: of HTTP. reason: one word for the audit line."""

    def __init__(self, message: str, status: int = 400, reason: str = "refused"):
        super().__init__(message)
        self.message, self.status, self.reason = message, status, reason


def not_yours(what: str = "单位") -> Refused:
    return Refused(f"您的账号不能查看或办理这个{what}的内容。需要时请与自治区管理员联系。", 403, "not_yours")


def not_there() -> Refused:
    return Refused("没有这个文件，可能已经更新或移走。请刷新页面后再试。", 404, "not_there")

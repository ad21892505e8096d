"""The one way in which a file is turned away."""


class Refused(Exception):
    """A file that cannot be taken in. message: Chinese; what was expected and what to do."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message

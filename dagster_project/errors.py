"""The one error type whose text is meant for the person at the keyboard."""


class UserError(Exception):
    """A problem a person can act on.

    message: Chinese; says what was expected, where, and what to do. Never holds an ID number, telephone or name.
    exit_code: 1 error, 2 wrong usage, 3 a gate blocked (contracts: the command).
    """

    def __init__(self, message: str, exit_code: int = 1):
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code

"""The one error a person at the keyboard sees."""


class Stop(SystemExit):
    """Ends the verb with one Spanish sentence and a non-zero exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(code)
        self.sentence = sentence
        self.exit_code = code

    def __str__(self) -> str:
        return self.sentence

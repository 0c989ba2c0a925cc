"""Every error that this package raises on purpose.

SummarizerError                    the root: catch this one
├── InputError                     the article can't be read: missing, empty, binary, too large, wrong line of a .jsonl
│   ├── ArticleTooLongError        the article does not fit into the model's context
│   └── FetchError                 the page at a URL can't be had: no such address, refused, too large, too slow
├── UsageError                     a wrong argument: unknown section, format or date
├── PromptError                    a prompt template is missing or does not render
├── ModelError                     the model can't be used: none configured, not installed, wrong key, no such model
│   └── UnavailableError           its server fails, stays silent or refuses a request: another may be answered
├── ReplyError                     the model answered, but not with what was asked, also when asked again
│   └── ReplyTooLongError          its reply did not end within what it may write
├── StoppedError                   a run over many articles ended before the last: no key, no server, or no money left
└── InternalError                  a fault of this package: where many articles are read, it takes the place of one

Each message says what is wrong; `hint` says what to do about it.
"""


class SummarizerError(Exception):
    """Root of the tree. `str()` gives message and hint in one line."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class InputError(SummarizerError):
    """The article can't be read."""


class ArticleTooLongError(InputError):
    """The article does not fit into the model's context."""


class FetchError(InputError):
    """The page at a URL can't be had, or must not be."""


class UsageError(SummarizerError):
    """An argument is wrong."""


class PromptError(SummarizerError):
    """A prompt template is missing or does not render."""


class ModelError(SummarizerError):
    """The model can't be used: the next request would fail in the same way."""


class UnavailableError(ModelError):
    """The model's server fails, stays silent or refuses a request: another may be answered."""


class StoppedError(SummarizerError):
    """A run over many articles ended before the last one; its cause says why. What was done stands."""


class ReplyError(SummarizerError):
    """The model answered, but not with what was asked, also when asked again."""


class ReplyTooLongError(ReplyError):
    """The reply did not end within the output limit: the text holds more than one reply can tell."""


class AnswerPendingError(SummarizerError):
    """The answer to this question is pending, so questions that depend on it can't be asked yet."""


class InternalError(SummarizerError):
    """A fault of this package itself; its cause is the exception that nobody expected."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(f"This should not happen: {type(cause).__name__}: {cause}", "Please report it")
        self.__cause__ = cause

    def __reduce__(self) -> tuple[object, ...]:
        # A cause does not go along to another process, and what is made anew there has none.
        return SummarizerError.__new__, (type(self), *self.args), self.__dict__

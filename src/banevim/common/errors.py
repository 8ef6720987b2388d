"""The one family of errors. Their text is the Spanish sentence that the person reads; never personal data."""


class DomainError(Exception):
    """Base of what the middleware turns into a page."""

    status = 400


class Refused(DomainError):
    """The person may not do this; the sentence says why and whom to ask (HTTP 403)."""

    status = 403


class NotFound(DomainError):
    """It does not exist, or this person may not know that it exists (HTTP 404).

    `onward`: where to go from there, (words, name of an address), instead of the desk.
    """

    status = 404

    def __init__(
        self,
        message: str = "No encontramos esa página o ya no está disponible.",
        *,
        onward: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.onward = onward


class Invalid(DomainError):
    """The data cannot be accepted; the sentence says what to do (HTTP 422)."""

    status = 422

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Conflict(DomainError):
    """Somebody changed it meanwhile, or it was already done (HTTP 409)."""

    status = 409

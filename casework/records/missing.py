"""The one answer to "not there" and "not yours"."""


class NotFoundError(Exception):
    """There is no such thing *for this person*: the same answer whether it does not exist or is someone else's."""

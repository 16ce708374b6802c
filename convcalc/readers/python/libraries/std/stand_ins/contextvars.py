"""`contextvars`: there is one context."""

_absent = object()


class Token:
    MISSING = object()

    def __init__(self, var, old_value):
        self.var = var
        self.old_value = old_value
        self._is_used = False


class ContextVar:
    def __init__(self, name, *, default=_absent):
        self.name = name
        self._default = default
        self._value = _absent

    def get(self, default=_absent):
        for each in (self._value, default, self._default):
            if each is not _absent:
                return each
        raise LookupError(self)

    def set(self, value):
        old = Token.MISSING if self._value is _absent else self._value
        self._value = value
        return Token(self, old)

    def reset(self, token):
        if token._is_used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        token._is_used = True
        self._value = _absent if token.old_value is Token.MISSING else token.old_value

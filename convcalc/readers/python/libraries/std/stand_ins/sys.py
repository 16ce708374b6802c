"""The streams of `sys`: nothing is written, and nothing is there to read."""


class _Stream:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        return _nothing


def _nothing(*args, **options):
    pass


stderr = _Stream("<stderr>")
stdin = _Stream("<stdin>")
stdout = _Stream("<stdout>")

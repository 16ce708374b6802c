"""`sys`: its streams, to which nothing is written and where nothing is, and its implementation."""


class _Stream:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        return _nothing


def _nothing(*args, **options):
    pass


class _Implementation:
    name = "cpython"
    cache_tag = "cpython-312"


implementation = _Implementation()
stderr = _Stream("<stderr>")
stdin = _Stream("<stdin>")
stdout = _Stream("<stdout>")

"""`warnings`: nothing is said."""


class catch_warnings:
    def __init__(self, *, record=False, **options):
        self._record = record

    def __enter__(self):
        return [] if self._record else None

    def __exit__(self, *problem):
        return False


def warn(*args, **options):
    """Nothing is said."""


filterwarnings = resetwarnings = showwarning = simplefilter = warn_explicit = warn

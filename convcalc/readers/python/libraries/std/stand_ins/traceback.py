"""`traceback`: nothing is told."""


def format_exc(*args, **options):
    return ""


def format_exception(*args, **options):
    return []


def print_exc(*args, **options):
    """Nothing is told."""


format_tb = format_exception
print_exception = print_exc

"""`time`: nobody waits."""


def sleep(seconds):
    pass

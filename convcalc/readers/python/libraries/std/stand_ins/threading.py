"""`threading`: nobody else is there."""


class Lock:
    def __init__(self, *lock):
        pass

    def acquire(self, *args, **options):
        return True

    def release(self):
        pass

    def locked(self):
        return False

    def __enter__(self):
        return True

    def __exit__(self, *problem):
        return False


class Condition(Lock):
    def notify(self, *args):
        pass

    notify_all = wait = wait_for = notify


class Event:
    def set(self):
        pass

    clear = set

    def is_set(self):
        return False

    def wait(self, timeout=None):
        return False


class local:
    pass


RLock = Lock

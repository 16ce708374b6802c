"""`functools`: functions made of functions; `partial` and `singledispatch` are the host's."""

from functools import partial

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, cls=None):
        first = () if instance is None else (instance,)
        return partial(self.func, *first, *self.args, **self.keywords)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return lru_cache()(maxsize)

    def remembering(user_function):
        results = {}

        def wrapper(*args, **keywords):
            key = (args, tuple(keywords.items()))
            if key not in results:
                results[key] = user_function(*args, **keywords)
            return results[key]

        wrapper.cache_clear = results.clear
        return update_wrapper(wrapper, user_function)

    return remembering


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = func.__name__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = instance.__dict__[self.attrname] = self.func(instance)
        return value


def reduce(function, iterable, /, *initial):
    elements = iter(iterable)
    if len(initial) > 1:
        raise TypeError(f"reduce expected at most 3 arguments, got {2 + len(initial)}")
    try:
        total = initial[0] if initial else next(elements)
    except StopIteration:
        raise TypeError("reduce() of empty iterable with no initial value") from None
    for each in elements:
        total = function(total, each)
    return total


_ORDERED = {
    "__lt__": {
        "__gt__": lambda less, same: not (less or same),
        "__le__": lambda less, same: less or same,
        "__ge__": lambda less, same: not less,
    },
    "__le__": {
        "__ge__": lambda at_most, same: not at_most or same,
        "__lt__": lambda at_most, same: at_most and not same,
        "__gt__": lambda at_most, same: not at_most,
    },
    "__gt__": {
        "__lt__": lambda more, same: not (more or same),
        "__ge__": lambda more, same: more or same,
        "__le__": lambda more, same: not more,
    },
    "__ge__": {
        "__le__": lambda at_least, same: not at_least or same,
        "__gt__": lambda at_least, same: at_least and not same,
        "__lt__": lambda at_least, same: not at_least,
    },
}


def total_ordering(cls):
    known = [each for each in _ORDERED if hasattr(cls, each) and _is_own(cls, each)]
    if not known:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name, rule in _ORDERED[known[0]].items():
        if name not in known:
            setattr(cls, name, _compared(known[0], rule))
    return cls


def _is_own(cls, name):
    return getattr(cls, name) is not getattr(object, name, None)


def _compared(root, rule):
    def compare(self, other):
        found = getattr(type(self), root)(self, other)
        return found if found is NotImplemented else rule(found, self == other)

    return compare

"""
`itertools`: iterators made of iterators, one element at a time.

What is wrong with arguments is said when a function is called, before the first element.
"""

_NOTHING = object()


class chain:
    def __init__(self, *iterables):
        self._elements = (each for values in iterables for each in values)

    @classmethod
    def from_iterable(cls, iterable):
        made = cls()
        made._elements = (each for values in iterable for each in values)
        return made

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._elements)


def count(start=0, step=1):
    def counting(value):
        while True:
            yield value
            value += step

    return counting(start)


def cycle(iterable, /):
    def cycling(elements):
        kept = []
        for each in elements:
            kept.append(each)
            yield each
        while kept:
            yield from kept

    return cycling(iter(iterable))


def repeat(object, times=None):
    return (object for _ in (count() if times is None else range(times)))


def accumulate(iterable, func=None, *, initial=None):
    def totals(elements):
        total = _NOTHING
        for each in elements:
            if total is _NOTHING:
                total = each
            else:
                total = total + each if func is None else func(total, each)
            yield total

    return totals(iter(iterable) if initial is None else chain([initial], iterable))


def islice(iterable, /, *ends):
    if not 1 <= len(ends) <= 3:
        raise TypeError(f"islice expected 2 to 4 arguments, got {1 + len(ends)}")
    start, stop, step = (0, *ends, 1) if len(ends) == 1 else (*ends, 1)[:3]
    start, step = (start or 0), (1 if step is None else step)
    if any(
        each is not None and not (isinstance(each, int) and each >= 0) for each in (start, stop)
    ):
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x.")
    if not isinstance(step, int) or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")

    def chosen(elements):
        wanted = start
        ended = count() if stop is None else range(max(start, stop))
        for index, each in zip(ended, elements, strict=False):
            if index == wanted:
                yield each
                wanted += step

    return chosen(iter(iterable))


def pairwise(iterable, /):
    def pairs(elements):
        before = _NOTHING
        for each in elements:
            if before is not _NOTHING:
                yield before, each
            before = each

    return pairs(iter(iterable))


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")

    def batches(elements):
        while batch := tuple(islice(elements, n)):
            if strict and len(batch) < n:
                raise ValueError("batched(): incomplete batch")
            yield batch

    return batches(iter(iterable))


def zip_longest(*iterables, fillvalue=None):
    def rows(several):
        while True:
            row = [next(each, _NOTHING) for each in several]
            if all(each is _NOTHING for each in row):
                return
            yield tuple([fillvalue if each is _NOTHING else each for each in row])

    return rows([iter(each) for each in iterables])


def starmap(function, iterable, /):
    return (function(*each) for each in iterable)


def filterfalse(function, iterable, /):
    return (each for each in iterable if not (each if function is None else function(each)))


def compress(data, selectors):
    return (each for each, chosen in zip(data, selectors, strict=False) if chosen)


def takewhile(predicate, iterable, /):
    def taken(elements):
        for each in elements:
            if not predicate(each):
                return
            yield each

    return taken(iter(iterable))


def dropwhile(predicate, iterable, /):
    def left(elements):
        for each in elements:
            if not predicate(each):
                yield each
                yield from elements

    return left(iter(iterable))


def groupby(iterable, key=None):
    # Groups are read whole: what is left of one is not lost when the next is asked for.
    def groups(elements):
        group = []
        current = None
        for each in elements:
            found = each if key is None else key(each)
            if group and found != current:
                yield current, iter(group)
                group = []
            group.append(each)
            current = found
        if group:
            yield current, iter(group)

    return groups(iter(iterable))


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    elements = iter(iterable)
    waiting = [[] for _ in range(n)]

    def taken(own):
        while True:
            if not own:
                for each in islice(elements, 1):
                    for line in waiting:
                        line.append(each)
                if not own:
                    return
            yield own.pop(0)

    return tuple([taken(own) for own in waiting])


def product(*iterables, repeat=1):
    pools = [tuple(each) for each in iterables] * repeat

    def tuples(index, made):
        if index == len(pools):
            yield made
        else:
            for each in pools[index]:
                yield from tuples(index + 1, (*made, each))

    return tuples(0, ())


def permutations(iterable, r=None):
    pool = tuple(iterable)
    size = len(pool) if r is None else r
    return _choices(pool, size, lambda pool, index: pool[:index] + pool[index + 1 :])


def combinations(iterable, r):
    return _choices(tuple(iterable), r, lambda pool, index: pool[index + 1 :])


def combinations_with_replacement(iterable, r):
    return _choices(tuple(iterable), r, lambda pool, index: pool[index:])


def _choices(pool, r, left):
    """Tuples of r elements; `left` is what may follow the element at an index."""
    if r < 0:
        raise ValueError("r must be non-negative")

    def tuples(pool, made):
        if len(made) == r:
            yield made
        else:
            for index, each in enumerate(pool):
                yield from tuples(left(pool, index), (*made, each))

    return tuples(pool, ())

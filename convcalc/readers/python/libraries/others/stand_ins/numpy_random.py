"""`numpy.random`: arrays of given sizes, whose numbers are left to chance, as is a single one."""

import random as chance

import torch


def _drawn(size, dtype=torch.float64, like=()):
    if size is not None:
        return torch.empty(tuple(size) if isinstance(size, (tuple, list)) else (size,), dtype=dtype)
    for each in like:
        if isinstance(each, torch.Tensor):
            return torch.empty_like(each, dtype=dtype)
    return chance.random()  # noqa: S311 (nothing secret)


def seed(seed=None):
    pass


def rand(*sizes):
    return _drawn(sizes or None)


def randn(*sizes):
    return _drawn(sizes or None)


def random(size=None):
    return _drawn(size)


def random_sample(size=None):
    return _drawn(size)


def standard_normal(size=None):
    return _drawn(size)


def normal(loc=0.0, scale=1.0, size=None):
    return _drawn(size, like=(loc, scale))


def uniform(low=0.0, high=1.0, size=None):
    return _drawn(size, like=(low, high))


def randint(low, high=None, size=None, dtype=int):
    return _drawn(size, torch.int64 if dtype is int else dtype)


def permutation(x):
    if isinstance(x, int):
        return _drawn(x, torch.int64)
    return torch.empty_like(torch.tensor(x))


class Generator:
    def random(self, size=None, dtype=torch.float64):
        return _drawn(size, dtype)

    def standard_normal(self, size=None, dtype=torch.float64):
        return _drawn(size, dtype)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return normal(loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return uniform(low, high, size)

    def integers(self, low, high=None, size=None, dtype=int):
        return randint(low, high, size, dtype)

    def permutation(self, x):
        return permutation(x)


class RandomState:
    def __init__(self, seed=None):
        pass

    def rand(self, *sizes):
        return rand(*sizes)

    def randn(self, *sizes):
        return randn(*sizes)

    def random_sample(self, size=None):
        return random_sample(size)

    def standard_normal(self, size=None):
        return standard_normal(size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return normal(loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return uniform(low, high, size)

    def randint(self, low, high=None, size=None, dtype=int):
        return randint(low, high, size, dtype)

    def permutation(self, x):
        return permutation(x)


def default_rng(seed=None):
    return Generator()

"""`tqdm`: a loop with a bar beside it is the loop."""


class tqdm:
    def __init__(self, iterable=None, *args, total=None, **options):
        self.iterable = iterable
        self.total = total
        self.n = 0

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return self.total if self.iterable is None else len(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False

    def update(self, n=1):
        self.n += n

    def close(self):
        pass

    def refresh(self, *args, **options):
        pass

    def set_description(self, *args, **options):
        pass

    def set_postfix(self, *args, **options):
        pass

    def set_postfix_str(self, *args, **options):
        pass

    @classmethod
    def write(cls, *args, **options):
        pass


def trange(*args, **options):
    return tqdm(range(*args), **options)

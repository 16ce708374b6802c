"""`easydict`: a dict whose keys are attributes as well."""


class EasyDict(dict):
    def __init__(self, d=None, **kwargs):
        for key, value in {**({} if d is None else dict(d)), **kwargs}.items():
            setattr(self, key, value)
        for key, value in list(type(self).__dict__.items()):
            is_special = key.startswith("__") and key.endswith("__")
            if not is_special and key not in ("update", "pop") and not callable(value):
                setattr(self, key, value)

    def __setattr__(self, name, value):
        value = _easy(value, type(self))
        super().__setattr__(name, value)
        super().__setitem__(name, value)

    def __setitem__(self, name, value):
        setattr(self, name, value)

    def update(self, e=None, **f):
        for key, value in {**(e or {}), **f}.items():
            setattr(self, key, value)

    def pop(self, k, *args):
        if k in self.__dict__:
            delattr(self, k)
        return super().pop(k, *args)


def _easy(value, kind):
    if isinstance(value, (list, tuple)):
        return type(value)([kind(each) if isinstance(each, dict) else each for each in value])
    if isinstance(value, dict) and not isinstance(value, EasyDict):
        return EasyDict(value)
    return value

"""`omegaconf`: configurations in memory, by key and by attribute, with plain interpolations."""

MISSING = "???"


class Container:
    """What holds a configuration's values; `_content` is a dict or a list."""

    def __len__(self):
        return len(self._content)

    def __getitem__(self, key):
        return _given(self, key)

    def __setitem__(self, key, value):
        self._content[key] = _wrapped(value, self)

    def __delitem__(self, key):
        del self._content[key]

    def __eq__(self, other):
        return OmegaConf.to_container(self) == (
            OmegaConf.to_container(other) if isinstance(other, Container) else other
        )

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        return repr(OmegaConf.to_container(self))

    def __str__(self):
        return repr(self)

    def _get_parent(self):
        return self._parent

    def copy(self):
        return OmegaConf.create(OmegaConf.to_container(self))


class DictConfig(Container):
    def __init__(self, content=None, parent=None):
        object.__setattr__(self, "_parent", parent)
        object.__setattr__(self, "_content", {})
        for key, value in dict(content or {}).items():
            self._content[key] = _wrapped(value, self)

    def __getattr__(self, name):
        if name.startswith("__") or name not in self._content:
            raise AttributeError(f"Missing key {name}")
        return _given(self, name)

    def __setattr__(self, name, value):
        self._content[name] = _wrapped(value, self)

    def __delattr__(self, name):
        del self._content[name]

    def __getitem__(self, key):
        if key not in self._content:
            raise KeyError(f"Missing key {key}")
        return _given(self, key)

    def __contains__(self, key):
        return key in self._content and self._content[key] != MISSING

    def __iter__(self):
        return iter(list(self._content))

    def keys(self):
        return self._content.keys()

    def values(self):
        return [_given(self, key) for key in self._content]

    def items(self):
        return [(key, _given(self, key)) for key in self._content]

    def get(self, key, default_value=None):
        return _given(self, key) if key in self else default_value

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        found = self[key]
        del self._content[key]
        return found

    def setdefault(self, key, default=None):
        if key not in self._content:
            self[key] = default
        return self[key]

    def update(self, other=(), **more):
        for key, value in {**dict(other), **more}.items():
            self[key] = value

    def merge_with(self, *others):
        for each in others:
            _merge(self, OmegaConf.create(each))


class ListConfig(Container):
    def __init__(self, content=None, parent=None):
        self._parent = parent
        self._content = [_wrapped(each, self) for each in content or ()]

    def __getitem__(self, key):
        if isinstance(key, slice):
            return ListConfig(self._content[key], self._parent)
        return _given(self, key)

    def __iter__(self):
        return iter([_given(self, index) for index in range(len(self._content))])

    def __contains__(self, value):
        return value in list(self)

    def __add__(self, other):
        return ListConfig([*self, *other], self._parent)

    def __radd__(self, other):
        return ListConfig([*other, *self], self._parent)

    def append(self, value):
        self._content.append(_wrapped(value, self))

    def extend(self, values):
        for each in values:
            self.append(each)

    def insert(self, index, value):
        self._content.insert(index, _wrapped(value, self))

    def index(self, value):
        return list(self).index(value)

    def pop(self, index=-1):
        found = self[index]
        del self._content[index]
        return found


def _wrapped(value, parent):
    if isinstance(value, DictConfig):
        return DictConfig(value._content, parent)
    if isinstance(value, ListConfig):
        return ListConfig(value._content, parent)
    if isinstance(value, dict):
        return DictConfig(value, parent)
    if isinstance(value, (list, tuple)):
        return ListConfig(value, parent)
    return value


def _given(holder, key):
    value = holder._content[key]
    if not isinstance(value, str) or "${" not in value:
        if isinstance(value, str) and value == MISSING:
            raise ValueError(f"Missing mandatory value: {key}")
        return value
    return _interpolated(holder, value)


def _interpolated(holder, text):
    start = text.index("${")
    end = text.index("}", start)
    path = text[start + 2 : end]
    if "${" in path or ":" in path:
        raise NotImplementedError(f"the interpolation {text!r} is not read")
    found = _at(holder, path)
    if start == 0 and end == len(text) - 1:
        return found
    joined = text[:start] + str(found) + text[end + 1 :]
    return _interpolated(holder, joined) if "${" in joined else joined


def _at(holder, path):
    if path.startswith("."):
        path = path[1:]
        while path.startswith("."):
            holder, path = holder._parent, path[1:]
    else:
        while holder._parent is not None:
            holder = holder._parent
    for part in path.replace("]", "").replace("[", ".").split("."):
        holder = holder[int(part) if isinstance(holder, ListConfig) else part]
    return holder


def _plain(value, resolve):
    if isinstance(value, DictConfig):
        return {
            key: _plain(_given(value, key) if resolve else each, resolve)
            for key, each in value._content.items()
        }
    if isinstance(value, ListConfig):
        return [
            _plain(_given(value, index) if resolve else each, resolve)
            for index, each in enumerate(value._content)
        ]
    return value


def _merge(into, other):
    for key, value in other._content.items():
        held = into._content.get(key)
        if isinstance(held, DictConfig) and isinstance(value, DictConfig):
            _merge(held, value)
        else:
            into._content[key] = _wrapped(value, into)


class OmegaConf:
    @staticmethod
    def create(obj=None, parent=None, flags=None):
        if isinstance(obj, str):
            import yaml

            obj = yaml.safe_load(obj)
        return _wrapped({} if obj is None else obj, None)

    @staticmethod
    def structured(obj, parent=None, flags=None):
        from dataclasses import fields

        made = obj() if isinstance(obj, type) else obj
        return DictConfig({each.name: getattr(made, each.name) for each in fields(made)})

    @staticmethod
    def load(file_):
        import yaml

        if hasattr(file_, "read"):
            return OmegaConf.create(yaml.safe_load(file_))
        with open(file_) as opened:
            return OmegaConf.create(yaml.safe_load(opened))

    @staticmethod
    def merge(*configs):
        first = OmegaConf.create(configs[0])
        for each in configs[1:]:
            _merge(first, OmegaConf.create(each))
        return first

    unsafe_merge = merge

    @staticmethod
    def to_container(cfg, resolve=False, throw_on_missing=False, **options):
        return _plain(cfg, resolve)

    to_object = to_container

    @staticmethod
    def select(cfg, key, default=None, **options):
        for part in key.split("."):
            if part not in cfg:
                return default
            cfg = cfg[part]
        return cfg

    @staticmethod
    def update(cfg, key, value=None, **options):
        *outer, last = key.split(".")
        for part in outer:
            cfg = cfg.setdefault(part, {})
        cfg[last] = value

    @staticmethod
    def is_config(obj):
        return isinstance(obj, Container)

    @staticmethod
    def is_dict(obj):
        return isinstance(obj, DictConfig)

    @staticmethod
    def is_list(obj):
        return isinstance(obj, ListConfig)

    @staticmethod
    def is_missing(cfg, key):
        return key in cfg._content and cfg._content[key] == MISSING

    @staticmethod
    def resolve(cfg):
        """Interpolations are resolved when they are asked for."""

    @staticmethod
    def set_struct(conf, value):
        """A key that is not there raises in any case."""

    @staticmethod
    def set_readonly(conf, value):
        """Writing is left to the program."""


def open_dict(config):
    import contextlib

    return contextlib.nullcontext(config)


read_write = open_dict

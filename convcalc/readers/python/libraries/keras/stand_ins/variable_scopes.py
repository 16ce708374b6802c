"""TensorFlow 1: variables by name, and the scopes in which they are made or shared."""

from tensorflow import Variable

AUTO_REUSE = "AUTO_REUSE"

_kept = {}
_opened = {}


class VariableScope:
    def __init__(self, name, reuse):
        self.name = self.original_name_scope = name
        self.reuse = reuse

    def reuse_variables(self):
        self.reuse = True

    def inside(self, name):
        return f"{self.name}/{name}" if self.name else name

    def shared(self, name, make, told):
        if name not in _kept:
            if self.reuse is True:
                raise ValueError(
                    f"Variable {name} does not exist, or was not created with tf.get_variable()."
                    " Did you mean to set reuse=tf.AUTO_REUSE in VarScope?"
                )
            _kept[name] = make(), told
        elif not self.reuse:
            raise ValueError(
                f"Variable {name} already exists, disallowed."
                " Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
            )
        found, known = _kept[name]
        if told != known:
            raise ValueError(f"Trying to share variable {name}: {told} and found {known}")
        return found

    def layer(self, cls, *told, trainable=True, **kwargs):
        def make():
            frozen = {} if trainable else {"trainable": False}
            return cls(*told, **kwargs, **frozen, name=self.name.replace("/", "."))

        return self.shared(self.name, make, told)


_scopes = [VariableScope("", False)]


def get_variable_scope():
    return _scopes[-1]


def reset_default_graph():
    _kept.clear()
    _opened.clear()
    _scopes[:] = [VariableScope("", False)]


class variable_scope:
    def __init__(
        self,
        name_or_scope,
        default_name=None,
        values=None,
        initializer=None,
        regularizer=None,
        caching_device=None,
        partitioner=None,
        custom_getter=None,
        reuse=None,
        dtype=None,
        use_resource=None,
        constraint=None,
        auxiliary_name_scope=True,
    ):
        if custom_getter is not None:
            raise NotImplementedError("variable_scope(custom_getter=...)")
        if default_name is None and name_or_scope is None:
            raise TypeError("If default_name is None then name_or_scope is required")
        self._given = name_or_scope
        self._default = default_name
        self._reuse = reuse

    def __enter__(self):
        outer = _scopes[-1]
        self._before = None
        if isinstance(self._given, VariableScope):
            name, reuse = self._given.name, self._reuse or self._given.reuse
            self._before = dict(_opened)
        else:
            name, reuse = self._name(outer), self._reuse or outer.reuse
            _opened[name] = _opened.get(name, 0) + 1
        _scopes.append(VariableScope(name, reuse))
        return _scopes[-1]

    def _name(self, outer):
        if self._given is not None:
            return outer.inside(self._given)
        name = outer.inside(self._default)
        count = 0
        while _opened.get(f"{name}_{count}" if count else name, 0):
            count += 1
        return f"{name}_{count}" if count else name

    def __exit__(self, *problem):
        name = _scopes.pop().name
        if self._before is None:
            inner = [each for each in _opened if each.startswith(name + "/")]
            _opened.update(dict.fromkeys(inner, 0))
        else:
            _opened.clear()
            _opened.update(self._before)
        return False


def get_variable(
    name,
    shape=None,
    dtype=None,
    initializer=None,
    regularizer=None,
    trainable=None,
    *args,
    **kwargs,
):
    scope = _scopes[-1]
    full = scope.inside(name)
    if isinstance(shape, int):
        shape = [shape]
    if shape is None and hasattr(initializer, "shape"):
        shape = initializer.shape
    if shape is None:
        raise ValueError(f"The initializer passed is not valid: Variable {full} has no shape")
    sizes = tuple(shape)

    def make():
        return Variable(None, shape=sizes, name=full, trainable=trainable is not False)

    return scope.shared(full, make, sizes)

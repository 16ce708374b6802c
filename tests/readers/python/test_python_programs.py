"""Whole programs mean here what they mean to Python itself: each is run by both."""

from __future__ import annotations

from typing import Any

import pytest

CLASSES = {
    "instances hold what their constructor sets": (
        "class A:\n    k = 2\n    def __init__(self, x, *, y=3):\n        self.x, self.y = x, y\n"
        "    def total(self):\n        return self.x + self.y * self.k\nr = A(1).total(), A(2, y=5).total(), A.k\n"
    ),
    "super() calls the next class in line": (
        "class A:\n    def __init__(self): self.log = ['A']\n"
        "class B(A):\n    def __init__(self):\n        super().__init__()\n        self.log.append('B')\n"
        "class C(A):\n    def __init__(self):\n        super().__init__()\n        self.log.append('C')\n"
        "class D(B, C):\n    def __init__(self):\n        super(D, self).__init__()\n        self.log.append('D')\n"
        "r = D().log, [c.__name__ for c in D.__mro__]\n"
    ),
    "super() works inside comprehensions, lambdas and generators": (
        "class A:\n    def f(self, x): return x + 1\n"
        "class B(A):\n"
        "    def g(self):\n        f = super().f\n        return [f(x) for x in range(3)]\n"
        "    def h(self):\n        return (lambda: super(B, self).f(10))()\n"
        "    def i(self):\n        for x in range(2):\n            yield super().f(x)\n"
        "b = B()\nr = b.g(), b.h(), list(b.i())\n"
    ),
    "super().__init__ passes arguments on": (
        "class A:\n    def __init__(self, *a, **k): self.a, self.k = a, k\n"
        "class B(A):\n    def __init__(self, x, *args, **kwargs): super().__init__(x, *args, z=1, **kwargs)\n"
        "b = B(1, 2, y=3)\nr = b.a, b.k\n"
    ),
    "class attributes are shared, instance attributes are not": (
        "class A:\n    n = []\n    m = 1\na, b = A(), A()\na.n.append(1)\na.m = 5\nr = b.n, b.m, a.m, A.m\n"
    ),
    "properties compute, set and delete": (
        "class A:\n    def __init__(self): self._x = 1\n"
        "    @property\n    def x(self): return self._x * 2\n"
        "    @x.setter\n    def x(self, v): self._x = v\n"
        "    @x.deleter\n    def x(self): self._x = -1\n"
        "a = A()\nr = [a.x]\na.x = 7\nr.append(a.x)\ndel a.x\nr.append(a.x)\n"
    ),
    "a property without a setter refuses": (
        "class A:\n    @property\n    def x(self): return 1\n"
        "try:\n    A().x = 2\nexcept AttributeError:\n    r = 'refused'\n"
    ),
    "static and class methods": (
        "class A:\n    n = 3\n    @staticmethod\n    def s(x): return x * 2\n    @classmethod\n    def c(cls, x): return cls.n * x, cls.__name__\n"
        "class B(A):\n    n = 4\nr = A.s(1), A().s(2), A.c(1), B.c(1), B().c(2)\n"
    ),
    "class methods make instances of the class they are called on": (
        "class A:\n    def __init__(self, v): self.v = v\n    @classmethod\n    def make(cls): return cls(9)\n"
        "class B(A): pass\nr = type(B.make()).__name__, B.make().v\n"
    ),
    "__getattr__ is asked last": (
        "class A:\n    x = 1\n    def __getattr__(self, name):\n        if name.startswith('_'): raise AttributeError(name)\n        return name.upper()\n"
        "a = A()\na.y = 2\nr = a.x, a.y, a.zed, hasattr(a, '_q'), getattr(a, '_q', 'none')\n"
    ),
    "__setattr__ sees every assignment": (
        "class A:\n    def __init__(self):\n        object.__setattr__(self, 'log', [])\n        self.a = 1\n"
        "    def __setattr__(self, name, value):\n        self.log.append(name)\n        super().__setattr__(name, value * 10)\n"
        "a = A()\na.b = 2\nr = a.log, a.a, a.b\n"
    ),
    "__call__, __len__, __getitem__, __iter__ and __contains__": (
        "class A:\n    def __init__(self, *v): self.v = list(v)\n    def __call__(self, x): return x * 2\n"
        "    def __len__(self): return len(self.v)\n    def __getitem__(self, i): return self.v[i]\n"
        "    def __setitem__(self, i, x): self.v[i] = x\n    def __delitem__(self, i): del self.v[i]\n"
        "    def __iter__(self): return iter(self.v)\n    def __contains__(self, x): return x in self.v\n"
        "a = A(1, 2, 3)\na[0] = 9\ndel a[1]\nr = a(4), len(a), a[0], a[-1], a[0:1], list(a), 3 in a, 2 in a, bool(a), bool(A())\n"
    ),
    "iteration by __getitem__ alone": (
        "class A:\n    def __getitem__(self, i):\n        if i > 3: raise IndexError\n        return i * i\nr = list(A()), 9 in A()\n"
    ),
    "an iterator of one's own": (
        "class A:\n    def __init__(self): self.n = 0\n    def __iter__(self): return self\n"
        "    def __next__(self):\n        self.n += 1\n        if self.n > 3: raise StopIteration\n        return self.n\n"
        "a = A()\nr = next(a), list(a), next(a, 'end'), [x for x in A()]\n"
    ),
    "operators of one's own": (
        "class V:\n    def __init__(self, x): self.x = x\n    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))\n"
        "    def __radd__(self, o): return V(o + self.x)\n    def __mul__(self, o): return V(self.x * o)\n    __rmul__ = __mul__\n"
        "    def __neg__(self): return V(-self.x)\n    def __eq__(self, o): return isinstance(o, V) and self.x == o.x\n"
        "    def __lt__(self, o): return self.x < o.x\n    def __iadd__(self, o):\n        self.x += 100\n        return self\n"
        "    def __matmul__(self, o): return 'mat'\n    def __floordiv__(self, o): return self.x // o\n    def __hash__(self): return hash(self.x)\n"
        "a = V(1)\nb = a\nb += 1\n"
        "r = (V(1) + V(2)).x, (5 + V(1)).x, (3 * V(2)).x, (-V(1)).x, V(1) == V(1), V(1) != V(2), V(1) == 1, V(1) < V(2), V(2) > V(1), a.x, V(1) @ 2, V(7) // 2, V(3) in [V(3)], [V(1)] == [V(1)], sum([V(1), V(2)], V(0)).x, max([V(1), V(5)]).x\n"
    ),
    "str and repr of one's own": (
        "class A:\n    def __repr__(self): return 'A!'\nclass B(A):\n    def __str__(self): return 'b'\n"
        "r = str(A()), repr(A()), str(B()), f'{B()} {B()!r} {A()}', '%s %r' % (B(), B()), '{} {!r}'.format(B(), B()), str([A(), {1: B()}])\n"
    ),
    "isinstance and issubclass": (
        "class A: pass\nclass B(A): pass\n"
        "r = isinstance(B(), A), isinstance(A(), B), isinstance(1, (str, int)), isinstance(1, int | str), issubclass(B, A), issubclass(B, (int, A)), isinstance(A, type), isinstance(True, int), isinstance(1.0, int), isinstance(None, type(None)), isinstance([], list), isinstance(A(), object), isinstance(int, type), issubclass(bool, int)\n"
    ),
    "type of values": (
        "class A: pass\nr = type(1) is int, type('a') is str, type(A()) is A, type([]).__name__, type(None).__name__, A.__class__ is type, A().__class__.__name__, type(type(1)) is type, (1).__class__ is int, type(len).__name__, type(lambda: 1).__name__, type(A().__init__).__name__ != ''\n"
    ),
    "classes made by type()": (
        "A = type('A', (), {'x': 1, 'f': lambda self: self.x + 1})\nB = type('B', (A,), dict(x=5))\nr = A().f(), B().f(), B.__name__\n"
    ),
    "getattr, setattr, delattr, hasattr, vars": (
        "class A: pass\na = A()\nfor i in range(3): setattr(a, f'layer{i}', i)\ndelattr(a, 'layer1')\n"
        "r = [getattr(a, f'layer{i}', None) for i in range(3)], hasattr(a, 'layer1'), vars(a), a.__dict__\n"
    ),
    "del removes attributes": "class A: pass\na = A()\na.x = 1\ndel a.x\nr = hasattr(a, 'x')\n",
    "a class body sees itself, methods do not": (
        "x = 'module'\nclass A:\n    x = 'class'\n    y = x + '!'\n    def f(self): return x\nr = A.y, A().f()\n"
    ),
    "nested classes": (
        "class A:\n    class B:\n        v = 3\n        def f(self): return self.v\n    def make(self): return self.B()\nr = A.B.v, A().make().f()\n"
    ),
    "classes inside functions close over their arguments": (
        "def make(n):\n    class A:\n        k = n\n        def f(self): return n * self.k\n    return A\nr = make(2)().f(), make(3)().f(), make(2) is make(2)\n"
    ),
    "__init_subclass__ and __class_getitem__": (
        "class A:\n    seen = []\n    def __init_subclass__(cls, tag=None, **k): A.seen.append((cls.__name__, tag))\n    def __class_getitem__(cls, k): return k * 2\n"
        "class B(A, tag=1): pass\nr = A.seen, B[4]\n"
    ),
    "__new__ decides what is made": (
        "class A:\n    def __new__(cls, x):\n        if x < 0: return 'negative'\n        self = super().__new__(cls)\n        self.made = True\n        return self\n"
        "    def __init__(self, x): self.x = x\nr = A(-1), A(2).x, A(2).made\n"
    ),
    "descriptors of one's own": (
        "class Ten:\n    def __get__(self, obj, owner=None): return 10 if obj is None else obj.base * 10\n    def __set__(self, obj, v): obj.base = v\n    def __set_name__(self, owner, name): self.name = name\n"
        "class A:\n    ten = Ten()\na = A()\na.ten = 4\nr = a.ten, A.ten, a.base, A.__dict__['ten'].name\n"
    ),
    "subclasses of dict": (
        "class Cfg(dict):\n    def __getattr__(self, n):\n        try:\n            return self[n]\n        except KeyError:\n            raise AttributeError(n)\n    def __setattr__(self, n, v): self[n] = v\n"
        "c = Cfg(a=1)\nc['b'] = 2\nc.z = 3\nr = c.a, c.b, len(c), list(c), c == {'a': 1, 'b': 2, 'z': 3}, dict(c), {**c}, 'a' in c, c.get('q', 0), sorted(c.items()), hasattr(c, 'nope'), isinstance(c, dict), bool(Cfg()), c.pop('a'), str(c)\n"
    ),
    "dict subclasses that override their elements": (
        "class D(dict):\n    def __getitem__(self, k): return super().__getitem__(k) * 10\n    def __missing__(self, k): return 'missing'\n    def __setitem__(self, k, v): dict.__setitem__(self, k, v + 1)\n"
        "d = D(a=1)\nd['b'] = 2\nr = d['a'], d['b'], d.get('a'), sorted(d.keys())\n"
    ),
    "dict subclasses with __missing__": "class D(dict):\n    def __missing__(self, k): return k * 2\nr = D()[4], D({1: 2})[1]\n",
    "subclasses of list": (
        "class L(list):\n    def total(self): return sum(self)\n    def append(self, x): super().append(x * 2)\n"
        "l = L([1, 2])\nl.append(5)\nl += [1]\nr = l.total(), len(l), l[0], l[-1], l[1:], list(l), l == [1, 2, 10, 1], 10 in l, [x for x in l], isinstance(l, list)\n"
    ),
    "subclasses of tuple, str, int and float": (
        "class P(tuple):\n    def __new__(cls, a, b): return super().__new__(cls, (a, b))\n    @property\n    def a(self): return self[0]\n"
        "class S(str):\n    def shout(self): return self.upper() + '!'\nclass I(int):\n    def twice(self): return self * 2\nclass F(float): pass\n"
        "p = P(1, 2)\na, b = p\nr = p.a, a + b, len(p), p == (1, 2), S('ab').shout(), S('x') + 'y', {S('k'): 1}['k'], I(3).twice(), I(4) + 1, [0, 1, 2][I(1)], F(1.5) * 2, I(3) == 3, I(2) < 3, f'{I(5):03d}', f'{S(\"q\")}'\n"
    ),
    "formats of one's own": (
        "class A:\n    def __format__(self, spec): return f'<{spec}>'\nr = f'{A():>10}', '{:x}'.format(A())\n"
    ),
    "signs of one's own": (
        "class I(int): pass\nclass V:\n    def __abs__(self): return 'abs'\n    def __neg__(self): return 'neg'\n    def __invert__(self): return 'inv'\n"
        "r = -I(3), abs(I(-3)), abs(V()), -V(), ~V(), abs(-2.5), +I(2)\n"
    ),
    "methods are values": (
        "class A:\n    def __init__(self): self.f = self.g\n    def g(self, x): return x + 1\na = A()\nh = A.g\nr = a.f(1), h(a, 2), list(map(a.g, [1, 2])), a.g.__name__, a.g.__self__ is a, a.g == a.g\n"
    ),
    "functions as class attributes are bound, other callables are not": (
        "class A:\n    f = lambda self: 'bound'\n    g = staticmethod(lambda: 'free')\n    h = int\nr = A().f(), A().g(), A().h('3')\n"
    ),
    "decorated classes": "def deco(cls):\n    cls.tag = cls.__name__\n    return cls\n@deco\nclass A: pass\nr = A.tag\n",
    "decorators with arguments": (
        "def times(n):\n    def wrap(f):\n        def inner(*a, **k): return f(*a, **k) * n\n        inner.__name__ = f.__name__\n        return inner\n    return wrap\n"
        "@times(3)\ndef f(x): return x\n@times(2)\n@times(5)\ndef g(x=1): return x\nr = f(2), f.__name__, g(), g(x=3)\n"
    ),
    "callable": "class A:\n    def __call__(self): pass\nclass B: pass\nr = callable(A()), callable(B()), callable(B), callable(len), callable(3), callable(lambda: 1)\n",
    "slots are no obstacle": "class A:\n    __slots__ = ('x',)\n    def __init__(self): self.x = 1\nr = A().x\n",
    "annotations are never evaluated": (
        "from __future__ import annotations\nclass A:\n    x: Missing = 3\n    def f(self, a: Nope, *b: Nope, c: Nope = 1) -> Nope:\n        z: Nope = a + c\n        w: Nope\n        return z\nr = A().f(1), A.x\n"
    ),
    "__class__ names the class of the method": "class A:\n    def f(self): return __class__.__name__\nclass B(A): pass\nr = B().f()\n",
    "context managers of one's own": (
        "log = []\nclass M:\n    def __init__(self, eats=False): self.eats = eats\n    def __enter__(self):\n        log.append('in')\n        return 5\n"
        "    def __exit__(self, kind, value, trace):\n        log.append(None if kind is None else (kind.__name__, str(value)))\n        return self.eats\n"
        "with M() as a, M() as b: log.append(a + b)\nwith M(True): raise ValueError('x')\ntry:\n    with M(): raise KeyError('k')\nexcept KeyError: log.append('caught')\n"
        "def f():\n    with M(): return 'returned'\nr = log, f(), log[-1]\n"
    ),
    "class-level loops and conditions": (
        "class A:\n    sizes = [i * 2 for i in range(3)]\n    if sizes:\n        first = sizes[0]\n    for j in range(2): last = j\nr = A.sizes, A.first, A.last\n"
    ),
    "attributes set on a class reach its instances": "class A: pass\na = A()\nA.x = 4\nA.f = lambda self: self.x + 1\nr = a.x, a.f()\n",
    "multiple inheritance with mixins": (
        "class M:\n    def hello(self): return 'mixin ' + super().hello()\nclass A:\n    def hello(self): return 'a'\nclass C(M, A): pass\nr = C().hello(), C.__bases__ == (M, A)\n"
    ),
}

EXCEPTIONS = {
    "try, except, else and finally": (
        "r = []\ndef f(x):\n    try:\n        r.append('try')\n        return 10 // x\n    except ZeroDivisionError as e:\n        r.append(type(e).__name__)\n        return -1\n    else:\n        r.append('else')\n    finally:\n        r.append('finally')\nr.append((f(2), f(0)))\n"
    ),
    "else runs where nothing failed": "r = []\ntry:\n    r.append(1)\nexcept Exception:\n    r.append('no')\nelse:\n    r.append(2)\nfinally:\n    r.append(3)\n",
    "the builtin hierarchy": (
        "r = []\nfor make in (lambda: {}['a'], lambda: [][1], lambda: 1 // 0, lambda: int('x'), lambda: 'a' + 1, lambda: undefined_name, lambda: (1).nope, lambda: next(iter([])), lambda: len(3)):\n"
        "    try:\n        make()\n    except (LookupError, ArithmeticError) as e:\n        r.append(('first', type(e).__name__))\n    except (TypeError, ValueError):\n        r.append('value or type')\n    except Exception as e:\n        r.append(type(e).__name__)\n"
    ),
    "user exceptions carry their arguments": (
        "class E(ValueError):\n    def __init__(self, code, text):\n        super().__init__(text)\n        self.code = code\ntry:\n    raise E(3, 'boom')\nexcept ValueError as e:\n    r = e.code, str(e), e.args, isinstance(e, E), type(e).__name__, repr(e)\n"
    ),
    "an exception without a constructor": "class E(Exception): pass\ntry:\n    raise E\nexcept E as e:\n    r = str(e), e.args\n",
    "handlers are tried in order": "try:\n    raise KeyError('k')\nexcept IndexError: r = 1\nexcept LookupError: r = 2\nexcept Exception: r = 3\n",
    "bare except": "try:\n    raise RuntimeError\nexcept:\n    r = 'caught'\n",
    "raising again": "r = []\ntry:\n    try:\n        raise ValueError('x')\n    except ValueError:\n        r.append(1)\n        raise\nexcept ValueError as e:\n    r.append(str(e))\n",
    "raise from": "try:\n    try:\n        {}['a']\n    except KeyError as e:\n        raise ValueError('wrapped') from e\nexcept ValueError as e:\n    r = str(e)\n",
    "finally with return wins": "def f():\n    for i in range(3):\n        try:\n            continue\n        finally:\n            if i == 1: break\n    try:\n        return 1\n    finally:\n        i += 10\n    \nr = f()\n",
    "exceptions leave loops": "r = []\nfor i in range(5):\n    try:\n        if i == 2: continue\n        if i == 4: break\n        r.append(i)\n    finally:\n        r.append('f')\n",
    "assert raises AssertionError": "try:\n    assert 1 == 2, 'message'\nexcept AssertionError as e:\n    r = str(e)\n",
    "assert without a message": "try:\n    assert []\nexcept AssertionError as e:\n    r = str(e), e.args\n",
    "a missing module is an ImportError": "try:\n    import surely_missing_package\n    r = 1\nexcept ImportError:\n    surely_missing_package = None\n    r = 2\n",
    "a missing module is a ModuleNotFoundError": "try:\n    from surely_missing_package.sub import thing\nexcept ModuleNotFoundError:\n    r = 'no'\n",
    "errors in handlers replace the first": "try:\n    try:\n        1 // 0\n    except ZeroDivisionError:\n        raise KeyError('second')\nexcept KeyError as e:\n    r = e.args\n",
    "NotImplementedError is a RuntimeError": "try:\n    raise NotImplementedError('todo')\nexcept RuntimeError as e:\n    r = str(e)\n",
    "str of exceptions": "r = str(ValueError()), str(ValueError('a')), str(ValueError('a', 1)), str(KeyError('k')), repr(ValueError('a')), repr(ValueError('a', 2))\n",
    "exceptions are values": "e = ValueError('x')\nr = isinstance(e, Exception), issubclass(KeyError, LookupError), e.args, [c.__name__ for c in KeyError.__mro__][:4]\n",
    "exceptions through calls": "def f(n):\n    if n == 0: raise OSError('deep')\n    f(n - 1)\ntry:\n    f(10)\nexcept IOError as e:\n    r = str(e)\n",
    "tuples of kinds in a variable": "KINDS = (KeyError, ValueError)\ntry:\n    int('q')\nexcept KINDS:\n    r = 'ok'\n",
    "unpacking errors": "try:\n    a, b = 1, 2, 3\nexcept ValueError:\n    r = 'values'\n",
    "wrong arguments are a TypeError": "def f(a): pass\nr = []\nfor k in ((), (1, 2)):\n    try:\n        f(*k)\n    except TypeError:\n        r.append('type')\ntry:\n    f(b=1)\nexcept TypeError:\n    r.append('type')\n",
}

GENERATORS = {
    "generators give values one at a time": "def g(n):\n    for i in range(n):\n        yield i * i\nit = g(4)\nr = next(it), next(it), list(it), next(it, 'end')\n",
    "generators run only as far as needed": "log = []\ndef g():\n    while True:\n        log.append(len(log))\n        yield len(log)\nfor x in g():\n    if x > 3: break\nr = log, x\n",
    "send": "def g():\n    total = 0\n    while True:\n        got = yield total\n        if got is None: return\n        total += got\nit = g()\nnext(it)\nr = it.send(3), it.send(4)\n",
    "yield from and its value": "def a():\n    yield 1\n    yield 2\n    return 'a'\ndef b():\n    x = yield from a()\n    yield x\n    yield from [7, 8]\nr = list(b())\n",
    "try and finally inside": "log = []\ndef g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        log.append('closed')\nit = g()\nnext(it)\nit.close()\nr = log, list(g()), log\n",
    "throw": "def g():\n    while True:\n        try:\n            x = yield 1\n        except ValueError as e:\n            yield str(e)\nit = g()\nnext(it)\nr = it.throw(ValueError('in'))\n",
    "exceptions in generators reach the caller": "def g():\n    yield 1\n    raise KeyError('k')\nr = []\ntry:\n    for x in g(): r.append(x)\nexcept KeyError:\n    r.append('caught')\n",
    "generator expressions are lazy": "log = []\ndef f(x):\n    log.append(x)\n    return x\ng = (f(x) for x in range(5))\nr = [next(g), list(log)]\nr.append(any(f(x) > 6 for x in range(5, 20)))\nr.append(log)\n",
    "the first iterable is evaluated at once": "a = [1, 2]\ng = (x for x in a)\na = [3]\nr = list(g)\n",
    "iter with a sentinel": "n = [3]\ndef f():\n    n[0] -= 1\n    return n[0]\nr = list(iter(f, 0))\n",
    "zip and enumerate are lazy": "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1\nr = list(zip(count(), 'abc')), [p for p in zip([1], count())]\ne = enumerate(count(), 5)\nr = r, next(e), next(e)\nm = map(lambda a, b: a + b, count(), [10, 20])\nr = r, list(m), list(filter(lambda x: x % 2, range(6)))\n",
    "generators with with": "log = []\nclass M:\n    def __enter__(self): log.append('in')\n    def __exit__(self, *a): log.append('out')\ndef g():\n    with M():\n        yield 1\n        yield 2\nr = list(g()), log\n",
    "recursive generators": "def walk(t):\n    for x in t:\n        if isinstance(x, list):\n            yield from walk(x)\n        else:\n            yield x\nr = list(walk([1, [2, [3, 4], []], 5]))\n",
    "conditions, whiles and else": "def g():\n    n = 3\n    while n:\n        if n == 2:\n            yield 'two'\n        elif n == 1:\n            yield 'one'\n        else:\n            yield n\n        n -= 1\n    else:\n        yield 'else'\n    for x in []:\n        yield x\n    else:\n        yield 'empty'\nr = list(g())\n",
    "break and continue": "def g():\n    for i in range(10):\n        if i % 2: continue\n        if i > 6: break\n        yield i\nr = list(g())\n",
    "generator methods": "class A:\n    def __init__(self): self.c = [1, 2]\n    def children(self):\n        for x in self.c: yield x\n    def __iter__(self): yield from self.children()\nr = list(A()), list(A().children()), tuple(A())\n",
    "sum, max, sorted, join and dict of generators": "r = sum(x for x in range(5)), max(x % 4 for x in range(9)), sorted(-x for x in range(3)), ','.join(str(x) for x in range(3)), dict((x, x) for x in range(2)), set(x % 2 for x in range(5)), tuple(x for x in 'ab'), any(x for x in [0, 1])\n",
    "unpacking generators": "a, *b = (x for x in range(4))\nr = a, b, [*map(str, range(2))], max(*(x for x in [1, 5]))\n",
    "return values": "def g():\n    return 5\n    yield\nr = list(g())\n",
    "nested loops in a generator expression": "r = list((i, j) for i in range(3) for j in range(i) if i != j)\n",
    "reversed": "class A:\n    def __len__(self): return 3\n    def __getitem__(self, i): return i * 10\nr = list(reversed([1, 2])), list(reversed(range(3))), list(reversed('ab')), list(reversed(A())), list(reversed({'a': 1, 'b': 2}))\n",
}

FUNCTIONS = {
    "functions have attributes": "def f(a, b=2, *, c=3):\n    'says what'\n    pass\nf.tag = 5\nr = f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.tag, hasattr(f, 'no'), f.__dict__, f.__module__ == __name__\n",
    "positional-only and keyword-only": "def f(a, /, b, *, c): return a, b, c\nr = f(1, 2, c=3), f(1, b=2, c=3)\ntry:\n    f(a=1, b=2, c=3)\nexcept TypeError:\n    r = r, 'type'\n",
    "a keyword may share a positional-only name": "def f(a, /, **k): return a, k\nr = f(1, a=2)\n",
    "defaults are evaluated once": "def f(x, seen=[]):\n    seen.append(x)\n    return seen\nf(1)\nr = f(2)\n",
    "closures see later values": "fs = [lambda: i for i in range(3)]\ndef make(n): return lambda: n\nr = [f() for f in fs], [make(n)() for n in range(3)]\n",
    "stars everywhere": "def f(*a, **k): return a, k\nx = [1, 2]\nr = f(*x, 3, *(4,), a=1, **{'b': 2}), f(*'ab'), f(**dict(z=1))\n",
    "globals and locals": "x = 1\ndef f():\n    y = 2\n    return 'x' in globals(), sorted(locals()), globals()['x']\nr = f()\n",
    "nested functions and nonlocal": "def f():\n    a = 1\n    def g():\n        nonlocal a\n        a += 1\n        def h():\n            nonlocal a\n            a *= 10\n        h()\n    g()\n    return a\nr = f()\n",
    "global declares": "n = 0\ndef f():\n    global n, m\n    n += 1\n    m = 5\nf()\nf()\nr = n, m\n",
    "lambda defaults": "r = [(lambda x, y=y: x + y)(1) for y in range(3)], (lambda *a, k=1, **z: (a, k, z))(1, 2, q=3)\n",
    "recursion through names": "def even(n): return n == 0 or odd(n - 1)\ndef odd(n): return n != 0 and even(n - 1)\nr = even(30)\n",
    "print gives nothing": "r = print('x', end='')\n",
    "__name__ is not main": "r = __name__ == 'surely not'\n",
    "walrus": "r = [y for x in range(5) if (y := x * 2) > 4], y\nif (n := len('abc')) > 2: r = r, n\n",
    "starred assignment": "a, (b, *c), *d = 1, (2, 3, 4), 5, 6\n[e, f] = 'xy'\nr = a, b, c, d, e, f\nx = y = []\nx.append(1)\nr = r, y\n",
    "chained comparison evaluates once": "log = []\ndef f(x):\n    log.append(x)\n    return x\nr = f(1) < f(2) < f(3), f(3) < f(1) < f(9), log\n",
    "conditional imports of the future": "from __future__ import annotations\nr = 1\n",
    "del of names and elements": "a = {'x': 1, 'y': 2}\nb = [1, 2, 3, 4]\ndel a['x'], b[1:3]\nc = 1\ndel c\ntry:\n    c\nexcept NameError:\n    r = a, b\n",
    "targets are evaluated once": "log = []\ndef f():\n    log.append(1)\n    return 0\na = [1]\na[f()] += 5\nclass A: x = 1\nb = A()\ndef g():\n    log.append(2)\n    return b\ng().x += 3\nr = a, log, b.x, A.x\n",
    "augmented assignment": "a = [1]\nb = a\na += (2,)\na *= 2\ns = {1}\nt = s\ns |= {2}\ns -= {1}\nn = 7\nn //= 2\nn **= 2\nn <<= 1\nn %= 5\nx = 'a'\nx += 'b'\nd = {1: 2}\nd |= {3: 4}\nu = (1,)\nu += (2,)\nr = a, b is a, s, t is s, n, x, d, u\n",
    "match": "def f(x):\n    match x:\n        case 0: return 'zero'\n        case 1 | 2: return 'small'\n        case 'a': return 'letter'\n        case None: return 'none'\n        case [a, b]: return a + b\n        case [a, *rest]: return rest\n        case {'k': v}: return v\n        case int() if x > 100: return 'big'\n        case _: return 'other'\nr = [f(x) for x in (0, 2, 'a', None, [3, 4], (1, 2, 3), {'k': 5, 'l': 6}, 101, 50)]\n",
}

VALUES = {
    "text methods": "s = ' Hello World '\nr = s.strip().split(), s.rsplit(' ', 1), s.partition('l'), s.replace('l', 'L', 1), s.lower().title(), s.find('o'), s.count('l'), 'a,b,,c'.split(','), 'x'.join('abc'), 'abc'.startswith(('a', 'z')), 'abc'.endswith('c'), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'ab'.center(6, '*'), '7'.zfill(3), 'a-b_c'.replace('-', '_'), 'Ab'.swapcase(), 'abc'[::-1], 'abc'.rfind('c'), 'a\\nb'.splitlines(), 'aXbX'.rstrip('X'), 'abc'.rpartition('b'), 'prefix_x'.removeprefix('prefix_'), 'é'.casefold(), 'a{}'.format(1)\n",
    "texts format with percent": "r = 'layer%d' % 3, '%s-%s' % ('a', 1), '%.2f' % 3.14159, '%5d|%-5d|%05d' % (1, 2, 3), '%x' % 255, '%r' % 'a', '%(n)s' % {'n': 1}, '%%' % (), '%s' % [1, 2], '%s' % None, '%e' % 12345.678\n",
    "f-strings": "n, w = 3.14159, 8\nr = f'{n:.3f}', f'{n:{w}.2f}', f'{5:>4}', f'{\"a\":<3}|', f'{1000000:,}', f'{n!r}', f'{{}}', f'{7:#x}', f'{0.25:.0%}', f'{[1, 2]}', f'{n=}', f'{\"x\" * 3}', f'{True}', f'{None}', f'{3:+d}'\n",
    "format": "r = '{:>5}|{:^7}|{:<4}'.format(1, 'ab', 2.5), '{0}{1}{0}'.format('a', 'b'), '{a}-{b:.1f}'.format(a=1, b=2), '{!r}'.format('q'), '{{{}}}'.format(1), format(3.14159, '.2f'), format(5)\n",
    "list methods": "a = [3, 1, 2]\na.append(5)\na.extend((6, 7))\na.insert(0, 9)\nb = a.copy()\na.sort()\nb.reverse()\nc = a.pop(), a.pop(0), a.index(2), a.count(3)\na.remove(2)\nb.clear()\nr = a, b, c, a + [1], a * 2, [0] * 3, a[-1:], a == [1], [1, 2] < [1, 3], sorted(a, reverse=True), a[::2]\n",
    "dict methods": "d = {'a': 1, 'b': 2}\nd.update({'c': 3}, e=5)\nd.setdefault('f', []).append(1)\nx = d.pop('a'), d.pop('zz', None), d.popitem(), d.get('b'), d.get('q', 7)\nr = d, x, list(d.keys()), list(d.values()), list(d.items()), 'b' in d, 'b' in d.keys(), len(d.items()), d | {'z': 1}, dict([('k', 1)]), dict(zip('ab', [1, 2])), {**d, 'b': 9}, d == dict(d), dict.fromkeys('ab', 0), list(d), sorted(d, key=lambda k: -len(k)), [k for k, v in d.items()], d.copy() is d\n",
    "dict views see changes": "d = {'a': 1}\nk = d.keys()\nd['b'] = 2\nr = list(k), len(k), k & {'a', 'z'}, set(d) - {'a'}, d.keys() == {'a', 'b'}, (('a', 1) in d.items()), 2 in d.values(), k | {'q'} == {'a', 'b', 'q'}\n",
    "set methods": "s = {1, 2}\ns.add(3)\ns.discard(9)\ns.remove(1)\ns.update([7], (8,))\nr = sorted(s), s | {1}, s & {2, 3}, s - {2}, s ^ {2, 99}, {2} <= s, {2} < {2}, s.issuperset({2}), s.union([5]), sorted(s.difference([7])), frozenset([1, 2]) == {1, 2}, 2 in s, s.isdisjoint({50}), len(frozenset('aab')), {frozenset([1]): 2}[frozenset([1])], s.intersection([2]), s.symmetric_difference([2]) == s - {2}\n",
    "tuple methods": "t = (1, 2, 2)\nr = t.count(2), t.index(2), t + (3,), t * 2, t[1:], (1, 'a') < (1, 'b'), hash((1, 2)) == hash((1, 2)), () == (), (1,), tuple([1]), max(t), sum(t), t == (1, 2, 2), (1, 2) in [(1, 2)]\n",
    "numbers": "r = 7 // 2, -7 // 2, 7 % -3, 2 ** 10, 2 ** -1, 7 / 2, 1e3, 0x1f, 1_000, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2, divmod(-7, 3), abs(-2.5), round(2.5), round(3.5), round(2.675, 2), round(1234, -2), int(3.9), int(-3.9), int('0x1f', 16), int('12'), float('1.5'), float('inf') > 1, (10).bit_length(), (2.0).is_integer(), 3 == 3.0, 1 < 2.5, True + 1, min(3, 1.5), max([1, 2], default=0), max([], default=9), sum([0.5, 1]), pow(2, 5), pow(2, 5, 7), 5 .real, bool(0.0), 1 if 0.1 + 0.2 == 0.3 else 2, 10 % 3.5, int(True), complex\n".replace(
        ", complex", ""
    ),
    "slices": "a = list(range(10))\na[1:3] = ['x']\na[::4] = [0, 0, 0]\ns = slice(1, None, 2)\nr = a, a[s], s.start, s.stop, s.step, a[-3:-1], a[100:], 'hello'[1:-1:2], range(10)[2:5], range(10)[-1], list(range(5, 0, -2)), len(range(0, 10, 3)), 4 in range(0, 10, 2), range(3) == range(3), range(2, 8).start\n",
    "sorting is stable and takes keys": "p = [('b', 2), ('a', 2), ('c', 1)]\np.sort(key=lambda t: t[1])\nr = p, sorted('bca'), sorted([3, 1, 2], reverse=True), sorted({'b': 1, 'a': 2}), sorted(p, key=lambda t: (t[1], t[0]), reverse=True), min(p, key=lambda t: t[0]), max('abc', key=ord)\n",
    "truth": "r = [bool(x) for x in (0, 1, '', 'a', [], [0], {}, {1: 1}, None, 0.0, (), range(0), range(1))], not [], [] or 'default', 0 and 1, None is None\n",
    "texts of values": "r = str(1.0), str(1e20), repr('a\\'b'), str([1, 'a', None, (1,), {2: 3}]), str(True), repr(1.5), str({1}), str(()), str(set()), str(frozenset()), repr({'a': [1]}), str(range(3)), str(None), str(...)\n",
    "what holds itself is shown as dots": "a = [1]\na.append(a)\nd = {}\nd['d'] = d\nr = str(a), str(d), repr([a])\n",
    "conversions": "r = list('ab'), tuple({1: 2}), set([1, 1]), dict(a=1), list({'a': 1}.items()), list(map(int, '123')), [int(x) for x in ('1', '2')], int(), str(), list(), float(), bool()\n",
    "chr, ord, id and hash": "a = []\nr = chr(97), ord('a'), id(a) == id(a), hash('x') == hash('x'), hash(1) == 1\n",
    "unpacking in displays": "r = [*range(3), *'ab'], (*[1], 2), {*[1, 2], 3}, {**{'a': 1}, 'b': 2}\n",
    "comprehension scopes": "x = 5\na = [x for x in range(3)]\nr = x, a, {i: [j for j in range(i)] for i in range(3)}, [[r2 * c for c in range(2)] for r2 in range(2)]\n",
    "any and all": "r = any(x > 2 for x in [1, 3]), all([]), all([1, 0]), any([])\n",
    "join of generators and sum of lists": "r = sum([[1], [2]], []), ''.join(reversed('abc')), [a + b for a, b in zip('ab', 'cd')], list(zip(*[(1, 2), (3, 4)])), list(zip())\n",
}

PROGRAMS = {**CLASSES, **EXCEPTIONS, **GENERATORS, **FUNCTIONS, **VALUES}


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_agrees_with_python(evaluate: Any, source: str):
    expected: dict[str, Any] = {"__name__": "net"}
    exec(source, expected)  # noqa: S102  # the sources stand above
    found = evaluate(source)["r"]

    assert found == expected["r"]
    assert repr(found) == repr(expected["r"])

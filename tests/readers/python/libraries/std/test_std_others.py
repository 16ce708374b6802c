"""The smaller libraries as CPython has them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError

SNIPPETS = {
    "who has called": """
import inspect, sys
class Register:
    def __init__(self): self.made_in = name_of(2)
    @classmethod
    def make(cls): return cls()
def name_of(depth): return sys._getframe(depth).f_code.co_name
def outer(width=3):
    deep = Register()
    here = inspect.currentframe()
    return deep.made_in, here.f_code.co_name, sorted(here.f_back.f_locals)[:1], here.f_locals['width'], name_of(1), sys._getframe().f_globals['WIDE']
WIDE = 7
class Body:
    name = name_of(2)
    where = sys._getframe(1).f_code.co_name
r = outer(), Register.make().made_in, Body.where, (lambda: name_of(1))(), sys._getframe(0).f_code.co_name, list(map(name_of, [1])), sorted([1], key=lambda x: len(name_of(2)))
def grown():
    yield 1
def caller(): return sys._getframe(1).f_locals['mine']
def asks():
    mine = 5
    return caller()
r = r, asks()
""",
    "addresses": """
from urllib.parse import quote, unquote, urljoin, urlparse, urlsplit, urlunsplit
u = urlparse('https://me:pw@Example.com:80/a/b;p?q=1#f')
s = urlsplit('plans/net.yaml')
r = tuple(u), u.netloc, u.hostname, u.port, u.username, u.password, u.params, u[0], u.geturl(), tuple(s), s.scheme == '', s.hostname, unquote('a%20b'), quote('a b/c'), quote('a/b', safe=''), urljoin('http://a/b/c', 'd'), u._replace(scheme='http').geturl(), urlunsplit(s)
try: urlsplit('http://a:port').port
except ValueError: r = r, 'no port'
""",
    "addresses by the module": """
import urllib.parse
from urllib import parse
r = urllib.parse.urlparse('s3://bucket/key').netloc, parse.unquote_plus('a+b')
""",
    "what a call takes": """
import inspect
class A:
    def __init__(self, a, b=1): pass
    def __call__(self, x, *, y=2): pass
    def m(self, z): pass
r = [inspect.getfullargspec(each).args for each in (A, A(1), A.m, A(1).m)], inspect.getfullargspec(A(1)).kwonlyargs
""",
    "dotted names": """
import pydoc
r = pydoc.locate('math.floor')(2.5), pydoc.locate('int') is int, pydoc.locate('collections.abc.Sized') is not None, pydoc.locate('os.path.join')('a', 'b')
""",
    "keywords": """
from keyword import iskeyword, issoftkeyword, kwlist
r = iskeyword('class'), iskeyword('klass'), issoftkeyword('match'), 'for' in kwlist
""",
    "typing changes nothing": """
import typing as t
from typing import TYPE_CHECKING, Any, Callable, Dict, Final, Generic, List, Literal, Optional, Protocol, Tuple, Type, TypeVar, Union, cast, overload
if TYPE_CHECKING:
    from nowhere import Thing
T = TypeVar('T', bound='Thing')
Size = Union[int, Tuple[int, int]]
Act = Optional[Callable[..., Any]]
Table = Dict[str, List[Type[int]]]
class Box(Generic[T]):
    def __init__(self, value: T): self.value = value
class IntBox(Box[int]): pass
class Shaped(Protocol):
    def shape(self) -> int: ...
class Impl(Shaped):
    def shape(self): return 3
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
LIMIT: Final = 5
r = Box[int](3).value, IntBox(4).value, Impl().shape(), cast('int', 7), f(2), LIMIT, isinstance(IntBox(1), Box), t.List[int] is None
""",
    "asking types": """
from typing import Any, Dict, List, Literal, Optional, Union, get_args, get_origin
r = get_args(Union[int, str]) == (int, str), get_args(Literal['a', 'b']), get_origin(List[int]) is list, get_origin(Union[int, str]) is Union, get_args(List[int]) == (int,), get_origin(int), get_args(Any), isinstance([], List), Union[int, str] == Union[int, str], get_args(Optional[int])[0] is int
""",
    "typed dicts": """
from typing import TypedDict, NewType
class Cfg(TypedDict, total=False):
    width: int
    depth: int
Name = NewType('Name', str)
c = Cfg(width=3)
r = c, c['width'], Name('x'), type(c) is dict
""",
    "unions of today": """
from typing import Optional
def f(x: int | None = None, y: 'list[int] | tuple[int, ...]' = ()): return x
A = int | str
B = list[int] | None
r = f(), isinstance(3, A), isinstance(3.0, A), isinstance(None, int | None)
""",
    "abstract classes": """
from abc import ABC, ABCMeta, abstractmethod
import abc
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def p(self): ...
class B(A):
    def f(self): return 1
    @property
    def p(self): return 2
class C(metaclass=ABCMeta):
    @abc.abstractmethod
    def g(self): ...
class D(C):
    def g(self): return 3
r = B().f(), B().p, D().g(), isinstance(B(), A), issubclass(D, C)
""",
    "managers by yield": """
from contextlib import contextmanager, nullcontext, suppress, ExitStack, closing
seen = []
@contextmanager
def inside(name, *more):
    seen.append('in ' + name)
    try:
        yield name.upper()
    except ValueError:
        seen.append('caught')
    finally:
        seen.append('out ' + name)
with inside('a') as x, inside('b'):
    seen.append(x)
with inside('c'):
    raise ValueError('no')
with nullcontext(5) as y:
    seen.append(y)
with suppress(KeyError, ZeroDivisionError):
    {}['x']
    seen.append('never')
with ExitStack() as stack:
    z = stack.enter_context(inside('d'))
    stack.callback(seen.append, 'last')
class Thing:
    def close(self): seen.append('closed')
with closing(Thing()):
    pass
class M:
    @contextmanager
    def m(self):
        yield self
m = M()
with m.m() as q:
    seen.append(q is m)
@inside('deco')
def g(): return 4
seen.append(g())
r = seen
""",
    "managers that are left together": """
from contextlib import ContextDecorator, ExitStack, closing, contextmanager, redirect_stdout, suppress
seen = []
@contextmanager
def inside(name):
    try:
        yield name
    except ZeroDivisionError:
        seen.append('dealt with ' + name)
    finally:
        seen.append('out ' + name)
class Own(ContextDecorator):
    def __enter__(self): seen.append('in'); return self
    def __exit__(self, *problem): seen.append(problem[0] and problem[0].__name__)
def attempt(do):
    try:
        with ExitStack() as stack:
            stack.callback(seen.append, 'last')
            stack.enter_context(inside('a'))
            stack.push(Own())
            stack.enter_context(inside('b'))
            do(stack)
    except Exception as e:
        seen.append(type(e).__name__)
def kept(stack): seen.append(stack.pop_all())
attempt(lambda stack: 1 / 0)
attempt(lambda stack: {}['x'])
attempt(lambda stack: stack.callback(lambda: [].pop()))
attempt(kept)
attempt(lambda stack: stack.close())
[each for each in seen if isinstance(each, ExitStack)][0].close()
@Own()
def f(x): return x
seen.append(f(1))
with suppress(LookupError), suppress():
    [].pop()
try:
    with suppress(KeyError, ValueError):
        [].pop()
except IndexError:
    seen.append('not suppressed')
with redirect_stdout(5) as target, inside('c'):
    seen.append(target)
r = [each for each in seen if not isinstance(each, ExitStack)]
""",
    "generators that are no managers": """
from contextlib import contextmanager
@contextmanager
def never():
    if 0: yield
@contextmanager
def twice():
    yield
    yield
@contextmanager
def again():
    try: yield
    except ValueError: yield
@contextmanager
def other():
    try: yield
    except ValueError: raise KeyError('x')
r = []
for manager in (never, twice, again, other):
    for problem in (None, ValueError('no')):
        try:
            with manager():
                if problem is not None: raise problem
        except Exception as e:
            r.append(type(e).__name__)
""",
    "an error goes through a manager": """
from contextlib import contextmanager
@contextmanager
def inside():
    yield
try:
    with inside():
        raise KeyError('x')
except KeyError:
    r = 'through'
""",
    "copies": """
import copy
class A:
    def __init__(self): self.items = [1, [2]]
    def __deepcopy__(self, memo):
        new = A()
        new.items = copy.deepcopy(self.items, memo)
        new.mark = 1
        return new
class B:
    pass
b = B()
b.me, b.items, b.f = b, [1, [2]], len
c, d = copy.copy(b), copy.deepcopy(b)
l = [1]
x = copy.deepcopy([l, l, (l,), {'a': l}, {1, 2}])
r = c.items is b.items, d.items is b.items, d.items, d.me is d, c.me is b, x[0] is x[1], x[2][0] is x[0], x[0] is l, copy.deepcopy(A()).mark, copy.copy((1, 2)), d.f is len, copy.deepcopy('a'), copy.copy({1: l})[1] is l
""",
    "operators": """
import operator as o
from operator import add, mul, itemgetter, attrgetter, methodcaller
class A:
    class b: c = 3
r = add(1, 2), mul('a', 2), itemgetter(1)([5, 6]), itemgetter('a', 'b')({'a': 1, 'b': 2}), attrgetter('b.c')(A()), methodcaller('upper')('x'), methodcaller('split', ',')('a,b'), o.or_(1, 2), o.and_(3, 2), o.lt(1, 2), o.not_(0), o.neg(3), o.contains([1], 1), o.getitem([4], 0), o.truediv(7, 2), o.floordiv(7, 2), o.iadd([1], [2]), o.is_(None, None), o.truth([]), o.index(5), o.xor(5, 1), sorted([(1, 'b'), (0, 'c')], key=o.itemgetter(1))
""",
    "mathematics": """
import math
from math import ceil, floor, prod
r = ceil(2.1), floor(-2.1), prod([2, 3], start=4), math.gcd(12, 18), math.gcd(), math.lcm(4, 6), math.sqrt(16), math.log2(8), math.log(8, 2), math.isqrt(17), math.pi, math.inf, math.comb(5, 2), math.factorial(5), math.hypot(3, 4), math.isclose(1, 1 + 1e-12), math.copysign(1, -2), math.exp(0), math.fsum([.1] * 10), math.trunc(-2.7), math.dist([0, 0], [3, 4]), math.modf(2.5), math.frexp(8.0), math.ceil(True), math.isnan(math.nan), math.tanh(0), math.perm(4, 2), math.radians(180) == math.pi, math.floor(7 / 2)
""",
    "regular expressions": """
import re
m = re.match(r'(?P<kind>[a-z]+)_r(\\d+)', 'ir_r2_k3')
s = re.search('k(.)', 'ir_k3')
r = [m.group(), m.group(1), m['kind'], m.group('kind', 2), m.groups(), m.groupdict(), m.start(2), m.end(), m.span(1), bool(m), s[1], s.start()]
r += [re.match('x', 'y'), re.split(r'(\\d.*)', 'se0.25'), re.split(r'_', 'a_b_c', maxsplit=1), re.findall(r'\\d+', 'a1b22'), re.findall('(.)(.)', 'abcd'), re.sub(r'(\\d)', r'<\\1>', 'a1b2'), re.sub('a', lambda m: m[0] * 2, 'banana', count=2), re.fullmatch('a+', 'aaa').group(), re.escape('a.b'), [x.group() for x in re.finditer('.', 'ab')]]
p = re.compile(r'^layer(\\d+)', re.IGNORECASE)
r += [p.match('LAYER12.x').group(1), p.pattern, p.search('no'), p.sub('x', 'layer1.2'), re.compile(p) is p, re.I | re.M, re.subn('a', 'b', 'aa'), re.match('(a)(b)?', 'a').groups(), re.match('A', 'a', re.I).group(), p.groups]
try:
    re.compile('(')
except Exception as e:
    r.append('bad')
try:
    m.group(9)
except IndexError:
    r.append('none')
""",
    "strings of efficientnet": """
import re
def decode(block):
    ops = block.split('_')
    options = {}
    for op in ops[1:]:
        splits = re.split(r'(\\d.*)', op)
        if len(splits) >= 2:
            key, value = splits[:2]
            options[key] = value
    return ops[0], int(options['k']), float(options.get('se', 0))
r = decode('ir_r2_k3_s2_e6_c24_se0.25'), re.match(r'^(\\w+)\\.(\\d+)$', 'blocks.3').groups()
""",
    "signatures": """
import inspect
from functools import partial, wraps
def f(a, b=2, *c, d, e=5, **g): pass
def only(x, /, y): pass
class A:
    def __init__(self, w, h=1): pass
    def m(self, q): pass
@wraps(f)
def wrapped(*args, **kwargs): pass
def show(x):
    return [(p.name, p.kind.name, None if p.default is p.empty else p.default) for p in inspect.signature(x).parameters.values()]
s = inspect.signature(f)
r = show(f), show(only), show(A), show(A(1).m), show(A.m), show(wrapped), show(partial(f, 1, d=3)), show(lambda z: z), 'a' in s.parameters, list(s.parameters)
b = s.bind(1, 2, 3, d=4, z=9)
b.apply_defaults()
r += dict(b.arguments), inspect.getfullargspec(f).args, inspect.getfullargspec(f).kwonlyargs, inspect.getfullargspec(A.__init__).args, inspect.getfullargspec(f).defaults
r += inspect.isclass(A), inspect.isfunction(f), inspect.isfunction(A), inspect.ismethod(A(1).m), inspect.ismodule(inspect), inspect.Parameter.VAR_KEYWORD == list(s.parameters.values())[-1].kind, s.parameters['a'].kind == inspect.Parameter.POSITIONAL_OR_KEYWORD
""",
    "keyword only to positional, as torchvision does": """
import functools, inspect
def loosened(fn):
    params = inspect.signature(fn).parameters
    try:
        start = next(i for i, p in enumerate(params.values()) if p.kind == p.KEYWORD_ONLY)
    except StopIteration:
        raise TypeError('none') from None
    names = tuple(inspect.signature(fn).parameters)[start:]
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        args, rest = args[:start], args[start:]
        if rest:
            kwargs.update(dict(zip(names, rest)))
        return fn(*args, **kwargs)
    return wrapper
def build(a, *, weights=None, progress=True, **kwargs): return a, weights, progress, kwargs
r = loosened(build)(1, 'w', False), loosened(build)(1, depth=3), loosened(build).__name__
""",
    "namespaces": """
from types import SimpleNamespace, FunctionType, MethodType, MappingProxyType
import argparse
n = SimpleNamespace(a=1, b=[2])
n.c = 3
class A:
    def m(self): return 1
def f(self): return self.a + 1
n.f = MethodType(f, n)
r = n.a, n.c, vars(n)['b'], n == SimpleNamespace(a=1), repr(SimpleNamespace(x=1)), isinstance(f, FunctionType), isinstance(A().m, MethodType), n.f(), MappingProxyType({'a': 1})['a'], 'k' in argparse.Namespace(k=1), SimpleNamespace(**{'q': 2}).q
""",
    "paths and the system": """
import os, sys
import os.path as osp
from os.path import join
r = join('a', 'b', '/c'), osp.basename('/x/y.pth'), os.path.splitext('a.tar.gz'), os.path.dirname('/a/b'), os.environ.get('NO_SUCH_NAME', 'x'), os.getenv('NO_SUCH_NAME'), sys.version_info >= (3, 8), sys.version_info.major, sys.version_info[:1], os.sep, sys.maxsize > 2 ** 40
sys.path.append('x')
sys.setrecursionlimit(5000)
""",
    "what is quiet": """
import logging, warnings, sys, time, threading
logger = logging.getLogger(__name__)
logger.info('x %s', 1)
logger.setLevel(logging.INFO)
_logger = logging.getLogger('a').getChild('b')
_logger.warning('x')
warnings.warn('x', DeprecationWarning) if False else None
warnings.filterwarnings('ignore')
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
with threading.Lock():
    pass
t0 = time.time()
r = 1
""",
    "importing by name": """
import importlib, importlib.util
math = importlib.import_module('math')
r = math.ceil(1.5), importlib.util.find_spec('nowhere_to_be_found')
""",
    "json": """
import json
r = json.loads('{"a": [1, 2.5, "x", null]}'), json.dumps({'b': (1, 2), 'a': None}, sort_keys=True), json.dumps([1], indent=2)
""",
    "heaps and bisection": """
import heapq, bisect
h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
l = [1, 3, 5]
bisect.insort(l, 4)
r = heapq.heappop(h), heapq.heappop(h), h, heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(1, 'bca', key=ord), l, bisect.bisect(l, 3), bisect.bisect_left(l, 3)
""",
    "statistics, numbers, strings": """
import statistics, numbers, string, textwrap
r = statistics.mean([1, 2, 3]), statistics.mean([1, 2]), statistics.median([3, 1, 2]), isinstance(3, numbers.Number), isinstance(2.5, numbers.Integral), isinstance(True, numbers.Integral), isinstance('a', numbers.Number), isinstance(2.0, numbers.Real), string.digits, textwrap.dedent('  a\\n  b')
""",
    "weak references": "import weakref\nclass A: pass\na = A()\nr = weakref.ref(a)() is a, len(weakref.WeakValueDictionary())",
    "names by patterns": "import fnmatch\nr = fnmatch.filter(['resnet18', 'vgg', 'wide_resnet'], '*resnet*'), fnmatch.fnmatch('a.py', '*.py'), fnmatch.fnmatchcase('ab', '[!x]?')",
    "builtins by import": "import builtins\nr = builtins.len([1]), builtins.max(1, 2)",
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(source)


def test_newer_names_of_typing_are_there_in_its_extension(library: Any):
    source = "from typing_extensions import Self, override, TypedDict\n@override\ndef f(): return 1\nr = f()"

    assert library(source) == 1


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(-5, 5), max_size=9), st.integers(-6, 6))
def test_random_heaps_and_places_are_as_in_python(as_python: Any, values: list[int], x: int):
    as_python(
        f"import bisect, heapq, statistics\nv, x = {values}, {x}\n"
        "heap, pushed = list(v), []\nheapq.heapify(heap)\n"
        "for each in v: heapq.heappush(pushed, each)\n"
        "r = [list(heap), list(pushed), heapq.nlargest(2, v), heapq.nsmallest(x, v, key=abs)]\n"
        "while heap: r.append(heapq.heappop(heap))\n"
        "line = sorted(v)\nr += [bisect.bisect(line, x), bisect.bisect_left(line, x)]\n"
        "bisect.insort(line, x)\nbisect.insort_left(line, -x, key=lambda n: n)\n"
        "r += [line, statistics.mean(line), statistics.median(line), bisect.bisect(line, -x, 1)]"
    )


REFUSED = {
    "chance": (
        "import random\nif random.random() < 0.5: pass",
        "it is left to chance, and a definition is read without any",
    ),
    "the clock": ("import time\nif time.time() > 5: pass", "time.time is not read"),
    "exponential patterns": (
        "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
        "the pattern '(a+)+$' may take too long on a text of 41 letters",
    ),
    "polynomial patterns": (
        "import re\nre.match('a*' * 30 + 'b', 'a' * 1000)",
        "may take too long on a text of 1000 letters",
    ),
    "long patterns": ("import re\nre.compile('a' * 5000)", "a pattern of 5,000 letters"),
    "no pattern": ("import re\nre.compile('(a')", "is no regular expression"),
    "counts too large": (
        "import re\nre.compile('a{99999999999999999999}')",
        "no regular expression",
    ),
    "huge factorials": ("import math\nmath.factorial(10 ** 6)", "1000000"),
    "files": ("import json\njson.load('x')", "no attribute 'read'"),
    "processes": ("import os\nif os.system('x'): pass", "os.system is not read"),
    "json inside itself": ("import json\na = []\na.append(a)\njson.dumps(a)", "nested too deeply"),
    "deep json": ("import json\njson.loads('[' * 50000)", "this is no JSON"),
    "roots of texts": ("import math\nmath.sqrt('a')", "text is no number: 'a'"),
    "roots of negative numbers": ("import math\nmath.sqrt(-1)", "math domain error"),
    "patterns of numbers": ("import re\nre.match(1, 'a')", "a number is no regular expression: 1"),
    "arguments that do not fit": ("import re\nre.match('a', 'b', 1, 2, 3)", "match()"),
    "no annotation to choose by": (
        "from functools import singledispatch\n@singledispatch\ndef f(x): pass\nf.register(3)(4)\nf()",
        "singledispatch needs at least 1 argument",
    ),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(library: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        library(source)

    assert message in caught.value.message


def test_sizes_stay_exact_in_mathematics():
    from convcalc.dims import symbol
    from convcalc.readers.python.libraries.std.math import ENTRIES

    height = symbol("H")
    run = ENTRIES["ceil"].function

    assert run(None, height) is height


def test_every_table_is_loaded():
    from convcalc.readers.python.libraries import library
    from convcalc.readers.python.libraries.homes import LIBRARIES

    for name, home in LIBRARIES.items():
        if home.startswith("std."):
            assert library(name).table

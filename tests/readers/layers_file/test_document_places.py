from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError
from convcalc.readers.layers_file.document_places import json_places
from convcalc.readers.layers_file.document_places import toml_places
from convcalc.readers.layers_file.documents import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
KEYS = st.text(st.characters(exclude_characters="."), min_size=1)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20
)


def every(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a value, with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from every(each, f"{path}.{key}" if path else key)
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from every(each, f"{path}[{index}]")


def standing(text: str, place: tuple[int, int, int]) -> str:
    line, column, end = place
    return text.split("\n")[line - 1][column - 1 : end - 1]


@given(DOCUMENTS, st.sampled_from([None, 1]))
def test_every_value_of_json_stands_at_its_place(value: Any, indent: int | None):
    text = json.dumps(value, indent=indent, ensure_ascii=indent is None)
    places = json_places(text)
    expected = dict(every(value))

    assert places.keys() >= expected.keys()
    for path, each in expected.items():
        found = standing(text, places[path])
        if isinstance(each, (dict, list)) and indent and each:
            assert found in ("[", "{")
        elif path:
            assert json.loads(found) == each


TOML = """\
name = "x"  # a "quoted" comment
when = 1979-05-27 07:32:00
a.b = 3
"k]e\\U0001F600\\\\U0" = 'it [ is'
s = \"\"\"multi
line \\"\"\" x\"\"\"

[[layers]]
conv2d = { out = 3, k = [1,
  2 # c
] }
[[layers]]
[layers.relu]
inplace = true
[expect] # what comes out
output = [ 10, 4 ]
"""


@pytest.mark.parametrize(
    ("path", "line", "found"),
    [
        ("name", 1, '"x"'),
        ("when", 2, "1979-05-27 07:32:00"),
        ("a.b", 3, "3"),
        ("k]e\U0001f600\\U0", 4, "'it [ is'"),
        ("s", 5, '"'),
        ("layers[0]", 8, "[[layers]]"),
        ("layers[0].conv2d", 9, "{"),
        ("layers[0].conv2d.out", 9, "3"),
        ("layers[0].conv2d.k[1]", 10, "2"),
        ("layers[1]", 12, "[[layers]]"),
        ("layers[1].relu", 13, "[layers.relu]"),
        ("layers[1].relu.inplace", 14, "true"),
        ("expect", 15, "[expect]"),
        ("expect.output", 16, "[ 10, 4 ]"),
        ("expect.output[1]", 16, "4"),
    ],
)
def test_every_value_of_toml_stands_at_its_place(path: str, line: int, found: str):
    assert tomllib.loads(TOML)
    place = toml_places(TOML)[path]

    assert place[0] == line
    assert standing(TOML, place) == found


@pytest.mark.parametrize(
    ("places", "text"),
    [(json_places, "[" * 5_000 + "]" * 5_000), (toml_places, "a=" + "[" * 5_000 + "]" * 5_000)],
    ids=["JSON", "TOML"],
)
def test_deep_nesting_has_no_places(places: Any, text: str):
    assert places(text) == {}


def test_an_unknown_key_in_json_is_told_at_its_line():
    with pytest.raises(ConvcalcError) as caught:
        read_json('{\n  "input": "3x8x8",\n  "layer": ["relu"]\n}\n', "net.json", "net")

    assert str(caught.value).startswith(
        "net.json:3:12: layer: the key 'layer' means nothing here\n"
    )

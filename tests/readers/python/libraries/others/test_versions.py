"""Versions as `packaging` has them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError

NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(
    lambda numbers: ".".join(map(str, numbers))
)
VERSIONS = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(["", "v", "1!", "0!"]),
    NUMBERS,
    st.sampled_from(["", "rc1", "a2", "-beta.1", "c", "pre3", "ALPHA"]),
    st.sampled_from(["", ".post1", "-2", "rev", ".post"]),
    st.sampled_from(["", ".dev0", "dev", "_dev3"]),
    st.sampled_from(["", "+cu118", "+cpu", "+1.b-03", "+git7.5"]),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VERSIONS, VERSIONS)
def test_versions_are_in_the_order_of_packaging(as_python: Any, left: str, right: str):
    as_python(
        f"from packaging.version import Version, parse\na, b = parse({left!r}), Version({right!r})\n"
        "r = a < b, a <= b, a == b, a != b, a.release, a.major, b.minor, b.micro,"
        " a.is_prerelease, a.is_postrelease, a.is_devrelease, a.pre, a.post, a.dev, a.local, a.epoch,"
        " b.base_version, b.public, str(a), repr(b), a == 3, max(a, b) is a"
    )


def test_versions_of_distutils_are_compared_with_texts(library: Any):
    source = (
        "from distutils.version import LooseVersion\nfrom pkg_resources import parse_version\n"
        "v = LooseVersion('1.10.2+cu113')\n"
        "r = v >= '1.9', v < '1.10', v.version, str(v), parse_version('2.0') > parse_version('2.0rc1')"
    )

    assert library(source) == (True, False, [1, 10, 2], "1.10.2+cu113", True)


def test_what_is_no_version_is_said(library: Any):
    with pytest.raises(ConvcalcError) as caught:
        library("from packaging.version import parse\nparse('newest')")

    assert caught.value.message == "'newest' is no version"

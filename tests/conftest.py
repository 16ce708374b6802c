"""
What holds for all tests.

Property tests run on machines of any speed: no deadline, and the same examples on every CI run.
Python processes that tests start import convcalc from where the tests do, and not from the folder
they happen to run in (PYTHONSAFEPATH): that may be this very checkout.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck
from hypothesis import settings

os.environ["PYTHONSAFEPATH"] = "1"

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

"""What a lookup gives that found nothing: None is a value."""

from __future__ import annotations

from typing import Any

MISSING: Any = object()
"""Nothing was found; compared with `is`."""

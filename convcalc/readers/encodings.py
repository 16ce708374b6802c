"""Which encoding a text has that is not UTF-8, by the looks of its bytes."""

from __future__ import annotations

import codecs
import re

UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

GB = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
"""Signs of GB 2312 and ASCII, which GBK and GB 18030 have alike."""

SAMPLE = 4_000
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def guessed(data: bytes) -> tuple[str, str] | None:
    """The name of an encoding, and the text in it; None where the bytes look like none."""
    for encoding, codec in _candidates(data):
        try:
            text = data.decode(codec).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding, text
    return None


def _candidates(data: bytes) -> list[tuple[str, str]]:
    if data.startswith(UTF_32):
        return [("UTF-32", "utf-32")]
    for mark, codec in UTF_16.items():
        if data.startswith(mark):
            return [("UTF-16", codec)]
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = max(min(len(data), SAMPLE) // 2, 4)
    if max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half:
        return [("UTF-16", "utf-16-le" if odd > even else "utf-16-be")]
    if CONTROL.search(data):
        return []
    high = sum(1 for byte in data[:100_000] if byte > 0x7F)
    if GB.fullmatch(data):
        return [("GBK", "gb18030")]
    if high * 20 < min(len(data), 100_000):
        return [("Windows-1252", "cp1252")]
    return []

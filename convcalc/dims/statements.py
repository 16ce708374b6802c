"""A set of numbers in words: "H divisible by 16", "H ≥ 61", "H = 224"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims.solutions import Solutions

MAX_LISTED = 8
MAX_MISSING = 3


class Pattern(Value):
    """
    What a set of numbers comes to: from `start` on all of these residues, before it `exceptions`.

    `exceptions` is None where they are too many to list.
    """

    modulus: int
    residues: tuple[int, ...]
    start: int
    exceptions: tuple[int, ...] | None


def pattern_of(solutions: Solutions) -> Pattern:
    """The pattern of a set of numbers that goes on for ever."""
    step = solutions.modulus
    start = 1
    residues = []
    for residue, spans in enumerate(solutions.classes):
        if spans and spans[-1][1] is None:
            residues.append(residue)
            start = max(start, spans[-1][0] - step + 1)
        elif spans:
            start = max(start, (spans[-1][1] or 0) + 1)
    modulus, shorter = _shortest(step, residues)
    return Pattern(
        modulus=modulus,
        residues=shorter,
        start=start,
        exceptions=_listed(solutions, start - 1, MAX_LISTED),
    )


def _shortest(modulus: int, residues: list[int]) -> tuple[int, tuple[int, ...]]:
    """The same residue classes by the smallest modulus that can say them."""
    known = set(residues)
    divisor = 2
    while divisor <= modulus:
        smaller = modulus // divisor
        if modulus % divisor == 0 and all((r + smaller) % modulus in known for r in known):
            modulus = smaller
            known = {residue % modulus for residue in known}
        else:
            divisor += 1
    return modulus, tuple(sorted(known))


def _listed(solutions: Solutions, last: int, limit: int) -> tuple[int, ...] | None:
    """The numbers up to the last one, None where they are more than the limit."""
    numbers: list[int] = []
    for spans in solutions.classes:
        for low, high in spans:
            end = last if high is None else min(high, last)
            found = range(low, end + 1, solutions.modulus)
            if len(numbers) + len(found) > limit:
                return None
            numbers += found
    return tuple(sorted(numbers))


def texts_of(solutions: Solutions, name: str) -> tuple[str, ...] | None:
    """
    What to say about a symbol whose values are a set that is not empty; None where words fail.

    Several texts hold together. Nothing is said about a symbol that may have any value.
    """
    if any(spans and spans[-1][1] is None for spans in solutions.classes):
        return _endless_texts(solutions, name)
    return _finite_texts(solutions, name)


def _endless_texts(solutions: Solutions, name: str) -> tuple[str, ...] | None:
    pattern = pattern_of(solutions)
    residue = _residue_text(pattern.modulus, pattern.residues, name)
    if residue is None:
        return None
    texts = [residue] if residue else []
    least = _first_from(pattern, pattern.start)
    if pattern.exceptions == ():
        if least > _first_from(pattern, 1):
            texts.append(f"{name} ≥ {least}")
        return tuple(texts)
    if pattern.modulus == 1 and (holes := _holes(solutions, least)):
        lowest, missing = holes
        bound = [f"{name} ≥ {lowest}"] if lowest > 1 else []
        return (*bound, *(f"{name} ≠ {number}" for number in missing))
    if pattern.exceptions is None:
        return None
    tail = ", ".join([*texts, f"{name} ≥ {least}"])
    return (f"{_values_text(pattern.exceptions, name)} or {tail}",)


def _first_from(pattern: Pattern, start: int) -> int:
    """The first number >= start of a pattern's residues."""
    return min(start + (residue - start) % pattern.modulus for residue in pattern.residues)


def _holes(solutions: Solutions, start: int) -> tuple[int, list[int]] | None:
    """The least number, and those missing between it and the start, if they are few."""
    lowest = solutions.least
    if lowest is None or start - lowest > MAX_LISTED * MAX_LISTED:
        return None
    present = _listed(solutions, start - 1, MAX_LISTED * MAX_LISTED) or ()
    missing = [number for number in range(lowest, start) if number not in present]
    return (lowest, missing) if len(missing) <= MAX_MISSING else None


def _finite_texts(solutions: Solutions, name: str) -> tuple[str, ...] | None:
    lowest = min(spans[0][0] for spans in solutions.classes if spans)
    highest = max(spans[-1][1] or 0 for spans in solutions.classes if spans)
    listed = _listed(solutions, highest, MAX_LISTED)
    size = sum(_size(spans, solutions.modulus) for spans in solutions.classes)
    if listed is not None and (len(listed) == 1 or size < highest - lowest + 1):
        return (_values_text(listed, name),)
    residues = [residue for residue, spans in enumerate(solutions.classes) if spans]
    between = sum(
        len(range(lowest + (residue - lowest) % solutions.modulus, highest + 1, solutions.modulus))
        for residue in residues
    )
    residue_text = _residue_text(*_shortest(solutions.modulus, residues), name)
    if size != between or residue_text is None:
        return None
    bound = f"{name} ≤ {highest}" if lowest == 1 else f"{lowest} ≤ {name} ≤ {highest}"
    return (residue_text, bound) if residue_text else (bound,)


def _size(spans: tuple[tuple[int, int | None], ...], step: int) -> int:
    return sum(len(range(low, (high or 0) + 1, step)) for low, high in spans)


def _values_text(numbers: tuple[int, ...], name: str) -> str:
    if len(numbers) == 1:
        return f"{name} = {numbers[0]}"
    return f"{name} ∈ {{{', '.join(map(str, numbers))}}}"


def _residue_text(modulus: int, residues: tuple[int, ...], name: str) -> str | None:
    """The residue classes in words, empty where they are all; None where they are too many."""
    others = [residue for residue in range(modulus) if residue not in residues]
    if not others:
        return ""
    if residues == (0,):
        return f"{name} divisible by {modulus}"
    if modulus == 2:
        return f"{name} odd"
    if len(residues) == 1:
        return f"{name} mod {modulus} = {residues[0]}"
    if others == [0]:
        return f"{name} not divisible by {modulus}"
    if len(others) == 1:
        return f"{name} mod {modulus} ≠ {others[0]}"
    for sign, listed in (("∈", residues), ("∉", others)):
        if len(listed) <= MAX_LISTED:
            return f"{name} mod {modulus} {sign} {{{', '.join(map(str, listed))}}}"
    return None

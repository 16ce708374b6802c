"""`python -m convcalc`: the same as the command `convcalc`."""

from __future__ import annotations

from convcalc.cli import main

if __name__ == "__main__":
    main()

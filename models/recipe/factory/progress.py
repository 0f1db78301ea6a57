"""A progress bar on a terminal, a line now and then elsewhere."""

import sys
import time


def progress(items, total, what):
    """Passes the items on, and says how far they are and when they will be done."""
    started, told = time.time(), 0.0
    for count, item in enumerate(items, 1):
        yield item
        spent = time.time() - started
        if spent - told > (0.5 if sys.stderr.isatty() else 30) or count == total:
            told = spent
            bar = "#" * (30 * count // total)
            left = spent / count * (total - count)
            print(f"{what} [{bar:<30}] {count}/{total}, {spent:.0f} s, {left:.0f} s left",
                  end="\r" if sys.stderr.isatty() and count < total else "\n", file=sys.stderr, flush=True)

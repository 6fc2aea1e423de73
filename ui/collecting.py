"""Python's collector of reference cycles, kept from holding the window: import this first of all, `keep_all` when the
window stands.

At the start it would look through half a million objects again and again that all stay, a tenth of the time; later each
full look would hold the window's thread for more than a frame.
"""

import gc

gc.disable()


def keep_all() -> None:
    """What there is now stays until the end and is never looked through; from now on cycles are collected as usual."""
    gc.freeze()
    gc.enable()

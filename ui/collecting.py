"""Import this first of all: at the start Python's collector of cycles would look again and again through half a million
objects that all stay, a tenth of the time. `ui.background.collector` takes over when the window stands.
"""

import gc

gc.disable()

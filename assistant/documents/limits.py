"""How much of a file is read: what is beyond is left out, and said."""

BYTES = 10 * 1024 * 1024
"""Of a file."""
UNPACKED = 120 * 1024 * 1024
"""Bytes of what a file packs."""
PARTS = 4_000
"""Files in a packed file."""
SECONDS = 20.0
"""For one file."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the process that reads."""
PAGES = 80
ROWS = 2_000
"""Of one sheet."""
COLUMNS = 40
BLOCKS = 6_000
CHARACTERS = 150_000
FILES = 5
"""Handed in with one message."""

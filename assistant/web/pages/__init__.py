"""Pages that the server renders whole: they need no script, and work on a phone and by keyboard alone."""

"""Documents that a trainer hands in: read in a process of its own, their facts found by their headings.

Nothing is imported here: the process that reads starts with this package.
"""

"""The gate: a report of every case, held against the committed one."""

"""Timings and sizes, measured on the machine that runs them: `make bench`, or `python -m evals.bench NAME…`."""

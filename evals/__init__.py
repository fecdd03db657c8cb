"""Measures of Jalon: mutants, cases, personas, scorers."""

"""Reviewing a draft: legal steps, places of a module, edits, comparison, alignment. Pure rules, no storage, no page."""

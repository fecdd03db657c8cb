"""Scripted trainers are interviewed; what Jalon understood is compared with what they know."""

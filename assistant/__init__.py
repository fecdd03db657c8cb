"""Jalon: an instructional designer for every trainer."""

"""How well the search finds the right cards: questions of trainers with graded answers, measures, a table."""

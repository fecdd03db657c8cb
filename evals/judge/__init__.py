"""What rules cannot see of a draft, asked of a model: one yes or no a line, with a reason."""

"""What a trainer would use instead: each drafts from the same brief with the same model, at its best."""

"""What a language model is worth to a draft: the bare model, Jalon with that model, and Jalon without any."""

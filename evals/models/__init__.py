"""What a language model is worth to a draft: the rivals with it, Jalon with it, and Jalon without any."""

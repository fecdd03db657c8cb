"""A model's replies, recorded: the same requests get the same answers, and a changed one says what to record again."""

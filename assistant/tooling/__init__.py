"""Digital tools: what a brief says of them, and which of them serve what learners do."""

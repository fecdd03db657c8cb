"""From a text that a designer found to a card of their organisation: proposed, completed, approved."""

"""What designers decided about drafts, as cases: rejected, corrected or accepted, with their reason, without names."""

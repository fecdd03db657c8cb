"""Who is there: sessions, the pages that people sign in with, and forms that only they can send."""

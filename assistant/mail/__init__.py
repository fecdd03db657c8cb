"""Letters about what happens to a draft: who gets one, what it says, and how it is sent."""

from assistant.mail.news import News
from assistant.mail.post import Post
from assistant.mail.sending import Server

__all__ = ["News", "Post", "Server"]

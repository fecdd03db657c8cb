"""Where a review stands follows the versions of its module, in the same transaction."""

from sqlalchemy import Connection, insert, select, update

from assistant.language.lemmas import fold
from assistant.models.desk import LOCAL
from assistant.models.module import Module
from assistant.storage.tables import accounts, chat_threads, chat_users, reviews


def follow(connection: Connection, module: Module, thread: str) -> str:
    """Note a new version; the first one makes a draft of whoever holds the conversation. Returns the organisation."""
    row = {
        "folded": fold(module.brief.title),
        "version": module.version,
        "content_hash": module.content_hash,
        "blocking": sum(finding.severity == "block" for finding in module.findings),
        "warnings": sum(finding.severity == "warn" for finding in module.findings),
    }
    known = reviews.c.module == module.id
    if connection.execute(update(reviews).where(known).values(**row)).rowcount:
        return str(connection.execute(select(reviews.c.organisation).where(known)).scalar_one())
    author, organisation = _owner(connection, thread)
    first = {"organisation": organisation, "author": author, "status": "draft", "since": module.created_at}
    connection.execute(insert(reviews).values(module=module.id, **first, **row))
    return organisation


def _owner(connection: Connection, thread: str) -> tuple[str, str]:
    """Id and organisation of the conversation's trainer; the one user's where nobody signs in."""
    user = select(chat_users.c.identifier).join(chat_threads, chat_threads.c.user == chat_users.c.id)
    identifier = connection.execute(user.where(chat_threads.c.id == thread)).scalar()
    known = select(accounts.c.organisation).where(accounts.c.id == identifier)
    organisation = connection.execute(known).scalar() if identifier else None
    return (str(identifier), str(organisation)) if organisation else (LOCAL, LOCAL)

"""Everything that is kept, in one place: the repositories over one database and one vault."""

from __future__ import annotations

from memory.checkins import Checkins
from memory.conversations import Conversations
from memory.database import Database
from memory.facts import Facts
from memory.feedback import Feedback
from memory.inbox import Inbox
from memory.outbox import Outbox
from memory.people import People
from memory.vault import Vault


class Store:
    """Open a transaction with `store.database.write()` and hand it to any repository."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault
        self.people = People(vault)
        self.conversations = Conversations(vault)
        self.facts = Facts(vault)
        self.feedback = Feedback(vault)
        self.checkins = Checkins(vault)
        self.inbox = Inbox(vault)
        self.outbox = Outbox(vault)

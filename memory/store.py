"""Everything that is kept, in one place: the repositories over one database and one vault."""

from __future__ import annotations

from sqlalchemy import insert, select

from memory.arrivals import Arrivals
from memory.buddies import Buddies
from memory.checkins import Checkins
from memory.conversations import Conversations
from memory.crews import Crews
from memory.database import Database
from memory.digests import Digests
from memory.errors import KeysMissing
from memory.exercises import Exercises
from memory.facts import Facts
from memory.feedback import Feedback
from memory.inbox import Inbox
from memory.installations import Installations
from memory.invitations import Invitations
from memory.load import Loads
from memory.models import HouseRow
from memory.nudges import Nudges
from memory.outbox import Outbox
from memory.page_links import PageLinks
from memory.people import People
from memory.plans import CheckinPlans
from memory.practices import Practices
from memory.ratings import Ratings
from memory.spending import Spending
from memory.standing import Standing
from memory.stories import Stories
from memory.vault import Vault

_FINGERPRINT = HouseRow.name == "keys"


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
        self.practices = Practices(vault)
        self.exercises = Exercises(vault)
        self.ratings = Ratings(vault)
        self.loads = Loads(vault)
        self.crews = Crews(vault)
        self.digests = Digests(vault)
        self.invitations = Invitations()
        self.buddies = Buddies(vault)
        self.stories = Stories(vault)
        self.page_links = PageLinks(vault)
        self.plans = CheckinPlans(vault)
        self.nudges = Nudges(vault)
        self.inbox = Inbox(vault)
        self.arrivals = Arrivals()
        self.outbox = Outbox(vault)
        self.standing = Standing(vault)
        self.installations = Installations(vault)
        self.spending = Spending(database)

    async def recognise(self) -> None:
        """Make sure this database and this key store belong together. Raises KeysMissing."""
        fingerprint = self.vault.mark("house")
        async with self.database.write() as tx:
            known = (await tx.execute(select(HouseRow.value).where(_FINGERPRINT))).scalar()
            if known is None:
                await tx.execute(insert(HouseRow).values(name="keys", value=fingerprint))
            elif known != fingerprint:
                raise KeysMissing(
                    "This database was written with another key store than the one in the data "
                    "directory. Bring the two together again; nothing was changed."
                )

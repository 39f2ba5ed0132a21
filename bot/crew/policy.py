"""Who may use Shoulder in a workspace: anybody, or only members of crews that were opted in.

Danger never comes here: it is answered before anybody asks who wrote. Whoever is turned away gets a kind word
and people to turn to, and can still see, take out and wipe what is kept of them.
"""

from __future__ import annotations

from bot.commands.context import Registry
from bot.commands.spoken import spoken
from bot.crew.words import words
from bot.doors import OWN_SCREENS
from bot.messages import Action, Address, Answer, Command, Event, Lifecycle, Message, Text
from bot.safety.resources import listed
from bot.settings import Settings
from memory.store import Store

# What concerns one's own data, or leads into a crew.
_COMMANDS = frozenset(
    ("shoulder-team", "team", "crew", "crews", "privacy", "export", "forget", "memory")
)
_ACTIONS = (
    "crew_", "crisis.", "privacy", "export", "forget", "memory_", "checkins_stop", "consent_", "nudges_off",
    "checkin_plan_off", "study_stop",
)  # fmt: skip
_OWN = ("_wipe", "_delete")


class Policy:
    """`SHOULDER_CREW_ONLY`: empty for anybody, "*" for crews everywhere, or workspaces' own ids."""

    def __init__(self, settings: Settings, store: Store, registry: Registry) -> None:
        self._settings = settings
        self._store = store
        self._registry = registry

    def open_to_all(self, address: Address) -> bool:
        """Whether nobody is asked for a crew there."""
        return not self._settings.only_crews_in(address.workspace)

    async def admits(self, address: Address) -> bool:
        """Whether this person may use everything: a member or a lead, also through a browser that their
        account vouched for. Raises StorageError."""
        if self.open_to_all(address):
            return True
        store = self._store
        id = store.vault.person(address.platform, address.workspace, address.user)
        if not store.vault.has_key(id):
            return False
        async with store.database.read() as tx:
            ids = [id]
            if address.platform in OWN_SCREENS and (link := await store.page_links.of(tx, id)):
                ids.append(link.account_person_id)
            for one in ids:
                if await store.crews.joined_by(tx, one) or await store.crews.led_by(tx, one):
                    return True
        return False

    def spares(self, event: Event) -> bool:
        """Whether this goes through for anybody."""
        match event:
            case Lifecycle():
                return True
            case Action():
                return event.name.startswith(_ACTIONS) or event.name.endswith(_OWN)
            case Command():
                return event.name.lower() in _COMMANDS
            case Message():
                typed = spoken(event.text, self._registry)
                return typed is not None and typed[0] in _COMMANDS

    def refusal(self, address: Address, country: str) -> Answer:
        """The kind word, how a member is known on a screen of ours, and people to turn to."""
        text, settings = words("policy"), self._settings
        lines = [text["people"]]
        if settings.eap_name and settings.eap_contact:
            lines.append(text["own"].format(name=settings.eap_name, contact=settings.eap_contact))
        for resource in listed(country):
            lines.append(text["own"].format(name=resource.name, contact=resource.contact))
        here = f"\n\n{text['closed_here']}" if address.platform in OWN_SCREENS else ""
        return Answer((Text(f"{text['closed']}{here}\n\n" + "\n".join(lines)),))

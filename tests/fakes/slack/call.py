"""One Web API call: who asks, for what, and the look-ups that nearly every method needs."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.slack.arguments import Args
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.world import Channel, Grant, Message, User, Workspace


@dataclass
class Call:
    hub: Hub
    args: Args
    grant: Grant | None
    token: str = ""

    @property
    def space(self) -> Workspace:
        assert self.grant is not None
        return self.hub.workspaces[self.grant.team]

    def channel(self, name: str = "channel", *, member: bool = True) -> Channel:
        """The channel; a person's id means the direct message with them."""
        given = self.args.need(name)
        if given in self.space.users and given != self.space.bot.id:
            return self.space.im(given)
        channel = self.space.channels.get(given)
        if channel is None:
            raise SlackError("channel_not_found")
        if member and self.space.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def user(self, name: str = "user") -> User:
        user = self.space.users.get(self.args.need(name))
        if user is None:
            raise SlackError("user_not_found")
        return user

    def own(self, channel: Channel, cannot: str) -> Message:
        """A message of the app's own."""
        message = channel.find(self.args.need("ts"))
        if message is None:
            raise SlackError("message_not_found")
        if message.author != self.space.bot.id:
            raise SlackError(cannot)
        return message

    def thread(self, channel: Channel, name: str = "thread_ts") -> str:
        """The root's ts. Slack wants the root, not a reply, and knows whether it exists."""
        ts = self.args.text(name)
        if ts and not _well_formed(ts):
            raise SlackError("invalid_thread_ts")
        if ts and not any(m.ts == ts for m in channel.messages):
            raise SlackError("thread_not_found")
        return ts

    def needs(self, *scopes: str) -> None:
        """Scopes that depend on the arguments."""
        assert self.grant is not None
        if not self.grant.scopes.intersection(scopes):
            provided = ",".join(sorted(self.grant.scopes))
            raise SlackError("missing_scope", needed=scopes[0], provided=provided)


def _well_formed(ts: str) -> bool:
    seconds, _, rest = ts.partition(".")
    return seconds.isdigit() and rest.isdigit()

"""Replies as Block Kit. Words go in as plain text, which Slack neither formats nor links nor mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.messages import Answer, Chart, Choice, File, Form, Reply, Text
from handlers.slack.carry import packed
from handlers.slack.mrkdwn import escaped, pieces, short
from handlers.slack.names import Names
from handlers.slack.words import words

Block: TypeAlias = dict[str, Any]

_BLOCKS = 48  # of one message, under Slack's 50
_WORDS = 11_000  # characters of one message's blocks
_FALLBACK = 3_500  # characters of its `text`, which screen readers and notifications take
_COUNTED = ("text", "alt_text", "title", "value")
_ROW = 5
_FEEDBACK = ("helped", "not_for_me")


@dataclass(slots=True)
class Post:
    """One message: its blocks, the same in words, and the pictures that blocks wait for."""

    blocks: list[Block] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    charts: list[tuple[int, Chart]] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        """What stands for the blocks where they can't be shown."""
        return escaped(short_block("\n\n".join(self.spoken), _FALLBACK))


def short_block(text: str, most: int) -> str:
    """Cut between sentences, newlines kept."""
    return pieces(text, most)[0]


class Renderer:
    """`names` are what the commands are called here."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def posts(self, answer: Answer) -> list[Post]:
        """The messages that say it all, one as long as it fits; files are left to the caller."""
        posts = [Post()]
        for reply in answer.replies:
            if isinstance(reply, File):
                continue
            for part in self._parts(reply):
                now = posts[-1]
                if now.blocks and (
                    len(now.blocks) + len(part.blocks) > _BLOCKS or now.size + part.size > _WORDS
                ):
                    now = Post()
                    posts.append(now)
                now.charts += [(len(now.blocks) + at, chart) for at, chart in part.charts]
                now.blocks += part.blocks
                now.spoken += part.spoken
                now.size += part.size
        return [post for post in posts if post.blocks]

    def shown(self, text: Text) -> str:
        """Its words as they are shown here."""
        return self._names.shown(text.text)

    def reply(self, reply: Reply) -> list[Block]:
        """The blocks of one reply."""
        return [block for part in self._parts(reply) for block in part.blocks]

    # --- inside

    def _parts(self, reply: Reply) -> Iterable[Post]:
        match reply:
            case Text():
                yield from self._text(reply)
            case Chart():
                yield self._chart(reply)
            case Form():
                yield self._button(reply)

    def _text(self, reply: Text) -> Iterable[Post]:
        shown = self._names.shown(reply.text)
        parts = pieces(shown)
        for number, piece in enumerate(parts):
            post = Post([section(piece)], [piece])
            if number == 0 and reply.tone == "notice":
                post.blocks.insert(0, {"type": "divider"})
            if number == len(parts) - 1:
                post.blocks += buttons(reply.choices)
            post.size = _size(post.blocks)
            yield post

    def _chart(self, chart: Chart) -> Post:
        picture: Block = {
            "type": "image",
            "alt_text": short_block(chart.alt, 1900),
            "title": plain(short(chart.title, 150)),
        }
        spoken = [f"{chart.title}\n{chart.alt}"]
        return Post([picture], spoken, [(0, chart)], _size([picture]))

    def _button(self, form: Form) -> Post:
        """A form that can't open by itself anymore: a button that carries it."""
        line = words("form_ready").format(title=short(form.title, 150))
        opener = {
            "type": "button",
            "action_id": "open_form#0",
            "text": plain(words("open_form")),
            "value": packed(form),
            "style": "primary",
        }
        blocks = [section(line), {"type": "actions", "elements": [opener]}]
        return Post(blocks, [line], size=_size(blocks))


def _size(node: object) -> int:
    """Characters of all texts in blocks, as Slack adds them up."""
    if isinstance(node, dict):
        return sum(
            len(value) if name in _COUNTED and isinstance(value, str) else _size(value)
            for name, value in node.items()
        )
    return sum(map(_size, node)) if isinstance(node, list) else 0


def plain(text: str) -> Block:
    """A text object that Slack shows as it is."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def section(text: str) -> Block:
    """A paragraph."""
    return {"type": "section", "text": plain(text)}


def header(text: str) -> Block:
    """A line that stands out."""
    return {"type": "header", "text": plain(short(text, 150))}


def buttons(choices: Sequence[Choice]) -> list[Block]:
    """Rows of buttons. A pair of verdicts becomes Slack's own two thumbs."""
    verdicts = [choice for choice in choices if choice.id in _FEEDBACK]
    if [choice.id for choice in verdicts] != list(_FEEDBACK):
        verdicts = []
    others = [choice for choice in choices if choice not in verdicts]
    rows: list[Block] = [
        {"type": "actions", "elements": [_button(c, at + n) for n, c in enumerate(row)]}
        for at, row in ((i, others[i : i + _ROW]) for i in range(0, len(others), _ROW))
    ]
    if verdicts:
        rows.append({"type": "context_actions", "elements": [_feedback(*verdicts)]})
    return rows


def _button(choice: Choice, number: int) -> Block:
    button: Block = {
        "type": "button",
        "action_id": f"{choice.id}#{number}",
        "text": plain(short(choice.label, 75)),
    }
    if choice.value:
        button["value"] = choice.value
    if choice.style != "plain":
        button["style"] = choice.style
    if choice.url:
        button["url"] = choice.url
    if choice.style == "danger":
        ask = words("confirm")
        button["confirm"] = {
            "title": plain(ask["title"]), "text": plain(ask["text"]),
            "confirm": plain(short(choice.label, 30)), "deny": plain(ask["no"]), "style": "danger",
        }  # fmt: skip
    return button


def _feedback(good: Choice, bad: Choice) -> Block:
    def half(choice: Choice) -> Block:
        return {"text": plain(short(choice.label, 75)), "value": f"{choice.id}:{choice.value}"}

    return {
        "type": "feedback_buttons",
        "action_id": "feedback#0",
        "positive_button": half(good),
        "negative_button": half(bad),
    }

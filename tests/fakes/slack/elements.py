"""Rules for what stands inside blocks: buttons, inputs, menus, texts, pictures."""

from __future__ import annotations

from typing import Any

_PICKS = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}
_ALLOWED = {
    "section": _PICKS | {"button", "image", "datepicker", "timepicker", "users_select"},
    "actions": _PICKS | {"button", "datepicker", "timepicker", "users_select"},
    "context_actions": {"feedback_buttons", "icon_button"},
    "input": (_PICKS - {"overflow"})
    | {"plain_text_input", "number_input", "datepicker", "timepicker", "users_select"}
    | {"rich_text_input", "file_input", "email_text_input", "multi_users_select"},
}
_MOST_OPTIONS = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}


class Rules:
    """Collects complaints. `files` are ids that an image may point to."""

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.found: list[str] = []

    def say(self, at: str, what: str) -> None:
        self.found.append(f"{what} [json-pointer:{at}]")

    def length(self, text: object, at: str, most: int) -> None:
        if not isinstance(text, str):
            self.say(at, "must be a string")
        elif len(text) > most:
            self.say(at, f"must be less than {most + 1} characters")

    def count(self, entries: object, at: str, least: int, most: int) -> None:
        if not isinstance(entries, list) or len(entries) < least:
            self.say(at, f"no fewer than {least} items allowed")
        elif len(entries) > most:
            self.say(at, f"no more than {most} items allowed")

    def text(self, text: Any, at: str, most: int, *, plain: bool = False) -> None:
        """A text object."""
        if not isinstance(text, dict):
            return self.say(at, "must provide an object")
        kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if text.get("type") not in kinds:
            self.say(f"{at}/type", f"must be one of {kinds}")
        if not text.get("text"):
            self.say(f"{at}/text", "must be more than 0 characters")
        self.length(text.get("text", ""), f"{at}/text", most)
        if text.get("type") == "mrkdwn" and "emoji" in text:
            self.say(f"{at}/emoji", "invalid additional property: emoji")

    def image(self, image: dict[str, Any], at: str) -> None:
        if not image.get("alt_text"):
            self.say(at, "missing required field: alt_text")
        self.length(image.get("alt_text", ""), f"{at}/alt_text", 2000)
        if "slack_file" in image:
            given = image["slack_file"]
            if not ({given.get("id"), given.get("url")} & self.files):
                self.say(f"{at}/slack_file", "invalid slack file")
        elif not str(image.get("image_url", "")).startswith(("http://", "https://")):
            self.say(at, "missing required field: image_url")
        self.length(image.get("image_url", ""), f"{at}/image_url", 3000)


def check_element(element: Any, at: str, place: str, rules: Rules) -> None:
    """One interactive element in one kind of place."""
    if not isinstance(element, dict) or element.get("type") not in _ALLOWED[place]:
        return rules.say(at, "unsupported type")
    rules.length(element.get("action_id", ""), f"{at}/action_id", 255)
    if "confirm" in element:
        _confirm(element["confirm"], f"{at}/confirm", rules)
    kind = element["type"]
    if kind == "button":
        _button(element, at, rules)
    elif kind == "image":
        rules.image(element, at)
    elif kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            button = element.get(name, {})
            rules.text(button.get("text"), f"{at}/{name}/text", 75, plain=True)
            rules.length(button.get("value", ""), f"{at}/{name}/value", 2000)
    elif kind == "icon_button":
        if element.get("icon") != "trash":
            rules.say(f"{at}/icon", "must be one of trash")
        rules.text(element.get("text"), f"{at}/text", 75, plain=True)
    elif kind in _PICKS:
        _options(element, at, rules)
    elif kind == "plain_text_input":
        most = element.get("max_length", 3000)
        if not 0 < most <= 3000:
            rules.say(f"{at}/max_length", "must be between 1 and 3000")
        rules.length(element.get("initial_value", ""), f"{at}/initial_value", most)
    elif kind == "multi_users_select" and element.get("max_selected_items", 1) < 1:
        rules.say(f"{at}/max_selected_items", "must be at least 1")
    if "placeholder" in element:
        rules.text(element["placeholder"], f"{at}/placeholder", 150, plain=True)


def _button(element: dict[str, Any], at: str, rules: Rules) -> None:
    rules.text(element.get("text"), f"{at}/text", 75, plain=True)
    rules.length(element.get("value", ""), f"{at}/value", 2000)
    if "value" in element and element["value"] == "":
        rules.say(f"{at}/value", "must be more than 0 characters")
    rules.length(element.get("url", ""), f"{at}/url", 3000)
    rules.length(element.get("accessibility_label", ""), f"{at}/accessibility_label", 75)
    if element.get("style", "primary") not in ("primary", "danger"):
        rules.say(f"{at}/style", "must be one of primary, danger")


def _options(element: dict[str, Any], at: str, rules: Rules) -> None:
    most = _MOST_OPTIONS.get(element["type"], 100)
    rules.count(element.get("options"), f"{at}/options", 1, most)
    options = element.get("options") or []
    for n, option in enumerate(options):
        plain = element["type"] not in ("radio_buttons", "checkboxes")
        rules.text(option.get("text"), f"{at}/options/{n}/text", 75, plain=plain)
        if not option.get("value"):
            rules.say(f"{at}/options/{n}/value", "must be more than 0 characters")
        rules.length(option.get("value", ""), f"{at}/options/{n}/value", 150)
        if "description" in option:
            rules.text(option["description"], f"{at}/options/{n}/description", 75)
    chosen = element.get("initial_options") or [element.get("initial_option")]
    if any(one is not None and one not in options for one in chosen):
        rules.say(f"{at}/initial_option", "must match an option")


def _confirm(confirm: Any, at: str, rules: Rules) -> None:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        rules.text(confirm.get(name), f"{at}/{name}", most, plain=name != "text")

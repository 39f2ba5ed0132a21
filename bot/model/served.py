"""Which model is configured, by whom it is served, and what people have to know of that."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.settings import Settings

# LangChain's own names of providers: what stands before the colon is one of these, or part of the name
# (an Ollama model may be called "llama3.1:8b").
_PROVIDERS = {
    "openai": "OpenAI", "anthropic": "Anthropic", "ollama": "", "azure_openai": "Microsoft Azure",
    "google_genai": "Google", "google_vertexai": "Google", "mistralai": "Mistral AI",
    "groq": "Groq", "bedrock": "Amazon Web Services", "bedrock_converse": "Amazon Web Services",
    "cohere": "Cohere", "deepseek": "DeepSeek", "xai": "xAI", "together": "Together AI",
    "fireworks": "Fireworks AI", "huggingface": "Hugging Face", "perplexity": "Perplexity",
}  # fmt: skip
_SERVER = "openai"  # what speaks its protocol is reached through its library
_INFERRED = (("gpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("claude", "anthropic"))
# Said outright, so that a variable of the library's own can't send people's words somewhere else than
# they were told.
_ADDRESSES = {"openai": "https://api.openai.com/v1", "anthropic": "https://api.anthropic.com",
              "ollama": "http://127.0.0.1:11434"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """`provider` is LangChain's name of it, `model` the model's; `base_url` "" for its own address."""

    provider: str
    model: str
    base_url: str = ""

    @property
    def name(self) -> str:
        """As reports and `/privacy` show it."""
        kind = "server" if self.base_url and self.provider == _SERVER else self.provider
        return f"{kind}:{self.model}" if kind else self.model

    @property
    def address(self) -> str:
        """Where it is called, "" for where its library thinks that it is."""
        return self.base_url or _ADDRESSES.get(self.provider, "")

    @property
    def here(self) -> bool:
        """Whether it answers on this very machine."""
        host = urlsplit(self.address).hostname or ""
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Deal:
    """What a person is told before they say yes or no. "" = nobody told us. `here`: it goes no further than this
    machine."""

    provider: str
    place: str
    retention: str
    here: bool
    host: str = ""

    @property
    def mark(self) -> str:
        """Another provider, place or retention is another deal: a yes to one is none to the other."""
        told = "\0".join((self.provider, self.place, self.retention, str(self.here), self.host))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def served(settings: Settings) -> Served | None:
    """The model of these settings, None when there is none."""
    name, url = settings.model.strip(), settings.model_base_url.strip().rstrip("/")
    if not name and not url:
        return None
    prefix, _, rest = name.partition(":")
    if rest and prefix in _PROVIDERS:
        return Served(prefix, rest, url)
    guess = next((provider for start, provider in _INFERRED if name.startswith(start)), "")
    return Served(_SERVER if url else guess, name or "default", url)


def deal(settings: Settings) -> Deal | None:
    """What there is to tell about it. What answers on this machine may be a gateway to somebody else's model:
    where a provider or a place is named, words leave it."""
    model = served(settings)
    if model is None:
        return None
    passed_on = bool(settings.model_provider or settings.model_place)
    known = "" if model.base_url else _PROVIDERS.get(model.provider, "")
    host = urlsplit(model.base_url).hostname or ""
    return Deal(
        settings.model_provider or known or host, settings.model_place, settings.model_retention,
        model.here and not passed_on, host,
    )  # fmt: skip

"""Every setting, read from the environment (prefix SHOULDER_) or a .env file beside the process."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# "sh-*" puts something around every command's name, "checkin=pulse,mood=my-mood" renames some.
_NAMES = r"^([a-z0-9_-]*\*[a-z0-9_-]*|[a-z-]+=[a-z0-9_-]+(,[a-z-]+=[a-z0-9_-]+)*)?$"


class Settings(BaseSettings):
    """Defaults work with nothing set. `.env.example` documents each one; a test keeps them in step."""

    model_config = SettingsConfigDict(
        env_prefix="SHOULDER_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        populate_by_name=True,
    )

    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    master_key: SecretStr = SecretStr("")
    web_host: str = "127.0.0.1"
    web_name: str = ""
    web_port: int = Field(8080, ge=0, le=65535)
    events_host: str = "127.0.0.1"
    events_port: int = Field(0, ge=0, le=65535)
    seed: int | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    keep_transcripts_days: int = Field(30, ge=1, le=365)
    keep_checkins_days: int = Field(365, ge=1, le=1825)
    crew_people: int = Field(5, ge=5, le=1000)
    crew_tag_people: int = Field(10, ge=10, le=1000)
    country: str = Field("", max_length=2)
    eap_name: str = ""
    eap_contact: str = ""
    crisis_procedure: str = ""
    security_contact: str = ""
    outside_manager_route: str = ""
    union_or_council: str = ""
    crisis_dir: Path | None = None
    timezone: str = "UTC"
    crew_only: str = Field("", max_length=2000)
    embedding_dir: Path | None = None
    lane_poll_seconds: float = Field(0.05, ge=0.01, le=5)
    settle_seconds: float = Field(1.2, ge=0, le=5)
    send_tries: int = Field(8, ge=1, le=20)

    # A language model, where there is one (bot/model/)
    model: str = Field("", max_length=200)
    model_base_url: str = Field("", max_length=500)
    model_api_key: SecretStr = SecretStr("")
    model_provider: str = Field("", max_length=80)
    model_place: str = Field("", max_length=80)
    model_retention: str = Field("", max_length=120)
    model_first_seconds: float = Field(10.0, ge=0.5, le=300)
    model_total_seconds: float = Field(45.0, ge=1, le=900)
    model_price_in: float = Field(0.0, ge=0, le=100_000)
    model_price_out: float = Field(0.0, ge=0, le=100_000)
    model_daily_cost: float = Field(0.0, ge=0)
    model_daily_tokens: int = Field(0, ge=0)
    model_person_hourly: int = Field(60, ge=1, le=100_000)

    # Slack's own names, as its pages and tools call them
    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field("", validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field("", validation_alias="SLACK_API_URL")
    slack_commands: str = Field("", pattern=_NAMES)

    def only_crews_in(self, workspace: str) -> bool:
        """Whether only members of crews come in there: `crew_only` is empty for nobody, "*" for everywhere,
        or workspaces' own ids."""
        only = {part.strip() for part in self.crew_only.split(",")}
        return "*" in only or workspace in only - {""}

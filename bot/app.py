"""The composition root: every service is built here, once, and handed on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.alarm import Alarm
from bot.care import Care
from bot.commands import Services, registry
from bot.crew.anonymity import Rules
from bot.crew.closing import Leaderless
from bot.crew.library import CrewLibrary
from bot.crew.outreach import Outreach
from bot.crew.own_lines import OwnLines
from bot.crew.pairing import Pairing
from bot.crew.policy import Policy
from bot.crew.reminders import Reminders
from bot.crew.reviewing import Reviewing
from bot.crew.weekly import Weekly
from bot.doors import Doors
from bot.farewell import Farewell
from bot.glance import Glance
from bot.lately import Lately
from bot.listening import Listening
from bot.log import Log
from bot.mind import Mind
from bot.model.access import Models
from bot.model.build import engine
from bot.model.chat import ChatEngine
from bot.model.parts.service import Parts
from bot.model.served import deal
from bot.notice import Notice
from bot.practice.practising import Practising
from bot.queue.answering import Answering
from bot.queue.delivery import Delivery, Patience
from bot.queue.intake import Intake
from bot.queue.lanes import Lanes
from bot.queue.pauses import Pauses
from bot.queue.register import Register
from bot.queue.retakes import Retakes
from bot.queue.sweeper import Sweeper
from bot.reader import Reader
from bot.replies import Replies
from bot.settings import Settings
from bot.shift.assistance import Assistance
from bot.shift.desk import Desk
from bot.shift.pasted import Pasted
from bot.shift.reception import Reception
from bot.speaking import Speaking
from bot.support.acts import Acts
from bot.support.aftermath import Aftermath
from bot.support.coworker import Coworker
from bot.turn import Turn
from memory.clock import Clock
from memory.database import Database
from memory.erase import Eraser
from memory.journal import Journal
from memory.keys import KeyStore
from memory.master import MasterKey
from memory.retention import Keep, Retention
from memory.store import Store
from memory.vault import Vault


@dataclass(frozen=True, slots=True)
class App:
    """A running Shoulder. Doors call `intake.accept`; `doors.add` opens one."""

    settings: Settings
    store: Store
    doors: Doors
    alarm: Alarm
    intake: Intake
    services: Services
    desk: Desk
    glance: Glance
    eraser: Eraser
    retention: Retention
    lanes: Lanes
    sweeper: Sweeper
    reminders: Reminders
    weekly: Weekly
    own_lines: OwnLines
    master_in_data_dir: bool
    warm: Callable[
        [], object
    ]  # reads the models in the background: call it once the doors are open
    endpoint: ChatEngine | None = None  # the language model, where there is one


def _warm(mind: Mind, endpoint: ChatEngine | None, log: Log) -> None:
    try:
        mind.warm()
        if endpoint is not None:
            endpoint.load()
        log.info("warm")
    except Exception as error:  # noqa: BLE001 - answers are composed without it
        log.error("not warm", failure=error)


def build(
    settings: Settings, mind: Mind, log: Log, clock: Clock, database: Database, keys: KeyStore,
    vault: Vault, patience: Patience | None, master: MasterKey,
) -> tuple[App, ThreadPoolExecutor]:  # fmt: skip
    """Every service on what `bot/lifetime.py` has opened, and the threads that turns think on."""
    store = Store(database, vault)
    practising = Practising()
    thinking = ThreadPoolExecutor(8, "thinking")
    model = engine(settings, store.spending, clock, log)
    models = Models(model, deal(settings), settings.model_person_hourly)
    parts = Parts(models, mind.screen)
    assistance = Assistance(mind.assist, mind.clients, Pasted(vault, clock), thinking, parts)
    outreach, doors = Outreach(store, clock), Doors()
    library = CrewLibrary(store)
    services = Services(
        store, clock, settings, mind.studio, practising, assistance, outreach, doors, log, library,
        Pairing(store, outreach, clock, settings.timezone),
        Reviewing(store, library, outreach, clock), parts, models=models,
    )  # fmt: skip
    commands = registry()
    replies = Replies(services, commands)
    policy, own_lines = Policy(settings, store, commands), OwnLines(store)
    reader = Reader(mind.screen, mind.redactor, thinking)
    lately = Lately()
    care = Care(services, mind.cards, reader, own_lines, lately)
    coworker = Coworker(mind.supporter, thinking, log)
    listening = Listening(services, reader, coworker, replies, care)
    notice = Notice(services, replies)
    turn = Turn(services, commands, policy, reader, care, listening, notice, replies)
    delivery = Delivery(
        store, doors, clock, log, patience or Patience(tries=settings.send_tries),
        replies.late(), replies.apology(),
    )  # fmt: skip
    journal = Journal(settings.data_dir, vault)
    journal.drop_drafts()
    register = Register(store, clock)
    alarm = Alarm(
        store, journal, register, doors, mind.screen, mind.cards, mind.redactor, clock, log,
        settings.country, practising, own_lines, lately, Aftermath(Acts()),
    )  # fmt: skip
    speak = partial(Speaking, store, doors, clock, log)
    pauses = Pauses(settings.settle_seconds, commands)
    retakes = Retakes(store, doors, pauses, clock, log)
    answering = Answering(
        store, turn, delivery, replies, speak, pauses, retakes, alarm.written, clock, log
    )  # fmt: skip
    lanes = Lanes(
        vault, settings.data_dir, settings.database_url.get_secret_value(), answering.work,
        delivery.flush, log, settings.lane_poll_seconds,
    )  # fmt: skip
    outreach.wake_lane, outreach.decided = lanes.attend, delivery.fresh
    eraser = Eraser(database, vault, keys, clock)
    eraser.drop_work = lanes.drop
    farewell = Farewell(store, eraser, journal, register, alarm, doors, clock, log)
    intake = Intake(
        store, journal, register, alarm, lanes, doors, mind.redactor, farewell, listening.foresee, log
    )  # fmt: skip
    keep = Keep(settings.keep_transcripts_days, settings.keep_checkins_days)
    retention = Retention(store, eraser, clock, keep)
    sweeper = Sweeper(store, intake, lanes, clock, log)
    reminders = Reminders(store, clock, outreach, practising, log, settings.timezone)
    rules = Rules(settings.crew_people, settings.crew_tag_people)
    weekly = Weekly(store, clock, outreach, rules, log, settings.keep_checkins_days)
    lanes.every("digests", "2-59/15 * * * *", weekly.run)
    leaderless = Leaderless(store, outreach, clock)
    lanes.every("leaderless", "47 3 * * *", leaderless.sweep)
    lanes.every("own-lines", "*/5 * * * *", own_lines.refresh)
    lanes.every("nightly", "17 3 * * *", retention.sweep)
    lanes.every("oneoff", "*/20 * * * *", retention.sweep_oneoff)
    lanes.every("buddies", "* * * * *", services.pairing.round)
    lanes.every("stories", "23 * * * *", services.reviewing.round)
    lanes.every("tidy", "41 * * * *", lambda: lanes.tidy(clock.now() - timedelta(hours=25)))
    reception = Reception(
        store, clock, assistance, alarm, mind, settings.country, settings.timezone, policy
    )
    desk = Desk(store, clock, assistance, reception)
    app = App(
        settings, store, doors, alarm, intake, services, desk, Glance(services, commands), eraser,
        retention, lanes, sweeper, reminders, weekly, own_lines,
        master.in_data_dir, lambda: thinking.submit(_warm, mind, model, log), model,
    )  # fmt: skip
    return app, thinking

"""The durable lanes: one per person, in order, on DBOS.

The engine stores its ids and inputs in clear, so it is given keyed hashes only. The truth is in the
inbox and the outbox: a lane's work is to empty them for one person, which may be repeated after any
crash. What the engine adds is order (one at a time per person), waking up again, and schedules.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from bot.log import Log
from bot.queue.engine import EngineDatabase
from memory.errors import StorageError
from memory.vault import Vault

_QUEUE = "lanes"
_AT_ONCE = 1000  # lanes at the same time; most of them wait for a platform that is busy
_ATTENDED = 100  # people who are attended to at the same time
_LONGEST_WAIT = 30.0

Work = Callable[[str], Awaitable[None]]
Job = Callable[[], Awaitable[object]]


class Lanes:
    """`work(person_id)` and `send(person_id)`, the part of it that sends what is decided, are called
    for one person at a time and must be repeatable."""

    def __init__(
        self, vault: Vault, data_dir: Path, database_url: str, work: Work, send: Work, log: Log,
        poll: float,
    ) -> None:  # fmt: skip
        self._vault = vault
        self._database = EngineDatabase(data_dir, database_url)
        self._work = work
        self._send = send
        self._log = log
        self._poll = poll
        self._jobs: dict[str, tuple[str, Job]] = {}
        self._dbos: Any = None
        self._busy: dict[str, int] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._attending = asyncio.Semaphore(_ATTENDED)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False

    def every(self, name: str, cron: str, job: Job) -> None:
        """Run `job` on a schedule (cron with minutes, UTC). Before `start`."""
        self._jobs[name] = (cron, job)

    async def start(self) -> None:
        """Open the engine on the running loop; interrupted work begins again."""
        from dbos import DBOS

        if self._database.set_damaged_aside():
            self._log.error("lane engine file damaged, starting a new one")
        self._dbos = DBOS
        DBOS(config=self._database.config())
        self._register()
        try:
            await self._launch()
        except Exception as error:
            await self.stop(grace=0)
            raise StorageError(
                "The lane engine can't be started: is its database there?"
            ) from error

    async def _launch(self) -> None:
        DBOS = self._dbos  # noqa: N806 - the engine's own name
        DBOS.launch()  # on this thread, so that lanes run on this loop
        await DBOS.register_queue_async(
            _QUEUE,
            partition_concurrency=1,
            worker_concurrency=_AT_ONCE,
            polling_interval_sec=self._poll,
            on_conflict="always_update",
        )
        await DBOS.apply_schedules_async(
            [
                {"schedule_name": name, "workflow_fn": self._scheduled[name], "schedule": cron}
                for name, (cron, _) in self._jobs.items()
            ]
        )

    async def stop(self, grace: float = 5.0) -> None:
        """Let running turns finish for a moment; what is cut off begins again at the next start."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in self._tasks:
            task.cancel()
        if self._dbos is not None:
            await asyncio.to_thread(self._dbos.destroy, destroy_registry=True)
            self._dbos = None
            # The engine made its own pool the loop's default and has closed it.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(8))
        self._database.engine.dispose()

    async def wake(self, person_id: str, event_id: str, *, again: str = "") -> None:
        """Queue the person's lane for this event. `again` makes the wake-up a new one."""
        from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

        self._busy[person_id] = self._busy.get(person_id, 0) + 1
        name = ".".join(part for part in (self._lane(person_id), event_id, again) if part)
        try:
            with SetWorkflowID(name), SetEnqueueOptions(queue_partition_key=self._lane(person_id)):
                await DBOS.enqueue_workflow_async(_QUEUE, self._workflow, person_id)
        except Exception as error:
            self._rest(person_id)
            raise StorageError("The lane engine can't be reached right now.") from error

    async def attend(self, person_id: str, event_id: str) -> None:
        """Send what waits in the outbox for this person, now and past the engine, which writes each
        wake-up down several times: too slow for thousands at once. Returns at once; what is cut off
        is found by the sweeper. `event_id` is not needed: it has the same form as `wake`."""
        self._busy[person_id] = self._busy.get(person_id, 0) + 1
        task = asyncio.create_task(self._attend(person_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def busy(self, person_id: str) -> bool:
        """Whether a wake-up of this lane is queued or running, as far as this process knows."""
        return person_id in self._busy

    async def drop(self, person_id: str) -> None:
        """Delete every trace of a person's lane from the engine, and from its file."""
        if self._dbos is None:
            return
        prefix = f"{self._lane(person_id)}."
        found = await self._dbos.list_workflows_async(
            workflow_id_prefix=prefix, load_input=False, load_output=False
        )
        if found:
            await self._dbos.delete_workflows_async([status.workflow_id for status in found])
        await asyncio.to_thread(self._database.compact)

    async def tidy(self, before: datetime) -> int:
        """Delete finished work from before that moment."""
        found = await self._dbos.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            end_time=before.isoformat(),
            load_input=False,
            load_output=False,
            limit=5000,
        )
        if found:
            await self._dbos.delete_workflows_async([status.workflow_id for status in found])
        await asyncio.to_thread(self._database.compact)
        return len(found)

    async def schedules(self) -> list[Any]:
        """What runs when."""
        found: list[Any] = await self._dbos.list_schedules_async()
        return found

    async def fire(self, name: str) -> None:
        """Run a scheduled job now."""
        await asyncio.to_thread(self._dbos.trigger_schedule, name)

    # --- inside

    def _register(self) -> None:
        async def lane(person_id: str) -> None:
            await self._run(person_id)

        self._workflow = self._dbos.workflow(name="lane")(lane)
        self._scheduled = {}
        for name, (_, job) in self._jobs.items():
            self._scheduled[name] = self._dbos.workflow(name=name)(self._timed(name, job))

    async def _run(self, person_id: str) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        wait = 0.25
        try:
            while True:
                try:
                    async with self._turn_of(person_id):
                        await self._work(person_id)
                    return
                except Exception as error:  # noqa: BLE001 - nothing may escape: the engine stores errors in clear
                    self._log.error("lane interrupted", failure=error)
                await asyncio.sleep(wait)
                wait = min(_LONGEST_WAIT, wait * 2)
        finally:
            self._rest(person_id)

    async def _attend(self, person_id: str) -> None:
        try:
            async with self._attending, self._turn_of(person_id):
                await self._send(person_id)
        except Exception as error:  # noqa: BLE001 - left to the sweeper, like a crash
            self._log.error("attending interrupted", failure=error)
        finally:
            self._rest(person_id)

    def _turn_of(self, person_id: str) -> asyncio.Lock:
        """The engine runs one lane a person; this keeps what goes past it in the same order."""
        lock = self._turns.get(person_id)
        if lock is None:
            lock = self._turns[person_id] = asyncio.Lock()
        return lock

    def _timed(self, name: str, job: Job) -> Callable[[datetime, Any], Awaitable[None]]:
        async def run(scheduled: datetime, context: Any) -> None:
            try:
                # Outside the engine's context: a job may itself list and delete the engine's work.
                await asyncio.create_task(_plain(job), context=Context())
            except Exception as error:  # noqa: BLE001 - see `_run`
                self._log.error("scheduled job failed", job=name, failure=error)

        run.__qualname__ = run.__name__ = name
        return run

    def _rest(self, person_id: str) -> None:
        left = self._busy.get(person_id, 0) - 1
        if left > 0:
            self._busy[person_id] = left
        else:
            self._busy.pop(person_id, None)

    def _lane(self, person_id: str) -> str:
        return self._vault.mark("lane", person_id)


async def _plain(job: Job) -> None:
    await job()

"""Work over several processes, with the answers in the order of the questions."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from convcalc.checks.problems import Outcome
from convcalc.ci.outcome import internal_problem
from convcalc.ci.outcome import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext
    from multiprocessing.context import SpawnContext

    from convcalc.ci.model import Job

SWEEP_EVERY = 16
"""After how many definitions their remains are collected: the command itself hardly ever does."""
AHEAD = 16
"""How many answers a process may be ahead of the one that is waited for."""


def outcomes(jobs: Iterable[Job], processes: int = 1) -> Iterator[Outcome]:
    """What each definition comes to, in order, worked out by so many processes."""
    if processes <= 1:
        yield from _in_turn(jobs)
        return
    team = _Team(jobs, processes)
    try:
        yield from team.answers()
    finally:
        team.dismiss()


def _in_turn(jobs: Iterable[Job]) -> Iterator[Outcome]:
    """One outcome after the other, with what refers to itself swept up now and then."""
    for index, job in enumerate(jobs, 1):
        yield outcome_of(job)
        if index % SWEEP_EVERY == 0:
            gc.collect(1)


class _Team:
    """Processes that each work on one definition at a time."""

    def __init__(self, jobs: Iterable[Job], processes: int) -> None:
        self._jobs = iter(enumerate(jobs))
        self._most = processes
        self._workers: list[_Worker] = []
        self._answers: dict[int, Outcome] = {}
        self._next = 0
        self._given = 0
        self._has_more = True

    def answers(self) -> Iterator[Outcome]:
        """The answers in order."""
        while True:
            self._hand_out()
            while self._next in self._answers:
                yield self._answers.pop(self._next)
                self._next += 1
                self._hand_out()
            busy = [each for each in self._workers if each.job is not None]
            if not busy:
                return
            ready = wait([each.connection for each in busy])
            for worker in busy:
                if worker.connection in ready:
                    self._take(worker)

    def _hand_out(self) -> None:
        """Give every idle process a definition, but let none run far ahead."""
        while self._has_more and self._given - self._next < AHEAD * self._most:
            worker = self._idle()
            if worker is None:
                return
            try:
                self._given, job = next(self._jobs)
            except StopIteration:
                self._has_more = False
                return
            worker.give(self._given, job)

    def _idle(self) -> _Worker | None:
        for worker in self._workers:
            if worker.job is None:
                return worker
        if len(self._workers) >= self._most:
            return None
        others = [each.connection for each in self._workers]
        self._workers.append(_Worker(others))
        return self._workers[-1]

    def _take(self, worker: _Worker) -> None:
        index, outcome = worker.answer()
        self._answers[index] = outcome
        if worker.is_dead:
            worker.end()
            self._workers.remove(worker)

    def dismiss(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process, and the definition that it works on."""

    def __init__(self, others: list[Connection]) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self.job: tuple[int, Job] | None = None
        self.is_dead = False
        # A forked process holds our ends of all pipes open, and would not see us go.
        inherited = [*others, self.connection] if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_work, args=(theirs, inherited), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, index: int, job: Job) -> None:
        """Hand over a definition."""
        self.job = index, job
        try:
            self.connection.send(job)
        except OSError:
            # It died; what it was to answer is told when the answer is asked for.
            self.is_dead = True

    def answer(self) -> tuple[int, Outcome]:
        """The answer that is ready; of a process that died, that it did."""
        if self.job is None:
            raise RuntimeError("a process answered without having been asked")
        index, job = self.job
        self.job = None
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            self.is_dead = True
            self._process.join()
            died = RuntimeError(f"its process ended with {self._process.exitcode}")
            problem = internal_problem(died, job.model)
            outcome = Outcome(name=job.model.name, file=job.model.file, problems=(problem,))
        return index, outcome

    def end(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _context() -> ForkContext | SpawnContext:
    """Forking is quick and keeps what is loaded; elsewhere a process starts anew."""
    if "fork" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _work(connection: Connection, inherited: list[Connection]) -> None:
    """What a process does: answer until nobody asks."""
    for each in inherited:
        each.close()
    # An interrupt reaches all processes of a terminal; the one that asked ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for outcome in _in_turn(_asked(connection)):
        connection.send(outcome)


def _asked(connection: Connection) -> Iterator[Job]:
    """What is asked for, until nobody does."""
    while True:
        try:
            yield connection.recv()
        except (EOFError, OSError):
            return

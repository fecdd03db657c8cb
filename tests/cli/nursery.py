"""Starts of the program without its imports: one process has imported everything, each start is a fork of it.

A fork opens its files itself, dies alone and leaves what a killed program leaves; it only saves seconds of imports.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from typing import Any

LIMIT = 65_536


class Nursery:
    """The process that forks."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno())]
            # Its own streams are pipes, like those that take their place in a fork.
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=PIPE, stdout=PIPE)

    def start(self, code: str, arguments: list[str], environment: dict[str, str]) -> "Child":
        """A new process that runs this code with these arguments."""
        (reads, stdin), (stdout, writes) = os.pipe(), os.pipe()
        asked = {"code": code, "arguments": arguments, "environment": environment, "folder": str(Path.cwd())}
        socket.send_fds(self._channel, [json.dumps(asked).encode()], [reads, writes])
        for handed_over in (reads, writes):
            os.close(handed_over)
        return Child(self, int(self._channel.recv(LIMIT)), stdin, stdout)

    def wait(self, child: int) -> int:
        """The exit code of a process that has been started here, once it has ended; -9 for a killed one."""
        self._channel.send(json.dumps({"wait": child}).encode())
        return int(self._channel.recv(LIMIT))

    def close(self) -> None:
        """End, once every start has ended."""
        self._channel.close()
        self._process.communicate(timeout=60)


class Child:
    """A start of the program, with the parts of subprocess.Popen that a conversation needs."""

    def __init__(self, nursery: Nursery, pid: int, stdin: int, stdout: int) -> None:
        self._nursery, self._pid = nursery, pid
        self.stdin, self.stdout = open(stdin, "w", encoding="utf-8"), open(stdout, encoding="utf-8")  # noqa: SIM115

    def send_signal(self, sent: int) -> None:
        os.kill(self._pid, sent)

    def wait(self, timeout: float) -> int:
        return self._nursery.wait(self._pid)


def serve(channel: socket.socket) -> dict[str, Any] | None:
    """Fork and wait as asked; what to run, in a fork, and nothing, when nobody asks any more."""
    while True:
        said, streams, _, _ = socket.recv_fds(channel, LIMIT, 2)
        if not said:
            return None
        asked = json.loads(said)
        if "wait" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        elif answer := os.fork():
            for stream in streams:
                os.close(stream)
        else:
            channel.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return dict(asked)
        channel.send(str(answer).encode())


def main() -> None:
    from assistant.runtime import quieten

    quieten()
    import chromadb  # noqa: F401

    import assistant.cli.chat
    import assistant.conversation
    import assistant.engine.offline.engine
    import assistant.graph.checkpoints
    import assistant.graph.context
    import assistant.knowledge.retriever
    import assistant.storage.database  # noqa: F401

    with contextlib.closing(socket.socket(fileno=int(sys.argv[1]))) as channel:
        asked = serve(channel)
    if asked is not None:
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = ["jalon", *asked["arguments"]]
        exec(asked["code"], {"__name__": "__main__"})


if __name__ == "__main__":
    main()

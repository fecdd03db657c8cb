"""An embedding server of the tests: speaks the OpenAI protocol, on a thread of its own, and fails as it is told to."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "sk-never-to-be-seen-embeddings-42"


class VectorServer:
    """Gives each text the same vector for ever: hashed words, counted in as many numbers as it is told."""

    def __init__(self) -> None:
        self.address = ""
        self.dimension, self.salt = 64, ""
        self.fault: int | str | None = None
        """A status, or "die", "hang", "html", "fewer", "ragged", "nan", "zero"; None = answers."""
        self.healthy = 0
        """Requests that are answered before the fault shows."""
        self.faulty = 10**9
        """Requests that meet the fault; those after them are answered."""
        self.headers: dict[str, str] = {}
        self.silence = 3.0
        self.requests: list[list[str]] = []
        self.keys: list[str] = []

    @property
    def texts(self) -> list[str]:
        """Every text that was sent."""
        return [text for request in self.requests for text in request]

    def forget(self) -> None:
        """Begin a new history."""
        self.requests.clear()
        self.keys.clear()

    def vector(self, text: str) -> list[float]:
        row = [0.01] * self.dimension
        for word in re.findall(r"\w+", text.lower()):
            row[int(hashlib.sha256(f"{self.salt}{word[:5]}".encode()).hexdigest(), 16) % self.dimension] += 1
        return row

    def answer(self, handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
        self.requests.append(texts)
        self.keys.append(handler.headers.get("Authorization", ""))
        fault = self.fault
        if fault is not None and self.healthy > 0:
            self.healthy, fault = self.healthy - 1, None
        elif fault is not None:
            self.faulty -= 1
            if self.faulty < 0:
                fault = None
        rows = [
            {"object": "embedding", "index": place, "embedding": self.vector(text)} for place, text in enumerate(texts)
        ]
        match fault:
            case int():
                error = {"message": f"no: {handler.headers.get('Authorization', '')} {texts[0]}", "type": "error"}
                return self._send(handler, fault, json.dumps({"error": error}).encode())
            case "die":
                handler.connection.close()
                return None
            case "hang":
                time.sleep(self.silence)
                handler.connection.close()
                return None
            case "html":
                return self._send(handler, 200, b"<html><body>Welcome to the hotel's network</body></html>")
            case "fewer":
                rows = rows[:-1]
            case "ragged":
                rows[0]["embedding"] = self.vector(texts[0])[:-1]
            case "nan":
                rows[0]["embedding"] = [float("nan")] * self.dimension
            case "zero":
                rows[0]["embedding"] = [0.0] * self.dimension
        # Backwards: the index tells the order.
        body = {
            "object": "list",
            "model": asked["model"],
            "data": rows[::-1],
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }
        return self._send(handler, 200, json.dumps(body).encode())

    def _send(self, handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)


@contextmanager
def vectors_served() -> Iterator[VectorServer]:
    """A server on loopback for as long as it is needed."""
    told = VectorServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.answer(self, asked)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A connection that the test closed."""

    server = Quiet(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

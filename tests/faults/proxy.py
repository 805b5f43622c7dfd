"""A TCP proxy that misbehaves on order: pass, blackhole, refuse, reset."""

import select
import socket
import struct
import threading
import time
from contextlib import suppress

LINGER_NOT = struct.pack("ii", 1, 0)  # close with a reset


class FaultProxy:
    """Stands before a server on this machine; `mode` is changed with `set` while it runs."""

    def __init__(self, port):
        self._target = ("127.0.0.1", port)
        self.mode = "pass"
        self._pairs, self._lock, self._running = set(), threading.Lock(), True
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def set(self, mode):
        self.mode = mode
        if mode in ("reset", "refuse"):
            with self._lock:
                for pair in self._pairs:
                    for end in pair:
                        with suppress(OSError):
                            end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._running = False
        self.set("reset")
        with suppress(OSError):  # wakes the thread that accepts
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self):
        while self._running:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.mode in ("refuse", "reset") or not self._running:
                self._break(near)
                continue
            thread = threading.Thread(target=self._pump, args=(near,), daemon=True)
            self._threads.append(thread)
            thread.start()

    @staticmethod
    def _break(end):
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            end.close()

    def _wait_for_pass(self):
        while self.mode == "blackhole" and self._running:
            time.sleep(0.02)

    def _pump(self, near):
        self._wait_for_pass()
        try:
            far = socket.create_connection(self._target, 5)
        except OSError:
            self._break(near)
            return
        pair = (near, far)
        with self._lock:
            self._pairs.add(pair)
        with suppress(OSError, ValueError):
            while self._running:
                self._wait_for_pass()
                for end in select.select(pair, [], [], 0.05)[0]:
                    self._wait_for_pass()
                    data = end.recv(65536)
                    if not data:
                        raise OSError("closed")
                    (far if end is near else near).sendall(data)
        with self._lock:
            self._pairs.discard(pair)
        for end in pair:
            self._break(end)

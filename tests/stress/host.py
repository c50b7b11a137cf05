"""A process with Django that forks a crowd of clients on demand: one order a line in, one answer a line out.

    {"act": "sell_out", "clients": 32, "broken": "", …}    →    [[what client 0 found], [client 1] …]

Forking spares each client a second of imports. It opens no connection itself, so none is shared.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import traceback
from multiprocessing.connection import Connection
from typing import Any

GATE_SECONDS = 600


def main() -> None:
    """Serve orders until the input ends."""
    import django

    django.setup()
    from hengku.documents.declaration import registry
    from tests.stress.acts import ACTS  # noqa: F401 - imported before forking

    registry()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(crowd(json.loads(line))), flush=True)


def crowd(order: dict[str, Any]) -> list[Any]:
    """Fork the clients, let them go together, gather what each found."""
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(order["clients"])
    started = []
    for number in range(order["clients"]):
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_client, args=(number, gate, order, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    found = [_result(ours) for _, ours in started]
    for process, _ in started:
        process.join()
    return found


def _client(number: int, gate: Any, order: dict[str, Any], out: Connection) -> None:
    from tests.stress.acts import ACTS, BREAKS, Client

    try:
        for broken in BREAKS[order["broken"]]:
            broken()
        client = Client(number, gate, order)
        gate.wait(GATE_SECONDS)
        out.send(ACTS[order["act"]](client))
    except Exception:  # noqa: BLE001 - told to whoever asked
        out.send([{"failed": traceback.format_exc()}])
        os._exit(1)


def _result(ours: Connection) -> Any:
    try:
        return ours.recv()
    except EOFError:
        return [{"failed": "a client ended without a word"}]


if __name__ == "__main__":
    main()

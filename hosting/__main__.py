"""Start the floor: `python -m hosting --servers 2 --port 8501`; Ctrl-C stops everything that it started."""

import argparse
import os
import signal
import sys
from pathlib import Path

from data.faults import BrokenSeeds
from data.ledger import address
from data.postgres import is_postgres, place
from data.seeds import EMBEDDED
from hosting import nginx, postgres
from hosting.floor import running


def main() -> int:
    """Run until stopped; the exit status is 0 when it was asked to stop."""
    parser = argparse.ArgumentParser(prog="python -m hosting", description=__doc__)
    parser.add_argument("--servers", type=int, default=2, help="desk servers, one core each")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--as-it-is", action="store_true", help="do not sync the seeds to the ledger of LEDGER_URL first"
    )
    options = parser.parse_args()
    ledger = address()
    if ledger and not is_postgres(ledger):
        print(f"LEDGER_URL: {ledger}: is no shared ledger. Give postgresql://..., or none.", file=sys.stderr)
        return 1
    if nginx.program() is None and nginx.install() is None:
        print("No nginx: install Debian's package `nginx-light`.", file=sys.stderr)
        return 1
    if not ledger and postgres.binaries() is None and postgres.install() is None:
        print(
            "No PostgreSQL: install Debian's package `postgresql`, or give LEDGER_URL=postgresql://...", file=sys.stderr
        )
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    seeds = None if options.as_it_is else Path(os.environ.get("ENTENTE_SEEDS") or EMBEDDED)
    try:
        with running(options.servers, options.port, ledger, seeds, say=lambda text: print(text, flush=True)) as floor:
            print(
                f"Entente: {floor.address}, {options.servers} servers on {place(floor.ledger)}; Ctrl-C stops them",
                flush=True,
            )
            print(f"A new claim for all: python -m data sync --to {place(floor.ledger)}", flush=True)
            signal.pause()
    except (BrokenSeeds, RuntimeError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

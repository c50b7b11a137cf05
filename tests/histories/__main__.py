"""The long run by hand: ``python -m tests.histories --steps 100000 --seed 1``.

Starts a server of its own, lives histories until so many steps were tried, and prints what they did. A history that goes
wrong is made shorter, printed, and written to a file that ``--again FILE`` plays.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import DATA_DIR, SHARED, TEMPLATE, use_database

if TYPE_CHECKING:
    from tests.histories.history import Told


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.histories", description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--length", type=int, default=120, help="steps of one history")
    parser.add_argument("--seed", type=int, default=1, help="of the first history; the next has the next")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long, whatever is left")
    parser.add_argument("--every", type=int, default=1, help="compare after so many steps")
    parser.add_argument(
        "--kept", type=Path, default=Path("failed-history.json"), help="where a failure is written"
    )
    parser.add_argument("--again", type=Path, help="play a failure again")
    parser.add_argument("--workers", type=int, default=2, help="histories lived side by side, on one server")
    parser.add_argument("--more", default="", help="acts to do ten times as often, by name: plan,take,finish")
    parser.add_argument("--go-on", action="store_true", help="after a failure go on with the next seed")
    return parser.parse_args()


def _run(options: argparse.Namespace) -> int:
    from tests.histories.company import Company
    from tests.histories.history import again

    if options.again:
        kept = json.loads(options.again.read_text())
        wrong = again(Company(**kept["company"]), kept["steps"], with_audit=True)
        print(*wrong or ["all as it should be"], sep="\n")
        return 1 if wrong else 0
    tried, steps, posted, refused, failures = 0, 0, Counter[str](), Counter[str](), 0
    began = time.monotonic()
    seeds = iter(range(options.seed, options.seed + -(-options.steps // options.length)))
    with ProcessPoolExecutor(options.workers, get_context("fork")) as pool:
        lives = partial(_lived, length=options.length, every=options.every, more_of=options.more.split(","))
        for number, told in enumerate(pool.map(lives, seeds, chunksize=1), 1):
            tried += options.length
            steps += len(told.steps)
            posted += told.done
            refused += told.refused
            if told.wrong:
                failures += 1
                path = options.kept.with_stem(f"{options.kept.stem}-{told.seed}")
                kept = {"company": asdict(told.company), "steps": told.steps}
                path.write_text(json.dumps(kept, ensure_ascii=False))
                print(f"WRONG after {tried} steps, kept in {path}\n{told.text()}", flush=True)
            passed = time.monotonic() - began
            if number % 20 == 0:
                print(f"seed {told.seed}: {tried} steps in {passed:.0f} s, {failures} wrong", flush=True)
            if (failures and not options.go_on) or passed > options.minutes * 60 > 0:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    print(f"seeds {options.seed} to {told.seed}: {tried} steps tried, {steps} posted, {failures} wrong")
    print("posted:", dict(posted.most_common()))
    print("refused:", dict(refused.most_common()))
    return 1 if failures else 0


def _lived(seed: int, length: int, every: int, more_of: list[str]) -> Told:
    """A history in a company of its own; one that goes wrong is made shorter."""
    from tests.histories.history import COMPANIES, again, live, shorter

    company = COMPANIES[seed % len(COMPANIES)]
    told = live(company, str(seed), length, every, more_of)
    if told.wrong:
        told.steps = shorter(company, told.steps)
        told.wrong = again(company, told.steps, with_audit=True) or told.wrong
    return told


def main() -> int:
    """Run on a server that is gone afterwards."""
    import shutil

    from hengku.kit.postgres import open_cluster
    from hengku.kit.schema import prepare_schema

    options = _arguments()
    try:
        with open_cluster(DATA_DIR) as cluster:
            cluster.create_database(TEMPLATE)
            use_database(TEMPLATE)
            prepare_schema()
            use_database(SHARED)
            cluster.create_database(SHARED, template=TEMPLATE)
            use_database(SHARED)  # without a connection: every worker opens its own
            return _run(options)
    finally:
        use_database(SHARED)
        shutil.rmtree(DATA_DIR, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

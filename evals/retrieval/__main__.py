"""`python -m evals.retrieval`: the search beside simpler ones; `--set held_out` or `blind` on questions that nothing is
tuned on."""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import get_args

from evals.retrieval.cases import FOLDER, UNREAD, SetName, questions, schema


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and say by the exit status whether the goals are reached."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument("--set", choices=get_args(SetName), default="tuned", help="the file of questions")
    parser.add_argument("--held-out", action="store_const", const="held_out", dest="set", help="--set held_out")
    parser.add_argument("--stranger", action="store_const", const="stranger", dest="set", help="--set stranger")
    parser.add_argument("--only", help="only the search of that name")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N questions answered worst")
    parser.add_argument("--index", type=Path, help="a folder that keeps the index from one run to the next")
    parser.add_argument("--minilm", action="store_true", help="beside Chroma's English model (make bench-search)")
    parser.add_argument("--schema", action="store_true", help="write the JSON Schema of the questions and stop")
    options = parser.parse_args(argv)
    if options.schema:
        (FOLDER / "schema.json").write_text(schema(), "utf-8")
        return 0
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        return _run(options, options.index or Path(folder))


def _run(options: argparse.Namespace, folder: Path) -> int:
    from assistant.knowledge.cards import read_cards
    from assistant.knowledge.embedder import default_embedder
    from assistant.knowledge.index import open_index
    from assistant.knowledge.retriever import Retriever
    from assistant.settings import PROJECT_ROOT
    from evals.retrieval.measures import K, answers, measure
    from evals.retrieval.rankers import english, rankers
    from evals.retrieval.report import missed, table, worst

    asked = questions(options.set)
    shelf = read_cards(PROJECT_ROOT / "knowledge_base")
    index = open_index(folder, None, shelf, default_embedder())
    try:
        found = dict(rankers(Retriever(index, shelf), K))
        if options.minilm:
            found["Chroma with English MiniLM"] = english(folder / "minilm", shelf, K)
        rows = {name: measure(ranker, asked) for name, ranker in found.items() if options.only in {None, name}}
        sys.stdout.write(table(rows) + "\n")
        if options.worst and options.set not in UNREAD:
            sys.stdout.write(worst(answers(found[options.only or "Jalon"], asked)[0], options.worst) + "\n")
    finally:
        index.close()
    failures = missed(rows["Jalon"]) if "Jalon" in rows else ()
    sys.stdout.write("".join(f"- {failure}\n" for failure in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

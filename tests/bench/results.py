"""What the measurements found last: kept beside the site's files, and written into docs/benchmarks.md."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from setup.places import ROOT, VAR

KEPT = VAR / "bench"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


@dataclass
class Result:
    """One goal, and what each run found."""

    name: str
    goal: str
    values: list[str] = field(default_factory=list)
    passes: list[bool] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """True where every run reached it."""
        return bool(self.passes) and all(self.passes)

    def __str__(self) -> str:
        spoken = "yes" if self.passed else "no"
        return f'{self.name}: goal="{self.goal}" value="{" | ".join(self.values)}" pass={spoken}'


def keep_results(name: str, results: list[Result]) -> None:
    """Keep what a measurement found in all runs of this call, in place of what it found before."""
    KEPT.mkdir(parents=True, exist_ok=True)
    said = {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[1], 1),
        "results": [asdict(each) for each in results],
    }
    (KEPT / f"{name}.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def write_document() -> str | None:
    """Write every result kept into the document, between its two marks; return what is missing for that, or None."""
    files = sorted(KEPT.glob("*.json"))
    if not files:
        return "Nothing was measured yet."
    before, _begin, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    tables = "\n".join(_write_table(json.loads(file.read_text(encoding="utf-8"))) for file in files)
    DOCUMENT.write_text(f"{before}{BEGIN}{tables}{END}{after}", encoding="utf-8")
    return None


def _write_table(said: dict[str, object]) -> str:
    results = [Result(**each) for each in said["results"]]  # type: ignore[attr-defined]
    if not results:
        return ""
    runs = len(results[0].values)
    head = (
        f"### `{results[0].name}`\n{str(said['at'])[:10]}, {said['cores']} cores, load {said['load']} at its end,"
        f" {runs} {'run' if runs == 1 else 'runs'}.\n\n| goal | measured | reached |\n|---|---|---|\n"
    )
    rows = (
        f"| {each.goal} | {_write_values(each)} | {'yes' if each.passed else '**no**'} |\n"
        for each in results
    )
    return head + "".join(rows)


def _write_values(result: Result) -> str:
    return " · ".join(dict.fromkeys(result.values)).replace("|", "\\|")

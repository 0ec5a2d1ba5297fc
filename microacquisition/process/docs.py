"""Writes the pages of `docs/` that follow from the lifecycle's tables: nobody writes them by hand."""

from collections.abc import Iterable

from microacquisition.process.lifecycle import (
    BESIDE,
    NEW,
    PHASES,
    STATES,
    STAY,
    STEPS,
    TABLES,
    Step,
    Thing,
)
from microacquisition.process.roles import Role
from microacquisition.process.state_words import (
    PHASE_LABELS,
    STAGE_LABELS,
    STATE_LABELS,
)
from microacquisition.process.step_words import STEP_WORDS

GENERATED = "Written by `bin/manage write_docs` from `microacquisition/process/lifecycle.py`. Do not edit."
TITLES = {
    Thing.OPPORTUNITY: "Opportunity (occasion)",
    Thing.APPLICATION: "Application (candidature)",
    Thing.DELIVERABLE: "Deliverable (livrable)",
    Thing.INVOICE: "Invoice (facture)",
    Thing.PAYMENT: "Payment (paiement)",
}
BESIDE_TITLE = "## Beside the tables (à côté des tableaux)"
BESIDE_SAYS = (
    "What is said and answered on the way. It is taken like a step, and no state ever changes by it."
)


def write_lifecycle() -> str:
    """Return `docs/lifecycle.md`: stages, then for each thing a diagram, its states and its steps."""
    parts = [
        "# The life of an opportunity",
        GENERATED,
        "`a or b` means either; `a and b` means a signature of each, different people."
        " Rules that must hold stand in `microacquisition/process/rules/`.",
        "## Stages",
        _write_stages(),
    ]
    for thing, steps in TABLES.items():
        parts += [f"## {TITLES[thing]}", _draw_states(steps), _write_states(thing), _write_steps(steps)]
    parts += [BESIDE_TITLE, BESIDE_SAYS, _write_steps(BESIDE)]
    return "\n\n".join(parts) + "\n"


ANSWERS = (
    "What the site answers stands in one reviewed table, `tests/permissions/expected.csv`: each address, to read (GET) and"
    " to send (POST), in groups of states, with a column for each of eighteen people from a stranger to a union observer."
    " `200` is a page, `302` done, `errors` a page that says what is missing in the form, `409` not now, with the reasons,"
    " `404` not there, or not yours: nobody can tell which. `sign-in` leads a stranger to signing in, `405` is a method that"
    " nobody may use. Of several lines the one that names the state holds, else the one that says `else`."
    " `bin/test` compares the site with it, `bin/test --full` in every state; an address that is not in it fails."
)


def write_permissions() -> str:
    """Return `docs/permissions.md`: who takes a part in which step."""
    parts = [
        "# Who takes which step",
        GENERATED,
        "**yes**: takes the step, or may take it in place of another role. **1**, **2**: gives that signature of two,"
        " each by a different person. Roles that take no step stand at the end.",
        ANSWERS,
    ]
    for title, steps in (
        *((f"## {TITLES[thing]}", table) for thing, table in TABLES.items()),
        (BESIDE_TITLE, BESIDE),
    ):
        roles = [role for role in Role if any(role in step.roles for step in steps)]
        head = ["step", *(role.label.en for role in roles)]
        rows = [[f"`{step.code}`", *(_say_part(step, role) for role in roles)] for step in steps]
        parts += [title, _write_table(head, rows)]
    idle = [role.label.en for role in Role if all(role not in step.roles for step in STEPS.values())]
    parts += ["## Roles that take no step", "\n".join(f"- {label}" for label in idle)]
    return "\n\n".join(parts) + "\n"


def _write_stages() -> str:
    rows = [
        [PHASE_LABELS[phase].en, STAGE_LABELS[stage].en, PHASE_LABELS[phase].fr, STAGE_LABELS[stage].fr]
        for phase, stages in PHASES.items()
        for stage in stages
    ]
    return _write_table(["phase", "stage", "étape générale", "étape"], rows)


def _draw_states(steps: Iterable[Step]) -> str:
    """Draw one Mermaid state diagram; steps that change no state are left to the table."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        for before, after in _pairs_in_order(step):
            if before != after:
                arrows.setdefault((before or "[*]", after), []).append(step.code)
    lines = [f"    {before} --> {after}: {', '.join(codes)}" for (before, after), codes in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _pairs_in_order(step: Step) -> list[tuple[str, str]]:
    allowed = step.transitions()
    order = (NEW, *STATES[step.thing])
    return [(before, after) for before in order for after in order if (before, after) in allowed]


def _write_states(thing: Thing) -> str:
    rows = [[f"`{state}`", tag.words.en, tag.words.fr] for state, tag in STATE_LABELS[thing].items()]
    return _write_table(["state", "label", "étiquette"], rows)


def _write_steps(steps: Iterable[Step]) -> str:
    head = ["step", "from", "to", "who", "button", "bouton", "in the record", "au registre"]
    rows = []
    for step in steps:
        words = STEP_WORDS[step.code]
        texts = [words.do.en, words.do.fr, words.done.en, words.done.fr]
        before = ", ".join(state or "(new)" for state in step.from_states)
        after = " or ".join("same" if state == STAY else state for state in step.to_states) or "same"
        rows.append([f"`{step.code}`", before, after, _say_who(step), *texts])
    return _write_table(head, rows)


def _say_who(step: Step) -> str:
    return " and ".join(" or ".join(role.label.en for role in Role if role in slot) for slot in step.who)


def _say_part(step: Step, role: Role) -> str:
    if role not in step.roles:
        return ""
    if len(step.who) == 1:
        return "yes"
    return " or ".join(str(number) for number, slot in enumerate(step.who, start=1) if role in slot)


def _write_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

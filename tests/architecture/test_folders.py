"""Each stage says what it is, and each message is whole."""

from tests.architecture.allowed import STAGES_WITHOUT_README
from tests.architecture.sources import ROOT, compare, name, read

OFFICE = ROOT / "microacquisition" / "opportunities"
NOT_STAGES = {"sql", "templatetags", "migrations", "management", "__pycache__", "static"}
PARTS = {"body.en.txt", "body.fr.txt", "placeholders.toml", "subject.en.txt", "subject.fr.txt"}


def test_every_stage_says_what_it_is():
    silent = set()
    for folder in sorted(OFFICE.iterdir()):
        if not folder.is_dir() or folder.name in NOT_STAGES:
            continue
        readme = folder / "README.md"
        text = read(readme) if readme.exists() else ""
        paragraphs = [part for part in text.split("\n\n") if part.strip() and not part.startswith("#")]
        if not paragraphs or "." not in paragraphs[0]:
            silent.add(name(folder))
    compare(silent, STAGES_WITHOUT_README, "Stages without a README.md that opens with a sentence")


def test_every_message_has_its_five_files():
    folders = [path for path in (ROOT / "microacquisition").glob("**/messages/*") if path.is_dir()]
    messages = [path for path in folders if path.name != "__pycache__"]
    assert messages
    lacking = {
        name(path): sorted(PARTS - {part.name for part in path.iterdir()})
        for path in messages
        if PARTS - {part.name for part in path.iterdir()}
    }
    assert not lacking, lacking

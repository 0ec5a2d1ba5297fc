"""What the commands in bin/ need to set a machine up."""

import os
import tempfile

# The embedded PostgreSQL's package warns at import where a machine has no such private folder.
if not os.path.isdir(os.environ.get("XDG_RUNTIME_DIR", "")):
    os.environ["XDG_RUNTIME_DIR"] = os.path.join(tempfile.gettempdir(), f"microacquisition-{os.geteuid()}")
    os.makedirs(os.environ["XDG_RUNTIME_DIR"], mode=0o700, exist_ok=True)

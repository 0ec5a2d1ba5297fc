"""What the commands in bin/ need to set a machine up."""

import os
import tempfile

# The embedded PostgreSQL's package warns at import where a machine has no such folder.
if not os.path.isdir(os.environ.get("XDG_RUNTIME_DIR", "")):
    os.environ["XDG_RUNTIME_DIR"] = tempfile.gettempdir()

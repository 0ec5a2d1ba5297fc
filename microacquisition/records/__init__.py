"""The append-only record, its chain and checkpoints, and documents."""

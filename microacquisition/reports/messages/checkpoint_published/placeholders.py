"""What the texts of this message may say, with samples in English and French."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "recipient_name": ("Ana Tremblay", "Ana Tremblay"),
    "at": ("2026-11-21T05:15:00.123456Z", "2026-11-21T05:15:00.123456Z"),
    "digest": (
        "9f2b1c7de0a4453d8c6b7f1e2a3948570b6d5c4e3f2a1908f7e6d5c4b3a29180",
        "9f2b1c7de0a4453d8c6b7f1e2a3948570b6d5c4e3f2a1908f7e6d5c4b3a29180",
    ),
    "link": (
        "https://example.org/checkpoints/9f2b1c7de0a4453d8c6b7f1e2a3948570b6d5c4e3f2a1908f7e6d5c4b3a29180.json",
        "https://example.org/checkpoints/9f2b1c7de0a4453d8c6b7f1e2a3948570b6d5c4e3f2a1908f7e6d5c4b3a29180.json",
    ),
}

"""Opening, declaring, judging, freezing."""

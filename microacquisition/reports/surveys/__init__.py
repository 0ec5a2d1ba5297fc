"""The surveys: voluntary, asked once a week after the outcome, kept apart from who answers, shown as totals alone."""

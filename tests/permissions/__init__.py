"""Who may do what: the reviewed table, and the product held against it."""

"""May this happen? One module a stage, each rule a function that returns reasons."""

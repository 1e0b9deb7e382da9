"""Forms of tasks and plans: what a person types, named as the services take it."""

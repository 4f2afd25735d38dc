"""The resources of a client: two classes a file, a sync and an async twin."""

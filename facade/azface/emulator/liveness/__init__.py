"""The liveness sessions, whose device a test plays."""

"""What all tests share."""

# pytest's own, to run pytest inside a test; it may only be named in the topmost conftest.
pytest_plugins = ["pytester"]

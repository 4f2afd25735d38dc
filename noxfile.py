"""The project's chores: `nox -l` lists them, `nox -s NAME` runs one."""

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True


@nox.session
def generate(session: nox.Session) -> None:
    """Rebuild generated/ from the OpenAPI documents."""
    session.install("-r", "openapi/requirements.txt")
    session.run("python", "openapi/regenerate.py")


@nox.session
def check_generated(session: nox.Session) -> None:
    """Fail when generated/ is not byte for byte what the OpenAPI documents give."""
    session.install("-r", "openapi/requirements.txt")
    session.run("python", "openapi/regenerate.py", "--check")

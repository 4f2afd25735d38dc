"""Run by `nox -s build` with the Python of an environment that has only azface: does it work?"""

import importlib.metadata
import importlib.resources
import sys

import azface
import azface_generated

installed = {d.metadata["Name"].lower() for d in importlib.metadata.distributions()}
extras = {"typer", "rich", "pillow", "pytest", "vcrpy"} & installed
assert not extras, f"the core pulls in {extras}"
assert importlib.metadata.version("azface") == azface.__version__
for package in (azface, azface_generated):
    assert (importlib.resources.files(package) / "py.typed").is_file(), package

client = azface.FaceClient("http://127.0.0.1:9", "key", retry=azface.RetryPolicy(attempts=1))
for version in ("v1.1-preview.1", "v1.2"):
    try:
        client.with_options(api_version=version).large_face_lists.get_training_status("staff")
    except azface.TransportError as error:
        assert "could not reach http://127.0.0.1:9" in str(error), error
    else:
        raise AssertionError("something answers on port 9")

sys.stdout.write(f"azface {azface.__version__} works from {azface.__file__}\n")

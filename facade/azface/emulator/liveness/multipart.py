"""Forms: bodies of the media type multipart/form-data, as python-multipart reads them."""

import logging
from collections.abc import Mapping

import attrs

from azface.emulator.errors import ServiceError

FORM_MEDIA_TYPE = "multipart/form-data"
_MAXIMUM_PARTS = 50
# Without a handler of the user's own, logging would write the parser's complaints to stderr.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())


@attrs.frozen
class Form:
    """The parts of a form by their names.

    Attributes:
        texts: The parts without a file name.
        files: The parts with one.
    """

    texts: Mapping[str, str]
    files: Mapping[str, bytes] = attrs.field(repr=False)


def read_form(content_type: str, body: bytes) -> Form:
    """Reads a form. Takes milliseconds: not for the event loop.

    Texts are read as UTF-8, whatever charset their part names.

    Args:
        content_type: The request's Content-Type with its boundary.
        body: The whole body.

    Raises:
        ServiceError: 400 InvalidRequestBody.
    """
    # To load it takes time, and few need it.
    from python_multipart import FormParser
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import Field, File, parse_options_header

    texts: dict[str, str] = {}
    files: dict[str, bytes] = {}
    ended = False

    def new_name(name: bytes | None) -> str:
        text = _text(name or b"")
        if not text or text in texts or text in files:
            raise _invalid("A part has no name, or a name that another part has.")
        if len(texts) + len(files) == _MAXIMUM_PARTS:
            raise _invalid(f"More than {_MAXIMUM_PARTS} parts.")
        return text

    def keep_text(field: Field) -> None:
        texts[new_name(field.field_name)] = _text(field.value or b"")

    def keep_file(file: File) -> None:
        file.file_object.seek(0)
        files[new_name(file.field_name)] = file.file_object.read()

    def end() -> None:
        nonlocal ended
        ended = True

    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise _invalid("Content-Type has no boundary.")
    try:
        parser = FormParser(
            FORM_MEDIA_TYPE,
            keep_text,
            keep_file,
            end,
            boundary,
            # Never in a file.
            config={"MAX_MEMORY_FILE_SIZE": len(body) + 1},
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise _invalid(str(error)) from error
    if not ended:
        raise _invalid("It ends before its last boundary.")
    return Form(texts, files)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise _invalid("A part is no UTF-8.") from None


def _invalid(reason: str) -> ServiceError:
    return ServiceError(400, "InvalidRequestBody", f"Request body is no valid form: {reason}")

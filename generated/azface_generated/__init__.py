"""Low-level clients of the Azure AI Face REST API, one package for each API version.

Written by `nox -s generate` from the documents in `openapi/`; never edited.

    v1_1_preview_1   v1.1-preview.1
    v1_2             v1.2
"""

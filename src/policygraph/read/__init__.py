"""A file, folder or stream to `Document`s; one module a format.

A format is a module without a leading underscore that has what `_raw.Reader` asks for; `_sources` finds it
by the suffix of a file's name. What all formats share (decoding, normalisation, page furniture, metadata)
lies in the modules with a leading underscore and is applied once, after the format's module.
"""

from policygraph.read._sources import STDIN, Input, documents, inputs, read

__all__ = ["STDIN", "Input", "documents", "inputs", "read"]

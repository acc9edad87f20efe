"""Validates YAML files against a JSON Schema, as an editor with a YAML language server does.

Usage: check_schema.py SCHEMA FILE...; prints a JSON object a file: its name and the messages of the library
python3-jsonschema. The schema itself is checked against the draft-07 metaschema first.
"""

import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema: what editors read, without YAML 1.1's dates, base-60 numbers, yes and no."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for name in sys.argv[2:]:
    try:
        document = yaml.load(open(name, encoding="utf-8"), Loader)
        messages = [error.message for error in validator.iter_errors(document)]
    except yaml.YAMLError as error:
        messages = ["YAML: " + str(error).splitlines()[0]]
    print(json.dumps({"file": name, "messages": messages}, ensure_ascii=False))

"""Reads a page of metrics with Prometheus' own library; prints a line for each family: name, type, samples."""

import sys

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8") as page:
    for family in text_string_to_metric_families(page.read()):
        print(family.name, family.type, len(family.samples))

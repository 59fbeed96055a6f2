#!/usr/bin/env python3
"""What the tests of a build folder did: how many passed, failed and were skipped, and the ten slowest.

    tests/summary.py BUILD

Reads what CTest wrote into BUILD/results/ctest.xml, and for each start of the test program the cases that it wrote
beside it. A skipped test is not a passed one: where CI=true, one that may_skip.txt does not name counts as failed.
Exit status 1 if any failed, or if there are none.
"""

import os
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

build = Path(sys.argv[1])
results = build / "results"
ci = os.environ.get("CI") == "true"
may_skip = {}
for line in (Path(__file__).parent / "may_skip.txt").read_text().splitlines():
    if line and not line.startswith("#"):
        name, reason = line.split(maxsplit=1)
        may_skip[name] = reason

seconds, skipped, failed = {}, {}, []


def cases_of(name):
    """The cases of a start of the test program; none if it ended before it could write them."""
    path = results / f"{name}.xml"
    return list(xml.parse(path).getroot().iter("testcase")) if path.exists() else []


for test in xml.parse(results / "ctest.xml").getroot().iter("testcase"):
    cases = [case for case in cases_of(test.get("name")) if case.get("status") == "run"]
    for case in cases:
        name = f"{case.get('classname')}.{case.get('name')}"
        seconds[name] = float(case.get("time"))
        if case.find("failure") is not None:
            failed.append(name)
        elif case.find("skipped") is not None:
            skipped[name] = case.find("skipped").get("message") or "no reason given"
    # A start may fail after its cases, as with a leak.
    was_seen = any(f"{case.get('classname')}.{case.get('name')}" in failed for case in cases)
    if test.get("status") == "fail" and not was_seen or not cases:
        name = test.get("name")
        seconds[name] = float(test.get("time") or 0)
        if test.get("status") == "fail":
            failed.append(name)
        elif test.get("status") != "run":
            output = (test.findtext("system-out") or "").strip().splitlines()
            skipped[name] = output[-1] if output else test.get("status")

for name, reason in skipped.items():
    print(f"SKIPPED: {name}: {may_skip.get(name, reason)}")
    if ci and name not in may_skip:
        failed.append(name)
for name in failed:
    print(f"FAILED: {name}")
print("The slowest, in seconds:")
for name in sorted(seconds, key=seconds.get, reverse=True)[:10]:
    print(f"{seconds[name]:8.1f}  {name}")
passed = len(seconds) - len(failed) - len([name for name in skipped if name not in failed])
print(f"{passed} passed, {len(failed)} failed, {len(seconds) - passed - len(failed)} skipped")
sys.exit(1 if failed or not seconds else 0)

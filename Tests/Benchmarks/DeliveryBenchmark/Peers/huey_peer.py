"""Reminders through huey and SQLite: huey_peer.py add|work FILE PORT COUNT DUE

`add` writes COUNT durable tasks that are due at DUE (seconds since 1970) and prints the seconds it took; `work` posts
them until it is stopped.
"""

import http.client
import sys
import threading
import time
from datetime import datetime

from huey import SqliteHuey

action, path, port, count, due = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
huey = SqliteHuey("reminders", filename=path, fsync=True, results=False, utc=False)
local = threading.local()
text = "a" * 560


@huey.task(retries=3)
def post(number):
    if not hasattr(local, "connection"):
        local.connection = http.client.HTTPConnection("127.0.0.1", port)
    body = '{"mark":"%d","text":"%s"}' % (number, text)
    local.connection.request("POST", "/hook", body, {"Content-Type": "application/json"})
    local.connection.getresponse().read()


if action == "add":
    start = time.monotonic()
    eta = datetime.fromtimestamp(due)
    for number in range(count):
        post.schedule((number,), eta=eta)
    print(time.monotonic() - start)
else:
    huey.create_consumer(workers=8, worker_type="thread", periodic=False, scheduler_interval=1).run()

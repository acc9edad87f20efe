"""Reminders through APScheduler and SQLAlchemy on SQLite: apscheduler_peer.py add|work FILE PORT COUNT DUE

`add` writes COUNT durable jobs that are due at DUE (seconds since 1970) and prints the seconds it took; `work` posts them
until it is stopped.
"""

import http.client
import logging
import os
import sys
import threading
import time
from datetime import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

action, path, port, count, due = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
local = threading.local()
text = "a" * 560
logging.getLogger("apscheduler").setLevel(logging.CRITICAL)


def post(port, number):
    if not hasattr(local, "connection"):
        local.connection = http.client.HTTPConnection("127.0.0.1", port)
    body = '{"mark":"%d","text":"%s"}' % (number, text)
    local.connection.request("POST", "/hook", body, {"Content-Type": "application/json"})
    local.connection.getresponse().read()


if __name__ == "__main__":
    # Jobs name their function by its module, which both runs have to know.
    import apscheduler_peer

    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url="sqlite:///" + path)},
        executors={"default": ThreadPoolExecutor(8)},
        job_defaults={"misfire_grace_time": 86400, "coalesce": True},
    )
    scheduler.start(paused=action == "add")
    if action == "add":
        start = time.monotonic()
        instant = datetime.fromtimestamp(due).astimezone()
        for number in range(count):
            scheduler.add_job(apscheduler_peer.post, "date", run_date=instant, args=(port, number))
        print(time.monotonic() - start, flush=True)
        # A shutdown would look for what is due once more.
        os._exit(0)
    else:
        while True:
            time.sleep(60)

-- What a database of version 1 held: a reminder in every state and for every reason.

INSERT INTO outbox_campaign VALUES ('member-day-529', 1767312000000);

INSERT INTO reminder (id, key, campaign, unit, nominal, due, expires, condition, digest, receiver_unit, endpoint, note_zh, note_en,
  event_day, occurrence_ends, content, state, next, until, attempt, attempts_before, may_be_repeat, lease_until, reason, detail,
  changed) VALUES
  (1, 'member-day-529/2026/-/unit-scheduled/kickoff/county.contact/county-groups', 'member-day-529', 'unit-scheduled', 1779959220, 1779930420000, 1779962400000, 'no report', 0, 'unit-scheduled', 'county-groups/unit-scheduled', '与端午同日', 'on Dragon Boat day', 20602, 1780070400000, 1111, 'scheduled', 1779930420000, 1779962400000, 0, 0, 0, NULL, NULL, NULL, 1779930480001),
  (2, 'member-day-529/2026/-/unit-sending/kickoff/county.contact/county-groups', 'member-day-529', 'unit-sending', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-sending', 'county-groups/unit-sending', NULL, NULL, 20602, 1780070400000, 2222, 'sending', 1779930420000, 1779962400000, 1, 0, 0, 1779931080000, NULL, NULL, 1779930480002),
  (3, 'member-day-529/2026/-/unit-retryable/kickoff/county.contact/county-groups', 'member-day-529', 'unit-retryable', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-retryable', 'county-groups/unit-retryable', NULL, NULL, 20602, 1780070400000, 3333, 'retryable', 1779930780000, 1779962400000, 2, 0, 1, NULL, NULL, NULL, 1779930480003),
  (4, 'member-day-529/2026/-/unit-delivered/kickoff/county.contact/county-groups', 'member-day-529', 'unit-delivered', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-delivered', 'hook', NULL, NULL, 20602, 1780070400000, 4444, 'delivered', 1779930420000, 1779962400000, 2, 0, 0, NULL, NULL, NULL, 1779930480004),
  (5, 'member-day-529/2026/-/unit-refused/kickoff/county.contact/county-groups', 'member-day-529', 'unit-refused', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-refused', 'county-groups/unit-refused', NULL, NULL, 20602, 1780070400000, 5555, 'discarded', 1779930420000, 1779962400000, 1, 0, 0, NULL, 'refused', '93000', 1779930480005),
  (6, 'member-day-529/2026/-/unit-blocked/kickoff/county.contact/county-groups', 'member-day-529', 'unit-blocked', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-blocked', 'county-groups/unit-blocked', NULL, NULL, 20602, 1780070400000, 6666, 'discarded', 1779930420000, 1779962400000, 1, 0, 0, NULL, 'blocked', 'a loopback address', 1779930480006),
  (7, 'member-day-529/2026/-/unit-triesSpent/kickoff/county.contact/county-groups', 'member-day-529', 'unit-triesSpent', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-triesSpent', 'county-groups/unit-triesSpent', NULL, NULL, 20602, 1780070400000, 7777, 'discarded', 1779930420000, 1779962400000, 3, 1, 0, NULL, 'triesSpent', 'HTTP 500', 1779930480007),
  (8, 'member-day-529/2026/-/unit-timeSpent/kickoff/county.contact/county-groups', 'member-day-529', 'unit-timeSpent', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-timeSpent', 'county-groups/unit-timeSpent', NULL, NULL, 20602, 1780070400000, 8888, 'discarded', 1779930420000, 1779962400000, 1, 0, 0, NULL, 'timeSpent', 'timed out', 1779930480008),
  (9, 'member-day-529/2026/-/unit-unknown/kickoff/county.contact/county-groups', 'member-day-529', 'unit-unknown', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-unknown', 'county-groups/unit-unknown', NULL, NULL, 20602, 1780070400000, 9999, 'discarded', 1779930420000, 1779962400000, 1, 0, 0, NULL, 'unknown', 'lease lost', 1779930480009),
  (10, 'member-day-529/2026/-/unit-missed/kickoff/county.contact/county-groups', 'member-day-529', 'unit-missed', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-missed', 'county-groups/unit-missed', NULL, NULL, 20602, 1780070400000, 11110, 'discarded', 1779930420000, 1779962400000, 0, 0, 0, NULL, 'missed', NULL, 1779930480010),
  (11, 'member-day-529/2026/-/unit-notNeeded/kickoff/county.contact/county-groups', 'member-day-529', 'unit-notNeeded', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-notNeeded', 'county-groups/unit-notNeeded', NULL, NULL, 20602, 1780070400000, 12221, 'discarded', 1779930420000, 1779962400000, 0, 0, 0, NULL, 'notNeeded', 'reported', 1779930480011),
  (12, 'member-day-529/2026/-/unit-superseded/kickoff/county.contact/county-groups', 'member-day-529', 'unit-superseded', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-superseded', 'county-groups/unit-superseded', NULL, NULL, 20602, 1780070400000, 13332, 'cancelled', 1779930420000, 1779962400000, 0, 0, 0, NULL, 'superseded', NULL, 1779930480012),
  (13, 'member-day-529/2026/-/unit-person/kickoff/county.contact/county-groups', 'member-day-529', 'unit-person', 1779959220, 1779930420000, 1779962400000, NULL, 0, 'unit-person', 'county-groups/unit-person', NULL, NULL, 20602, 1780070400000, 14443, 'cancelled', 1779930420000, 1779962400000, 0, 0, 0, NULL, 'person', NULL, 1779930480013);

INSERT INTO attempt (reminder, number, started, ended, outcome, code, wait_until, status, answer, bytes, shortened) VALUES
  (2, 1, 1779930240000, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0),
  (3, 1, 1779930240000, 1779930240250, 'ambiguous', 'connection broke', NULL, NULL, NULL, 612, 0),
  (3, 2, 1779930300000, 1779930300250, 'throttled', NULL, 1779930540000, 429, '{"errcode":45009}', 612, 0),
  (4, 1, 1779930240000, 1779930240250, 'failed', 'HTTP 502', NULL, 502, NULL, 612, 0),
  (4, 2, 1779930300000, 1779930300250, 'delivered', NULL, NULL, 200, '{"errcode":0,"errmsg":"ok"}', 2048, 1),
  (5, 1, 1779930240000, 1779930240250, 'refused', '93000', NULL, 200, '{"errcode":93000}', 612, 0),
  (6, 1, 1779930240000, 1779930240250, 'blocked', 'a loopback address', NULL, NULL, NULL, 612, 0),
  (7, 1, 1779930240000, 1779930240250, 'notSent', 'no address', NULL, NULL, NULL, 612, 0),
  (7, 2, 1779930300000, 1779930300250, 'failed', 'HTTP 500', NULL, 500, NULL, 612, 0),
  (7, 3, 1779930360000, 1779930360250, 'failed', 'HTTP 500', NULL, 500, NULL, 612, 0),
  (8, 1, 1779930240000, 1779930240250, 'failed', 'timed out', NULL, NULL, NULL, 612, 0),
  (9, 1, 1779930240000, 1779930240250, 'ambiguous', 'lease lost', NULL, NULL, NULL, 612, 0);

INSERT INTO ledger_origin VALUES(1,'d4abee3cedf4c3c1');
INSERT INTO ledger_entry VALUES('d4abee3cedf4c3c1',1,1779242400000,'organiser','member-day-529','2026','diecai',1,'record','session','{"activities":[],"channels":[],"date":{"day":"2026-05-28"},"englishTitle":"29 May Member Day","keyTask":"宣传教育","kind":"member-day","mentions":[],"organisers":["叠彩区"],"partners":[],"status":"held","title":"5·29会员活动日活动","topics":[]}',NULL,NULL,NULL,NULL,NULL,'','7b5899255721ce310fbc4c8ebf7021abd05273b50f1a94a137d8775d59bfed1f');
INSERT INTO ledger_entry VALUES('d4abee3cedf4c3c1',2,1779242400000,'organiser','member-day-529','2026','diecai',1,'record','count','{"counter":"人","group":"家长","includesChildren":false,"isFinal":false,"measure":"参加","quantity":{"certainty":"exact","n":"58","said":"58 位"},"role":"public"}',NULL,NULL,NULL,NULL,NULL,'7b5899255721ce310fbc4c8ebf7021abd05273b50f1a94a137d8775d59bfed1f','eed1b39dd3a882396bdf5d72afecf0ef2f569c4348d38189f806889ad6304bf7');
INSERT INTO ledger_entry VALUES('d4abee3cedf4c3c1',3,1779242400000,'organiser','member-day-529','2026','diecai',1,'record','goods','{"counter":"份","isPerHousehold":false,"item":"宣传资料","kind":"give","quantity":{"certainty":"atLeast","n":"500","said":"500 余份"},"titles":[]}',NULL,NULL,NULL,NULL,NULL,'eed1b39dd3a882396bdf5d72afecf0ef2f569c4348d38189f806889ad6304bf7','ffaf35e11d45dca4d9602fc8194290b267d79065dbc2f92a6182d4a651c7ff13');

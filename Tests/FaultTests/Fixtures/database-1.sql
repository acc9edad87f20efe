-- What the daemon of version 1 left when it was killed on 2026-05-29 at 08:10 in China: one reminder delivered, two open,
-- one waiting for its second try, one refused, one scheduled.
INSERT INTO ledger_origin (id, origin) VALUES (1, lower(hex(randomblob(8))));
INSERT INTO outbox_campaign VALUES('day',1780013400000);
INSERT INTO reminder VALUES(1,'day/once/-/county-1/now/county.contact/hook','day','county-1',1780042020,1780013220000,1780099620000,NULL,0,'county-1','hook',NULL,NULL,20602,1780070400000,-5049184334916198462,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(2,'day/once/-/county-2/now/county.contact/hook','day','county-2',1780042020,1780013220000,1780099620000,NULL,0,'county-2','hook',NULL,NULL,20602,1780070400000,5127496333663382976,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(3,'day/once/-/county-3/now/county.contact/hook','day','county-3',1780042020,1780013220000,1780099620000,NULL,0,'county-3','hook',NULL,NULL,20602,1780070400000,-9033318125469497751,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(4,'day/once/-/county-4/now/county.contact/hook','day','county-4',1780042020,1780013220000,1780099620000,NULL,0,'county-4','hook',NULL,NULL,20602,1780070400000,-7690818325904250891,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(5,'day/once/-/county-5/now/county.contact/hook','day','county-5',1780042020,1780013220000,1780099620000,NULL,0,'county-5','hook',NULL,NULL,20602,1780070400000,4623704066425034820,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(6,'day/once/-/county-6/now/county.contact/hook','day','county-6',1780042020,1780013220000,1780099620000,NULL,0,'county-6','hook',NULL,NULL,20602,1780070400000,8287824528540348455,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);

INSERT INTO attempt (reminder, number, started) SELECT id, 1, 1780013400000 FROM reminder WHERE id <> 6;
UPDATE reminder SET state = 'delivered', lease_until = NULL WHERE id = 1;
UPDATE attempt SET ended = 1780013400500, outcome = 'delivered', status = 200, bytes = 400 WHERE reminder = 1;
UPDATE reminder SET state = 'retryable', lease_until = NULL, next = 1780013405000 WHERE id = 4;
UPDATE attempt SET ended = 1780013400500, outcome = 'failed', code = 'HTTP 500', status = 500 WHERE reminder = 4;
UPDATE reminder SET state = 'discarded', lease_until = NULL, reason = 'refused', detail = '404' WHERE id = 5;
UPDATE attempt SET ended = 1780013400500, outcome = 'refused', code = '404', status = 404 WHERE reminder = 5;
UPDATE reminder SET state = 'scheduled', lease_until = NULL, attempt = 0 WHERE id = 6;

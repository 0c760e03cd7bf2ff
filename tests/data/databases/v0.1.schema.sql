CREATE TABLE "_sqlite_migrations" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT )
CREATE TABLE amount (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), indicator TEXT NOT NULL, amount INTEGER CHECK (amount >= 0), PRIMARY KEY (version_id, task, month, indicator)) STRICT, WITHOUT ROWID
CREATE TRIGGER amount_only_drafts_delete BEFORE DELETE ON amount WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER amount_only_drafts_insert BEFORE INSERT ON amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER amount_only_drafts_update BEFORE UPDATE ON amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE document (id INTEGER PRIMARY KEY, year INTEGER NOT NULL REFERENCES year, kind TEXT NOT NULL CHECK (kind IN ('task_list', 'monthly_report')), month INTEGER NOT NULL DEFAULT 0 CHECK (month BETWEEN 0 AND 12), UNIQUE (year, kind, month)) STRICT
CREATE TABLE entry (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, measures TEXT, office TEXT, person TEXT, PRIMARY KEY (version_id, task)) STRICT, WITHOUT ROWID
CREATE TRIGGER entry_only_drafts_delete BEFORE DELETE ON entry WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER entry_only_drafts_insert BEFORE INSERT ON entry WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER entry_only_drafts_update BEFORE UPDATE ON entry WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE event (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL, utc TEXT NOT NULL, note TEXT NOT NULL) STRICT
CREATE TRIGGER event_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER event_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TABLE explanation (version_id INTEGER NOT NULL REFERENCES version, finding TEXT NOT NULL, value TEXT, reason TEXT, PRIMARY KEY (version_id, finding)) STRICT, WITHOUT ROWID
CREATE TRIGGER explanation_only_drafts_delete BEFORE DELETE ON explanation WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER explanation_only_drafts_insert BEFORE INSERT ON explanation WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER explanation_only_drafts_update BEFORE UPDATE ON explanation WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE goal (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12), goal TEXT, none INTEGER, measure TEXT, PRIMARY KEY (version_id, task, month)) STRICT, WITHOUT ROWID
CREATE TRIGGER goal_only_drafts_delete BEFORE DELETE ON goal WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER goal_only_drafts_insert BEFORE INSERT ON goal WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER goal_only_drafts_update BEFORE UPDATE ON goal WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE history (seq INTEGER PRIMARY KEY AUTOINCREMENT, utc TEXT NOT NULL, batch INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL, old ANY, new ANY, undoes INTEGER) STRICT
CREATE TRIGGER history_append_only_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER history_append_only_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE INDEX history_batch ON history (batch)
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name")
CREATE TABLE office (id INTEGER PRIMARY KEY, name TEXT) STRICT
CREATE TABLE person (id INTEGER PRIMARY KEY, office_id INTEGER, name TEXT) STRICT
CREATE TABLE school (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT, stamp_name TEXT, contact TEXT, phone TEXT, notice_school TEXT) STRICT
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE share (year INTEGER NOT NULL REFERENCES year, indicator TEXT NOT NULL, amount INTEGER CHECK (amount >= 0), PRIMARY KEY (year, indicator)) STRICT, WITHOUT ROWID
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version, utc TEXT NOT NULL, canonical TEXT NOT NULL, extract TEXT NOT NULL, pdf BLOB NOT NULL, pdf_sha256 TEXT NOT NULL) STRICT
CREATE TRIGGER snapshot_append_only_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER snapshot_append_only_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TABLE version (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, major INTEGER NOT NULL, minor INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'superseded')), effective_month INTEGER NOT NULL DEFAULT 1, filled_on TEXT, UNIQUE (document_id, major, minor)) STRICT
CREATE TRIGGER version_content_frozen BEFORE UPDATE OF id, document_id, major, minor, effective_month, filled_on ON version WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER version_kept BEFORE DELETE ON version WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE year (year INTEGER PRIMARY KEY, notice TEXT NOT NULL, pack TEXT NOT NULL) STRICT

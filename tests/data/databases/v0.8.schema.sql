CREATE TABLE "_sqlite_migrations" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT )
CREATE TABLE amount (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), indicator TEXT NOT NULL, amount INTEGER CHECK (amount >= 0), whole INTEGER CHECK (whole > 0), PRIMARY KEY (version_id, task, month, indicator)) STRICT, WITHOUT ROWID
CREATE TRIGGER amount_only_drafts_delete BEFORE DELETE ON amount WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER amount_only_drafts_insert BEFORE INSERT ON amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER amount_only_drafts_update BEFORE UPDATE ON amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE cell (version_id INTEGER NOT NULL REFERENCES version, row INTEGER NOT NULL, field TEXT NOT NULL, text TEXT, pending TEXT, PRIMARY KEY (version_id, row, field)) STRICT, WITHOUT ROWID
CREATE TRIGGER cell_only_drafts_delete BEFORE DELETE ON cell WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER cell_only_drafts_insert BEFORE INSERT ON cell WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER cell_only_drafts_update BEFORE UPDATE ON cell WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE change_reason (version_id INTEGER NOT NULL REFERENCES version, place TEXT NOT NULL, reason TEXT, PRIMARY KEY (version_id, place)) STRICT, WITHOUT ROWID
CREATE TRIGGER change_reason_only_drafts_delete BEFORE DELETE ON change_reason WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER change_reason_only_drafts_insert BEFORE INSERT ON change_reason WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER change_reason_only_drafts_update BEFORE UPDATE ON change_reason WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE child (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, parent INTEGER, number TEXT, title TEXT, PRIMARY KEY (version_id, task)) STRICT, WITHOUT ROWID
CREATE TRIGGER child_only_drafts_delete BEFORE DELETE ON child WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER child_only_drafts_insert BEFORE INSERT ON child WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER child_only_drafts_update BEFORE UPDATE ON child WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE digest (part TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE "document" (id INTEGER PRIMARY KEY, notice INTEGER NOT NULL REFERENCES notice, kind TEXT NOT NULL, serial INTEGER NOT NULL DEFAULT 0, UNIQUE (notice, kind, serial)) STRICT
CREATE TABLE entry (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, measures TEXT, office TEXT, person TEXT, pending TEXT, PRIMARY KEY (version_id, task)) STRICT, WITHOUT ROWID
CREATE TRIGGER entry_only_drafts_delete BEFORE DELETE ON entry WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER entry_only_drafts_insert BEFORE INSERT ON entry WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER entry_only_drafts_update BEFORE UPDATE ON entry WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE event (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL, utc TEXT NOT NULL, note TEXT NOT NULL, happened_on TEXT, person TEXT NOT NULL DEFAULT '', revokes INTEGER REFERENCES event, scan_id INTEGER REFERENCES scan) STRICT
CREATE TRIGGER event_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER event_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE INDEX event_version ON event (version_id)
CREATE TABLE explanation (version_id INTEGER NOT NULL REFERENCES version, finding TEXT NOT NULL, value TEXT, reason TEXT, PRIMARY KEY (version_id, finding)) STRICT, WITHOUT ROWID
CREATE TRIGGER explanation_only_drafts_delete BEFORE DELETE ON explanation WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER explanation_only_drafts_insert BEFORE INSERT ON explanation WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER explanation_only_drafts_update BEFORE UPDATE ON explanation WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE goal (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 0 AND 12), goal TEXT, none INTEGER, measure TEXT, pending TEXT, PRIMARY KEY (version_id, task, month)) STRICT, WITHOUT ROWID
CREATE TRIGGER goal_only_drafts_delete BEFORE DELETE ON goal WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER goal_only_drafts_insert BEFORE INSERT ON goal WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER goal_only_drafts_update BEFORE UPDATE ON goal WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE "history" (seq INTEGER PRIMARY KEY, utc TEXT NOT NULL, batch INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL, old ANY, new ANY, undoes INTEGER) STRICT
CREATE TRIGGER history_append_only_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER history_append_only_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name")
CREATE TABLE item (version_id INTEGER NOT NULL REFERENCES version, indicator TEXT NOT NULL, serial INTEGER NOT NULL, name TEXT, office TEXT, person TEXT, month INTEGER CHECK (month BETWEEN 1 AND 12), PRIMARY KEY (version_id, indicator, serial)) STRICT, WITHOUT ROWID
CREATE TRIGGER item_only_drafts_delete BEFORE DELETE ON item WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER item_only_drafts_insert BEFORE INSERT ON item WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER item_only_drafts_update BEFORE UPDATE ON item WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE notice (id INTEGER PRIMARY KEY, key TEXT NOT NULL, year INTEGER NOT NULL, name TEXT NOT NULL, head TEXT NOT NULL, added TEXT) STRICT
CREATE TABLE notice_column (notice INTEGER NOT NULL REFERENCES notice, place INTEGER NOT NULL, key TEXT NOT NULL, role TEXT NOT NULL, heading TEXT NOT NULL, over TEXT NOT NULL DEFAULT '', width INTEGER, PRIMARY KEY (notice, place)) STRICT, WITHOUT ROWID
CREATE TABLE notice_duty (notice INTEGER NOT NULL REFERENCES notice, kind TEXT NOT NULL, months TEXT NOT NULL, day TEXT NOT NULL, words TEXT NOT NULL DEFAULT '', quote TEXT NOT NULL DEFAULT '', medium TEXT NOT NULL DEFAULT '', copies INTEGER, PRIMARY KEY (notice, kind)) STRICT, WITHOUT ROWID
CREATE TABLE notice_edition (notice INTEGER NOT NULL REFERENCES notice, last_major INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (notice, last_major)) STRICT, WITHOUT ROWID
CREATE TABLE notice_indicator (notice INTEGER NOT NULL REFERENCES notice, key TEXT NOT NULL, task INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL, kind TEXT NOT NULL, comparator TEXT NOT NULL, qualifier TEXT NOT NULL, unit TEXT NOT NULL, total INTEGER, total_to INTEGER, decimals INTEGER NOT NULL DEFAULT 0, due TEXT, due_words TEXT NOT NULL DEFAULT '', quote TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', PRIMARY KEY (notice, key)) STRICT, WITHOUT ROWID
CREATE TABLE notice_share (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL, school TEXT NOT NULL, amount INTEGER, amount_to INTEGER, qualifier TEXT NOT NULL DEFAULT '', PRIMARY KEY (notice, indicator, school)) STRICT, WITHOUT ROWID
CREATE TABLE notice_task (notice INTEGER NOT NULL REFERENCES notice, id INTEGER NOT NULL, place INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, heading TEXT NOT NULL, paragraph TEXT NOT NULL, quote TEXT NOT NULL, section TEXT NOT NULL DEFAULT '', parent INTEGER, due TEXT, due_words TEXT NOT NULL DEFAULT '', PRIMARY KEY (notice, id)) STRICT, WITHOUT ROWID
CREATE TABLE notice_unit (notice INTEGER NOT NULL REFERENCES notice, task INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (notice, task, place)) STRICT, WITHOUT ROWID
CREATE TABLE office (id INTEGER PRIMARY KEY, name TEXT) STRICT
CREATE TABLE "opening" (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL, amount INTEGER CHECK (amount >= 0), PRIMARY KEY (notice, indicator)) STRICT, WITHOUT ROWID
CREATE TABLE person (id INTEGER PRIMARY KEY, office_id INTEGER, name TEXT) STRICT
CREATE TABLE report_amount (version_id INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL, task INTEGER NOT NULL, origin_month INTEGER NOT NULL, indicator TEXT NOT NULL, amount INTEGER, whole INTEGER CHECK (whole > 0), PRIMARY KEY (version_id, kind, task, origin_month, indicator)) STRICT, WITHOUT ROWID
CREATE TRIGGER report_amount_only_drafts_delete BEFORE DELETE ON report_amount WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER report_amount_only_drafts_insert BEFORE INSERT ON report_amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER report_amount_only_drafts_update BEFORE UPDATE ON report_amount WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE report_row (version_id INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL CHECK (kind IN ('goal', 'open_item', 'late')), task INTEGER NOT NULL, origin_month INTEGER NOT NULL CHECK (origin_month BETWEEN 1 AND 12), result TEXT, progress TEXT, category TEXT, gap TEXT, reason TEXT, remedy TEXT, expected_on TEXT, person TEXT, pending TEXT, present INTEGER, PRIMARY KEY (version_id, kind, task, origin_month)) STRICT, WITHOUT ROWID
CREATE TRIGGER report_row_only_drafts_delete BEFORE DELETE ON report_row WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER report_row_only_drafts_insert BEFORE INSERT ON report_row WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER report_row_only_drafts_update BEFORE UPDATE ON report_row WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE "report_start" (notice INTEGER PRIMARY KEY REFERENCES notice, first_month INTEGER CHECK (first_month BETWEEN 1 AND 12)) STRICT
CREATE TABLE revision (version_id INTEGER PRIMARY KEY REFERENCES version, reason TEXT, basis TEXT, asked_on TEXT, office TEXT, leader TEXT, leader_on TEXT, told_how TEXT, reply TEXT, replied_by TEXT, replied_on TEXT) STRICT
CREATE TRIGGER revision_only_drafts_delete BEFORE DELETE ON revision WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER revision_only_drafts_insert BEFORE INSERT ON revision WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER revision_only_drafts_update BEFORE UPDATE ON revision WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE scan (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version, name TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL) STRICT
CREATE TRIGGER scan_append_only_delete BEFORE DELETE ON scan BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER scan_append_only_update BEFORE UPDATE ON scan BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE INDEX scan_version ON scan (version_id)
CREATE TABLE school (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT, stamp_name TEXT, contact TEXT, phone TEXT, notice_school TEXT, identity TEXT) STRICT
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE "share" (notice INTEGER NOT NULL REFERENCES notice, indicator TEXT NOT NULL, amount INTEGER CHECK (amount >= 0), PRIMARY KEY (notice, indicator)) STRICT, WITHOUT ROWID
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version, utc TEXT NOT NULL, canonical TEXT NOT NULL, extract TEXT NOT NULL, pdf BLOB NOT NULL, pdf_sha256 TEXT NOT NULL, code TEXT, note TEXT, note_code TEXT, note_pdf BLOB, note_pdf_sha256 TEXT, form TEXT, note_form TEXT) STRICT
CREATE TRIGGER snapshot_append_only_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE TRIGGER snapshot_append_only_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'append only'); END
CREATE INDEX snapshot_code ON snapshot (code)
CREATE INDEX snapshot_note_code ON snapshot (note_code)
CREATE INDEX snapshot_version ON snapshot (version_id)
CREATE TABLE span (version_id INTEGER NOT NULL REFERENCES version, task INTEGER NOT NULL, serial INTEGER NOT NULL, first INTEGER CHECK (first BETWEEN 1 AND 12), last INTEGER CHECK (last BETWEEN 1 AND 12), words TEXT, goal TEXT, pending TEXT, PRIMARY KEY (version_id, task, serial)) STRICT, WITHOUT ROWID
CREATE TRIGGER span_only_drafts_delete BEFORE DELETE ON span WHEN (SELECT state FROM version WHERE id = OLD.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER span_only_drafts_insert BEFORE INSERT ON span WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER span_only_drafts_update BEFORE UPDATE ON span WHEN (SELECT state FROM version WHERE id = NEW.version_id) IS NOT 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TABLE version (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, major INTEGER NOT NULL, minor INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'superseded')), effective_month INTEGER NOT NULL DEFAULT 1, filled_on TEXT, as_of TEXT, discarded INTEGER, UNIQUE (document_id, major, minor)) STRICT
CREATE TRIGGER version_content_frozen BEFORE UPDATE OF id, document_id, major, minor, effective_month, filled_on, as_of, discarded ON version WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
CREATE TRIGGER version_kept BEFORE DELETE ON version WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'not a draft'); END
